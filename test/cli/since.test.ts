import { sinceOf } from '../../lib/cli/since';

/** 05:00:30 on the clock of this machine, wherever it stands. */
const NOW = new Date(2026, 10, 21, 5, 0, 30);
const at = (text: string, now = NOW): string => sinceOf(text, { now: () => now });
const written = (...parts: [number, number, number, number, number]): string => new Date(...parts).toISOString().replace('.000Z', 'Z');

describe('HH:MM is of the clock of this machine', () => {
  test.each<[string, string]>([
    ['04:10', written(2026, 10, 21, 4, 10)],
    ['4:10', written(2026, 10, 21, 4, 10)],
    ['00:00', written(2026, 10, 21, 0, 0)],
    [' 04:10 ', written(2026, 10, 21, 4, 10)],
    ['05:00', written(2026, 10, 21, 5, 0)],
  ])('today, where it is past: %p', (text, since) => {
    expect(at(text)).toBe(since);
  });

  test.each<[string, string]>([
    ['05:01', written(2026, 10, 20, 5, 1)],
    ['23:59', written(2026, 10, 20, 23, 59)],
  ])('yesterday, where it is still to come today: %p', (text, since) => {
    expect(at(text)).toBe(since);
  });

  test('yesterday may be in another month', () => {
    expect(at('22:00', new Date(2026, 2, 1, 1, 0))).toBe(written(2026, 1, 28, 22, 0));
  });
});

test.each([
  ['2026-11-21T03:10:00Z', '2026-11-21T03:10:00Z'],
  ['2026-11-21T03:10:00.75Z', '2026-11-21T03:10:00Z'],
  ['2026-11-21T03:10:00+01:00', '2026-11-21T02:10:00Z'],
  ['2025-01-01T00:00:00-05:00', '2025-01-01T05:00:00Z'],
])('ISO 8601 is written in UTC, to the second: %s', (text, since) => {
  expect(at(text, new Date('2026-11-21T05:00:00Z'))).toBe(since);
});

test('now is not later than now; a second more is', () => {
  const now = new Date('2026-11-21T05:00:00Z');
  expect(at('2026-11-21T05:00:00Z', now)).toBe('2026-11-21T05:00:00Z');
  expect(() => at('2026-11-21T05:00:01Z', now)).toThrow(/DR-CLI-05.*did not begin later than now.*got: 2026-11-21T05:00:01Z/);
});

test.each(['', 'yesterday', '24:00', '12:60', '4:5', '1610', '2026-11-20', '2026-11-20T03:10:00', '2026-02-30T00:00:00Z'])(
  'what is no moment, or not one moment everywhere, is refused: %p',
  (text) => {
    expect(() => at(text)).toThrow(/DR-CLI-05.*This is no moment/);
  },
);
