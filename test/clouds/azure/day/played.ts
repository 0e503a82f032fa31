import { actsOf } from '../../../support/day/acts';
import type { Day } from './day';

/** What is wrong, the step that finds it, and what makes it so: an effect that Azure promises and that does not happen, by its name, or what is otherwise than it should be. */
export type Wrong = readonly [what: string, stopsAt: string, wrong: string | ((fork: Day) => unknown)];

/** Whatever generation and site a check asks about. */
const plain = (id: string): string => id.replaceAll(/-(?:g\d+|[a-z]+central|[a-z]+europe)\b/g, '');

/** A day as a test plays it, act by act. */
export class Played {
  /** Checks that a run of the day asked, and those that a mutant was stopped by. */
  private readonly asked = new Set<string>();
  private readonly stopping = new Set<string>();

  constructor(private readonly day: Day) {
    afterAll(() => {
      day.close();
    });
  }

  /** An act of the day. */
  readonly act = actsOf();

  /** Runs what is due, which has to go through. */
  async ran(): Promise<void> {
    this.day.synth();
    for (const { id } of this.day.checks) this.asked.add(plain(id));
    if ((await this.day.run()) !== 0) throw new Error(this.day.said);
  }

  /** Each mutant goes its own way from here, all of them at once: its run stops where it is found, and nothing is written down of what comes after. */
  async stops(mutants: readonly Wrong[]): Promise<void> {
    this.day.synth();
    const stopped = await Promise.all(
      mutants.map(async ([what, , wrong]) => {
        const fork = this.day.fork(...(typeof wrong === 'string' ? [wrong] : []));
        try {
          if (typeof wrong !== 'string') wrong(fork);
          const code = await fork.runs();
          return `${what}: ${code} ${/^Stopped at .*\(([\w-]+)\):/m.exec(fork.said)?.[1] ?? fork.said}`;
        } finally {
          fork.close();
        }
      }),
    );
    for (const [, stopsAt] of mutants) this.stopping.add(plain(stopsAt));
    expect(stopped).toEqual(mutants.map(([what, stopsAt]) => `${what}: 1 ${stopsAt}`));
  }

  /** Checks that no mutant was stopped by. */
  get unfound(): string[] {
    return [...this.asked].filter((id) => !this.stopping.has(id));
  }

  /** What was called in a region since then. */
  calledIn(region: string, since: number) {
    return this.day.world.calls.slice(since).filter((one) => one.region === region);
  }
}
