import {
  copyAge,
  coreRoom,
  IS_READY,
  NO_NODE,
  nodesLeft,
  nodesReady,
  startNodes,
  stopScaling,
} from '../../../lib/clouds/oci/cli-kubernetes';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { answering, type Rule } from '../answering';
import { forMore } from '../room';

const OF = { region: 'eu-paris-1', compartment: 'c-1', cluster: 'acme' };
const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

const CLUSTER: Rule[] = [
  ['| [0].id --raw-output', 'ocid1.cluster\n'],
  ['"lifecycle-state" --raw-output', 'ACTIVE\n'],
];
const pool = (name: string, size: number, state = 'ACTIVE'): Rule => [
  `node-pool list --region eu-paris-1 --compartment-id c-1 --cluster-id ocid1.cluster --name ${name} `,
  `ocid1.pool-${name} ${size} ${state}\n`,
];

describe('nodes', () => {
  const addons = (n: string): Rule => ['list-addons', n];
  const changed: Rule[] = [
    ['node-pool update', ''],
    ['install-addon', ''],
    ['update-addon', ''],
    ['disable-addon', ''],
  ];
  const run = startNodes(OF, [
    { name: 'apps', least: 3, most: 6 },
    { name: 'batch', least: 2, most: 2 },
  ]);
  const changes = (calls: readonly string[]): string[] =>
    calls.filter((call) => /node-pool update|-addon /.test(call)).map((call) => call.replace(/ --region \S+/, ''));

  test('too few are raised, and those that scale are told to the add-on', () => {
    const { status, said, calls } = oci([...CLUSTER, pool('apps', 1), pool('batch', 2), addons('0\n'), ...changed], run);
    expect(status).toBe(0);
    expect(said).toContain('scales: 3:6:ocid1.pool-apps');
    expect(changes(calls)).toEqual([
      'ce node-pool update --node-pool-id ocid1.pool-apps --size 3 --force --wait-for-state SUCCEEDED',
      'ce cluster install-addon --cluster-id ocid1.cluster --addon-name ClusterAutoscaler --configurations [{"key":"nodes","value":"3:6:ocid1.pool-apps"},{"key":"authType","value":"workload"}] --wait-for-state SUCCEEDED',
    ]);
  });

  test('enough of them are left alone, whatever the load asked for; an add-on that is there is told anew', () => {
    const { calls } = oci([...CLUSTER, pool('apps', 5), pool('batch', 4), addons('1\n'), ...changed], run);
    expect(changes(calls).map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual(['ce cluster update-addon']);
  });

  test('a cluster, or a pool, that is not there stops it, and is named', () => {
    expect(oci([['cluster list', '']], run)).toMatchObject({ status: 1, error: 'there is no cluster acme in eu-paris-1' });
    expect(oci([...CLUSTER, ['node-pool list', '']], run)).toMatchObject({ status: 1, error: 'there is no pool apps in acme' });
  });

  test('what scales them is taken away, where it is; where there is no cluster, nothing does', () => {
    expect(changes(oci([...CLUSTER, addons('1\n'), ...changed], stopScaling(OF)).calls)).toHaveLength(1);
    expect(changes(oci([...CLUSTER, addons('0\n'), ...changed], stopScaling(OF)).calls)).toEqual([]);
    expect(oci([['cluster list', '']], stopScaling(OF)).status).toBe(0);
  });

  test('ready: a cluster that is active, and enough nodes of pools that nobody changes', () => {
    const ready = nodesReady(OF, [{ name: 'apps', least: 3 }]);
    expect(oci([...CLUSTER, pool('apps', 4)], ready).said).toMatch(whole(IS_READY));
    for (const not of [pool('apps', 2), pool('apps', 3, 'UPDATING')])
      expect(oci([...CLUSTER, not], ready).said).toMatch(/^not yet: cluster ACTIVE; apps: /);
  });

  test('none is left once none is wanted, and none is there', () => {
    const left = nodesLeft(OF, [{ name: 'apps' }]);
    const there = (n: string): Rule => ['node-pool get', n];
    expect(oci([...CLUSTER, pool('apps', 0), there('0\n')], left).said).toMatch(whole(NO_NODE));
    expect(oci([...CLUSTER, pool('apps', 0, 'UPDATING'), there('2\n')], left).said).toBe('2 1');
    expect(oci([...CLUSTER, pool('apps', 3), there('3\n')], left).said).not.toMatch(whole(NO_NODE));
  });

  test('room is counted over availability domains', () => {
    const rules = (first: string): Rule[] => [
      ['availability-domain list', 'AD-1 AD-2\n'],
      ['--availability-domain AD-1', `${first}\n`],
      ['--availability-domain AD-2', '3 10\n'],
    ];
    const room = forMore(coreRoom('eu-paris-1', 'c-1', 'standard-e4-core-count'), 6);
    expect(oci(rules('3 1'), room).said).toMatch(whole(HAS_ROOM));
    expect(oci(rules('2 1'), room).said).toMatch(/^full/);
  });
});

describe('how old the newest copy is', () => {
  const bucket: Rule = ['"freeform-tags"."continuity-copies"', 'acme-copies\n'];
  const moment = new Date(Date.now() - 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);

  test('is known by its name, in the bucket that the cluster says', () => {
    const { said, calls } = oci([bucket, ['object list', `velero/backups/continuity-${moment}/velero-backup.json\n`]], copyAge(OF));
    expect(Math.abs(Number(said) - 3600)).toBeLessThan(60);
    expect(calls.join()).toContain('--bucket-name acme-copies --prefix velero/backups/continuity-');
  });

  test('where there is none, or no bucket is said, nobody knows', () => {
    expect(oci([bucket, ['object list', '']], copyAge(OF))).toMatchObject({ status: 1, error: 'no copy in acme-copies' });
    expect(oci([['cluster list', '']], copyAge(OF)).error).toMatch(/apply the stack of its site/);
  });
});
