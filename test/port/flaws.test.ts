import { unless, unlessWithin } from '../../lib/port/flaws';

test('what fits is no flaw', () => {
  const flaw = { of: 'size', value: 9, allowed: 'up to 8' };
  expect(unless(true, flaw)).toEqual([]);
  expect(unless(false, flaw)).toEqual([flaw]);
});

test.each([
  [0, true],
  [1, false],
  [35, false],
  [36, true],
])('%i of 1 to 35: a flaw %p, which says the bounds', (value, isOne) => {
  const flaws = unlessWithin(value, { least: 1, most: 35 }, { of: 'restorableDays', unit: 'days' });
  expect(flaws).toEqual(isOne ? [{ of: 'restorableDays', value, allowed: '1 to 35 days' }] : []);
});
