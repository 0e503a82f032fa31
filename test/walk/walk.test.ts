import { APP_NAMES, appNamed } from './apps';
import { MUTANTS } from './mutants';
import { search } from './search';
import { shrink } from './shrink';
import { sentenceOf } from './telling';
import { walk, type Fault } from './walker';

const told = (faults: readonly Fault[]): string[] => faults.map(({ app, what, path }) => [app, what, ...path.map(sentenceOf)].join('\n  '));

describe('The walk', () => {
  test.each(APP_NAMES)('%s: a short walk finds no fault', (name) => {
    const seen = walk({ seed: 20, steps: 300, apps: [name] });
    expect(told(seen.faults.map((one) => shrink(one, 100)))).toEqual([]);
    expect(seen.phases.size).toBeGreaterThan(6);
    expect(seen.waysHome).toBeGreaterThan(5);
  });

  test.each(['aws hot', 'azure hot', 'oci hot'])('%s: a bounded search finds no dead end', (name) => {
    const { worlds, faults } = search(appNamed(name), 4, 250);
    expect(told(faults)).toEqual([]);
    expect(worlds).toBeGreaterThan(100);
  });

  test('the same seed is the same walk', () => {
    const [one, other] = [1, 2].map(() => walk({ seed: 4, steps: 120, apps: ['aws hot'] }));
    expect([...(one?.situations ?? [])]).toEqual([...(other?.situations ?? [])]);
  });

  test.each(MUTANTS)('mutant: $name', ({ apps, within }) => {
    const seen = within(() => walk({ seed: 7, steps: 4000, apps, homes: 0.3 }));
    expect(seen.faults).toHaveLength(1);
  });
});
