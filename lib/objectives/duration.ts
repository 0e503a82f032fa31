import { ContinuityError } from '../words/errors';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A length of time. Objectives, intervals and figures are written with it, never with a bare number. */
export class Duration {
  /** Zero seconds. */
  static readonly ZERO = new Duration(0);

  /** A length of `n` seconds. Throws unless `n` is finite and not negative. */
  static seconds(n: number): Duration {
    return new Duration(seconds(n, 1));
  }

  /** A length of `n` minutes. */
  static minutes(n: number): Duration {
    return new Duration(seconds(n, 60));
  }

  /** A length of `n` hours. */
  static hours(n: number): Duration {
    return new Duration(seconds(n, 3_600));
  }

  /** A length of `n` days of 24 hours. */
  static days(n: number): Duration {
    return new Duration(seconds(n, 86_400));
  }

  private constructor(private readonly value: number) {}

  /** The length in seconds. */
  toSeconds(): number {
    return this.value;
  }

  /** Whether this is a longer time than `other`. */
  isLongerThan(other: Duration): boolean {
    return this.value > other.value;
  }

  /** This and `other`, one after the other. */
  plus(other: Duration): Duration {
    return new Duration(this.value + other.value);
  }

  /** As a person says it: `1 h 30 min`. */
  toString(): string {
    return inWords(this.value);
  }
}

/** Throws `DR-DUR-01` where it is no length of time: a text, or a list of one number, would pass for one in a product. */
function seconds(n: number, unit: number): number {
  const value = typeof n === 'number' ? n * unit : Number.NaN;
  if (Number.isFinite(value) && value >= 0) return value;
  throw new ContinuityError({
    id: 'DR-DUR-01',
    what: 'A duration is not a length of time',
    value: n === undefined ? 'nothing' : typeof n === 'number' ? value : n,
    allowed: 'a finite number, zero or more',
    fix: 'Duration.minutes(15)',
  });
}

/** A number of seconds as a person says it: `1 h 30 min`, `2 d`, `0 s`. */
export function inWords(seconds: number): string {
  const short = { day: 'd', hour: 'h', minute: 'min', second: 's' } as const;
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const n = Math.floor(rest / length);
    if (n > 0) parts.push(`${n} ${short[unit]}`);
    rest -= n * length;
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
