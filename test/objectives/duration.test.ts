import fc from 'fast-check';
import { ContinuityError } from '../../lib/words/errors';
import { Duration, inWords } from '../../lib/objectives/duration';

const length = fc.integer({ min: 0, max: 10 ** 9 });

test.each([
  [Duration.seconds(0), 0, '0 s'],
  [Duration.seconds(59), 59, '59 s'],
  [Duration.minutes(15), 900, '15 min'],
  [Duration.minutes(90), 5400, '1 h 30 min'],
  [Duration.hours(24), 86_400, '1 d'],
  [Duration.days(1.5), 129_600, '1 d 12 h'],
  [Duration.seconds(86_461), 86_461, '1 d 1 min'],
])('%s', (duration, seconds, words) => {
  expect(duration.toSeconds()).toBe(seconds);
  expect(duration.toString()).toBe(words);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, -0.001])('%d is no length of time', (n) => {
  for (const make of [Duration.seconds, Duration.minutes, Duration.hours, Duration.days]) expect(() => make(n)).toThrow(ContinuityError);
});

test('the units agree', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (n) => {
      expect(Duration.days(n).toSeconds()).toBe(Duration.hours(24 * n).toSeconds());
      expect(Duration.hours(n).toSeconds()).toBe(Duration.minutes(60 * n).toSeconds());
      expect(Duration.minutes(n).toSeconds()).toBe(Duration.seconds(60 * n).toSeconds());
    }),
  );
});

test('adding is associative and commutative, zero adds nothing, and order is kept', () => {
  fc.assert(
    fc.property(length, length, length, (a, b, c) => {
      const [x, y, z] = [a, b, c].map((n) => Duration.seconds(n)) as [Duration, Duration, Duration];
      expect(x.plus(y).plus(z).toSeconds()).toBe(x.plus(y.plus(z)).toSeconds());
      expect(x.plus(y).toSeconds()).toBe(y.plus(x).toSeconds());
      expect(x.plus(Duration.ZERO).toSeconds()).toBe(a);
      expect(x.isLongerThan(y)).toBe(a > b);
      expect(x.plus(z).isLongerThan(y.plus(z))).toBe(a > b);
    }),
  );
});

test('words are two units at most, whole, and never say less than one unit too little', () => {
  const units: Record<string, number> = { d: 86_400, h: 3600, min: 60, s: 1 };
  fc.assert(
    fc.property(length, (n) => {
      const parts = [...inWords(n).matchAll(/(\d+) (d|h|min|s)/g)].map(
        ([, count, unit]) => [Number(count), units[unit as string] as number] as const,
      );
      expect(parts.length).toBeGreaterThan(0);
      expect(parts.length).toBeLessThanOrEqual(2);
      const said = parts.reduce((sum, [count, unit]) => sum + count * unit, 0);
      expect(n - said).toBeGreaterThanOrEqual(0);
      expect(n - said).toBeLessThan(Math.max(1, parts.length === 2 ? parts[1]![1] : 1));
    }),
  );
});

test('a fraction of a second is rounded', () => {
  expect(inWords(59.6)).toBe('1 min');
  expect(inWords(0.4)).toBe('0 s');
});
