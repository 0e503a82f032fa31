/** What held, and what did not. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

/** Counts what the lab checked, and says it as it goes. */
export class Report {
  private passed = 0;
  private readonly failures: string[] = [];
  private readonly parts: Report[] = [];
  private readonly started = Date.now();

  constructor(private readonly name: string) {}

  /** What is told on its own, beside the rest, and counts with it. */
  part(name: string): Report {
    const part = new Report(`${this.name}/${name}`);
    this.parts.push(part);
    return part;
  }

  /** One check: a sentence that is true, or what was found instead. */
  check(sentence: string, truth: boolean, found?: unknown): void {
    if (truth) this.passed += 1;
    else this.failures.push(`${this.name}: ${sentence}`);
    const detail =
      truth || found === undefined ? '' : ` (found: ${typeof found === 'string' ? found.slice(-2000) : JSON.stringify(found)})`;
    this.say(`${truth ? 'ok  ' : 'FAIL'} ${sentence}${detail}`);
  }

  /** A heading. */
  step(title: string): void {
    this.say(`--- ${title}`);
  }

  /** What went wrong beyond the checks. */
  crash(error: unknown): void {
    this.check(`no unexpected error`, false, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  /** Passed and failed. */
  get counts(): Counts {
    const parts = this.parts.map((part) => part.counts);
    const failures = [...this.failures, ...parts.flatMap((part) => part.failures)];
    return { passed: parts.reduce((sum, part) => sum + part.passed, this.passed), failed: failures.length, failures };
  }

  private say(line: string): void {
    const seconds = Math.round((Date.now() - this.started) / 1000);
    console.log(`[${this.name} ${String(seconds).padStart(4)} s] ${line}`);
  }
}
