import { Random } from '../walk/random';
import { round, SORTS } from './round';

jest.setTimeout(120_000);

/** A bounded share: `npm run kill -- --seed N --rounds N` plays as many as one wants. */
test.concurrent.each(SORTS)('%s: the run comes to its end, and nothing is done twice', async (sort) => {
  const counts = new Map<string, number>();
  const faults = await round(sort, new Random(SORTS.indexOf(sort) + 7), (what) => counts.set(what, (counts.get(what) ?? 0) + 1));
  expect(faults).toEqual([]);
  expect(counts.get('processes')).toBeGreaterThan(0);
});
