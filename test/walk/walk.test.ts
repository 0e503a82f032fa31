import { APP_NAMES, appNamed } from './apps';
import { MUTANTS, RESTORED } from './mutants';
import { renderReally } from './render';
import { search } from './search';
import { shrink } from './shrink';
import { sentenceOf } from './telling';
import { startOf, walk, type Fault } from './walker';

const told = (faults: readonly Fault[]): string[] => faults.map(({ app, what, path }) => [app, what, ...path.map(sentenceOf)].join('\n  '));

describe('The walk', () => {
  test.each(APP_NAMES)('%s: a short walk finds no fault', (name) => {
    const seen = walk({ seed: 20, steps: 200, apps: [name] });
    expect(told(seen.faults.map((one) => shrink(one, 100)))).toEqual([]);
    expect(seen.phases.size).toBeGreaterThan(4);
    expect(seen.waysHome).toBeGreaterThan(3);
  });

  test('a short walk from a restore finds no fault', () => {
    const seen = walk({ seed: 20, steps: 200, apps: ['aws warm'], begins: RESTORED });
    expect(told(seen.faults.map((one) => shrink(one, 100)))).toEqual([]);
    expect(seen.transitions.get('restore')).toBeGreaterThan(3);
  });

  test.each(APP_NAMES)('%s: what is walked over is what is rendered', (name) => {
    expect(renderReally(appNamed(name), startOf(appNamed(name)))).toBeUndefined();
  });

  test.each(['aws hot', 'azure hot', 'oci hot', 'fake hot'])('%s: a bounded search finds no dead end', (name) => {
    const { worlds, faults } = search(appNamed(name), 3, 60);
    expect(told(faults)).toEqual([]);
    expect(worlds).toBeGreaterThan(50);
  });

  test('the same seed is the same walk', () => {
    const [one, other] = [1, 2].map(() => walk({ seed: 4, steps: 120, apps: ['aws hot'] }));
    expect([...(one?.situations ?? [])]).toEqual([...(other?.situations ?? [])]);
  });

  test.each(MUTANTS)('mutant: $name', ({ apps, seed: first, begins = [], shows, within }) => {
    const isFound = within(() =>
      [first, 1, 2, 3, 4, 5, 6, 7, 8, 9].some((seed) =>
        walk({ seed, steps: 600, apps, homes: 0.15, begins }).faults.some(({ what }) => shows.test(what)),
      ),
    );
    expect(isFound).toBe(true);
  });
});
