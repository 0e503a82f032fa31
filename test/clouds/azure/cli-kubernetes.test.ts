import { search } from '@jmespath-community/jmespath';
import { IS_READY, NO_NODE, nodesLeft, nodesReady, startNodes, vcpuRoom } from '../../../lib/clouds/azure/cli-kubernetes';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { answering, type Rule } from '../answering';
import { forMore } from '../room';

const OF = { subscription: 's-1', group: 'g-1', cluster: 'acme' };
const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);

describe('nodes', () => {
  const count = (n: string): Rule => [
    'nodepool show --subscription s-1 --resource-group g-1 --cluster-name acme --name apps --query count',
    n,
  ];
  const scales = (is: string): Rule => ['--query to_string(enableAutoScaling)', is];
  const changed: Rule = ['az-never', ''];
  const update: Rule = ['nodepool update', ''];
  const scale: Rule = ['nodepool scale', ''];
  const run = startNodes(OF, [{ name: 'apps', least: 3, most: 6 }]);
  const changes = (calls: readonly string[]): string[] =>
    calls.filter((call) => /nodepool (?:update|scale)/.test(call)).map((call) => call.replace(/^.*--name apps /, ''));

  test('too few of what scales: it is raised without its autoscaler, and scales from there', () => {
    const { status, calls } = az([count('1'), scales('true'), update, scale, changed], run);
    expect(status).toBe(0);
    expect(changes(calls)).toEqual([
      '--disable-cluster-autoscaler --output none',
      '--node-count 3 --output none',
      '--enable-cluster-autoscaler --min-count 3 --max-count 6 --output none',
    ]);
  });

  test('enough of it is left alone; one that a run left without its autoscaler gets that back', () => {
    expect(changes(az([count('5'), scales('true'), update, scale], run).calls)).toEqual([]);
    expect(changes(az([count('5'), scales('null'), update, scale], run).calls)).toEqual([
      '--enable-cluster-autoscaler --min-count 3 --max-count 6 --output none',
    ]);
  });

  test('a pool that does not answer stops it', () => {
    expect(az([['nodepool show', '', 3]], run).status).not.toBe(0);
  });

  test('a cluster is ready with as many as are wanted, and says what of it is not', () => {
    const state = (is: string): Rule => ['aks show --subscription s-1 --resource-group g-1 --name acme ', is];
    const made = (is: string): Rule => ['--query provisioningState', is];
    const ready = nodesReady(OF, [{ name: 'apps', least: 3 }]);
    const said = (...rules: Rule[]): string => az(rules, ready).said;
    expect(said(state('Succeeded Running'), count('3'), made('Succeeded'))).toMatch(new RegExp(`^${IS_READY}$`));
    expect(said(state('Succeeded Stopped'), count('3'), made('Succeeded'))).toBe(
      'not yet: cluster Succeeded Stopped; apps: 3 of 3, Succeeded',
    );
    expect(said(state('Succeeded Running'), count('2'), made('Succeeded'))).toMatch(/^not yet: .*apps: 2 of 3/);
    expect(said(state('Succeeded Running'), count('3'), made('Scaling'))).toMatch(/^not yet: /);
  });

  test('none is left where the pools of the application have none, and none is being changed', () => {
    const query = nodesLeft(OF)[nodesLeft(OF).indexOf('--query') + 1] as string;
    const pool = (mode: string, count: number, provisioningState = 'Succeeded') => ({ mode, count, provisioningState });
    const answer = (...pools: ReturnType<typeof pool>[]): string => String(search(pools, query));
    expect(answer(pool('System', 1), pool('User', 0))).toMatch(new RegExp(`^${NO_NODE}$`));
    expect(answer(pool('System', 1), pool('User', 2))).not.toMatch(new RegExp(`^${NO_NODE}$`));
    expect(answer(pool('System', 1), pool('User', 0, 'Scaling'))).not.toMatch(new RegExp(`^${NO_NODE}$`));
  });

  test('room is asked of the family', () => {
    const of = (what: string, n: string): Rule => [`].${what} `, n];
    const run = forMore(vcpuRoom('s-1', 'francecentral', 'standardDSv5Family'), 12);
    expect(az([of('currentValue', '8'), of('limit', '20')], run).said).toMatch(new RegExp(`^${HAS_ROOM}$`));
    expect(az([of('currentValue', '9'), of('limit', '20')], run).said).toMatch(/^full: /);
  });
});
