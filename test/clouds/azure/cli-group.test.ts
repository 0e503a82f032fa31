import { holdGroup, saidOfGroup, wakeGroup } from '../../../lib/clouds/azure/cli-group';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const GROUP = { subscription: 's-1', group: 'g-1', machines: 'Running-Back' };
const wanted = (count: string): Rule => [
  'vmss show --subscription s-1 --resource-group g-1 --name Running-Back --query sku.capacity',
  count,
];
const ID = '/subscriptions/s-1/resourceGroups/G-1/providers/Microsoft.Compute/virtualMachineScaleSets';
const settings = (query: string, ...lines: string[]): Rule => [`--query [?${query}`, lines.join('\n')];
const scales: Rule = ['vmss scale ', ''];
const updates: Rule = ['monitor autoscale update ', ''];
const changed = (calls: readonly string[]): string[] => calls.filter((call) => / (?:update|scale) /.test(call) && !/list|show/.test(call));

test('a fence holds what scales it, and nothing of another group', () => {
  const rules = [wanted('4'), settings('enabled', `${ID}/running-back\tgrows`, `${ID}/other\tother`), scales, updates];
  const { status, said, calls } = az(rules, holdGroup(GROUP));
  expect([status, said]).toEqual([0, '0 wanted']);
  expect(changed(calls)).toEqual([
    expect.stringMatching(/autoscale update .*--name grows --enabled false --set tags\.continuity_fenced=yes/),
    expect.stringContaining('--new-capacity 0'),
  ]);
  const none = az([wanted('0'), settings('enabled')], holdGroup(GROUP));
  expect([none.status, changed(none.calls)]).toEqual([0, []]);
});

test('where nobody tells what scales it, nothing of it is changed', () => {
  const failed: Rule = ['monitor autoscale list', '', 1];
  for (const run of [holdGroup(GROUP), wakeGroup(GROUP, { least: 4, asleep: 1, scales: true })]) {
    const { status, said, calls } = az([wanted('4'), failed, scales, updates], run);
    expect([status, said, changed(calls)]).toEqual([1, '', []]);
  }
});

describe('it is woken', () => {
  const held = (...lines: string[]): Rule => settings('tags.continuity_fenced==', ...lines);
  const HELD = `${ID}/running-back\tgrows`;
  const run = wakeGroup(GROUP, { least: 4, asleep: 1, scales: true });

  test('where a fence holds it, and what scales it goes on', () => {
    const { said, calls } = az([wanted('0'), held(HELD), scales, updates], run);
    expect(said).toBe('4 wanted');
    expect(changed(calls)).toEqual([
      expect.stringContaining('--new-capacity 4'),
      expect.stringMatching(/--name grows --enabled true --remove tags\.continuity_fenced/),
    ]);
  });

  test('to stand by, and what scales it stays held', () => {
    const { calls } = az([wanted('0'), held(HELD), scales], wakeGroup(GROUP, { least: 1, asleep: 1, scales: false }));
    expect(changed(calls)).toEqual([expect.stringContaining('--new-capacity 1')]);
  });

  test('not where it serves, however many its owner wants', () => {
    const { said, calls } = az([wanted('3'), held()], run);
    expect([said, changed(calls)]).toEqual(['3 wanted', []]);
  });
});

test('what is said of it', () => {
  expect(saidOfGroup(GROUP, 'location').join(' ')).toBe(
    'az vmss show --subscription s-1 --resource-group g-1 --name Running-Back --query location --output tsv',
  );
});
