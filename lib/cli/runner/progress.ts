import { inWords } from '../../objectives/duration';
import { tint, type Io, type Tone } from '../io';
import type { Result } from './journal';

const WORD: Record<Result, string> = { ok: 'ok', failed: 'FAILED', skipped: 'skipped', interrupted: 'interrupted' };
const TONE: Record<Result, Tone> = { ok: 'good', failed: 'bad', skipped: 'dim', interrupted: 'care' };
/** Milliseconds between two lines of a log that say the same. */
const QUIET = 30_000;
const FRAMES = ['|', '/', '-', '\\'];

/** Says where the run stands: a line that ticks on a terminal, plain lines in a log. */
export class Progress {
  private readonly began: number;
  private timer: NodeJS.Timeout | undefined;
  /** What a step that waits was told last. */
  private last = '';
  private told = 0;

  constructor(
    private readonly io: Io,
    private readonly total: number,
  ) {
    this.began = io.now().getTime();
  }

  /** Seconds since the run began. */
  get elapsed(): number {
    return (this.io.now().getTime() - this.began) / 1000;
  }

  /** Opens a wave. */
  wave(name: string, purpose: string): void {
    this.io.out(`\n${tint(this.io, 'strong', name)}: ${purpose}\n`);
  }

  /** An action begins. */
  begin(n: number, title: string, usual: number): void {
    const head = `  [${n}/${this.total}] ${title}`;
    this.last = '';
    this.told = 0;
    if (!this.io.terminal) {
      if (usual >= 10) this.io.out(`${head} … (usually ${inWords(usual)})\n`);
      return;
    }
    const from = this.io.now().getTime();
    let frame = 0;
    this.timer = setInterval(() => {
      const spent = Math.round((this.io.now().getTime() - from) / 1000);
      const line = `${head} ${FRAMES[frame++ % 4] ?? ''} ${inWords(spent)}, usually ${inWords(usual)}${this.last}`;
      this.io.out(`\r\u001b[K${line.slice(0, this.io.columns - 1)}`);
    }, 250);
  }

  /** An action ended. */
  end(n: number, title: string, outcome: { result: Result; text: string; seconds?: number; usual: number }): void {
    this.pause();
    const { result, text, seconds, usual } = outcome;
    const took = seconds === undefined ? '' : ` ${inWords(seconds)} (usually ${inWords(usual)})`;
    this.io.out(`  [${n}/${this.total}] ${title}: ${tint(this.io, TONE[result], WORD[result])}${took}${text ? `. ${text}` : ''}\n`);
  }

  /** A step waits: what it was told last, and for how long it still does. In a log at once, and then every half minute. */
  waits(answer: string, seconds: number): void {
    const text = `waits up to ${inWords(Math.max(0, Math.round(seconds)))} more; the last answer: ${answer.replace(/\s+/g, ' ').trim()}`;
    this.last = ` (${text})`;
    const now = this.io.now().getTime();
    if (this.io.terminal || now - this.told < QUIET) return;
    this.told = now;
    this.say(text);
  }

  /** Something to read while an action is under way. */
  say(text: string): void {
    this.clear();
    this.io.out(`        ${text}\n`);
  }

  /** Stops the line that ticks, for a question. */
  pause(): void {
    clearInterval(this.timer);
    this.clear();
    this.timer = undefined;
  }

  private clear(): void {
    if (this.timer) this.io.out('\r\u001b[K');
  }
}
