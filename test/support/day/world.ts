import { Refusal } from './refusal';

/** A call, as a world wrote it down. */
export interface Written {
  readonly program: string;
  readonly method: string;
  readonly path: string;
  /** Of what was called; undefined where that has none, or is not there. */
  readonly region: string | undefined;
  /** The code of a refusal. */
  readonly refused?: string;
}

/** A small cloud: its regions, what was called of it, and what its services keep. Time passes with each call. */
export abstract class DayWorld {
  /** Regions that do not answer. */
  readonly down = new Set<string>();
  readonly calls: Written[] = [];
  /** Which program is calling. */
  program = 'the test';
  /** What of the cloud is answered and does not happen, as a mutant has it: by the names that its world gives. */
  readonly broken = new Set<string>();

  private stores = new Map<string, unknown>();

  /** The same once more, as it is now, that goes its own way from here. */
  abstract copy(): DayWorld;

  /** What services do by themselves, each under a name. */
  protected abstract passes(): readonly (readonly [name: string, act: () => void])[];

  /** Time passes. */
  pass(): void {
    for (const [name, act] of this.passes()) if (!this.broken.has(name)) act();
  }

  /** What a service keeps. */
  store<T>(name: string, empty: () => T): T {
    if (!this.stores.has(name)) this.stores.set(name, empty());
    return this.stores.get(name) as T;
  }

  /** All that there is, for a comparison: but for when it was written. */
  get told(): string {
    const plain = (key: string, value: unknown): unknown =>
      key === 'at' ? undefined : value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
    return JSON.stringify([this.known, this.stores], plain);
  }

  /** What it knows beside what services keep. */
  protected abstract readonly known: unknown;

  /** Answers a call, or refuses it, and writes it down. */
  protected written<T>(call: Omit<Written, 'program' | 'refused'>, answer: () => T): T {
    const written = { program: this.program, ...call };
    try {
      const told = answer();
      this.calls.push(written);
      return told;
    } catch (error) {
      this.calls.push({ ...written, ...(error instanceof Refusal ? { refused: error.code } : {}) });
      throw error;
    }
  }

  /** Is as another one is. */
  protected takes(other: DayWorld): void {
    for (const region of other.down) this.down.add(region);
    this.stores = structuredClone(other.stores);
  }
}
