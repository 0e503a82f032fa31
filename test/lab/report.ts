/** Counts what the lab checked, and says it as it goes. */
export class Report {
  private passed = 0;
  private readonly failures: string[] = [];
  private readonly started = Date.now();

  constructor(private readonly name: string) {}

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
  get counts(): { passed: number; failed: number; failures: readonly string[] } {
    return { passed: this.passed, failed: this.failures.length, failures: this.failures };
  }

  private say(line: string): void {
    const seconds = Math.round((Date.now() - this.started) / 1000);
    console.log(`[${this.name} ${String(seconds).padStart(4)} s] ${line}`);
  }
}
