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
import {
  copyKnown,
  copyOnce,
  installVelero,
  IS_WHOLE,
  pauseCopies,
  recreate,
  recreated,
  scheduleCopies,
} from '../../../lib/clouds/oci/cli-velero';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { cronOf, IS_KNOWN } from '../../../lib/port/velero';
import { programsOf } from '../../../lib/words/programs';
import { answering, type Rule } from '../answering';

const OF = { region: 'eu-paris-1', compartment: 'c-1', cluster: 'acme' };
const INSIDE = { ...OF, bastion: 'acmebastion', domain: 'oraclecloud.com' };
const oci = (rules: readonly Rule[], run: readonly string[]) =>
  answering('oci', rules, run, ['kubectl', 'helm', 'ssh', 'ssh-keygen', 'sleep']);
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
    const room = coreRoom('eu-paris-1', 'c-1', 'standard-e4-core-count', 6);
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

describe('inside of a cluster', () => {
  const way: Rule[] = [
    ['"freeform-tags"."continuity-copies"', 'acme-copies\n'],
    ['| [0].id --raw-output', 'ocid1.cluster\n'],
    ['endpoints."private-endpoint"', '10.20.128.7:6443\n'],
    ['bastion bastion list', 'ocid1.bastion\n'],
    ['ssh-keygen', ''],
    ['session create-port-forwarding', 'ocid1.session\n'],
    ['session get', 'ACTIVE\n'],
    ['session delete', ''],
    ['create-kubeconfig', ''],
    ['kubectl config view', 'cluster-1\n'],
    ['kubectl config set-cluster', ''],
    ['kubectl get --raw /readyz', 'ok'],
    ['ssh -i', ''],
    ['sleep', ''],
  ];

  test('a session of the bastion is made for one call, leads to the private address alone, and ends with it', () => {
    const { status, said, calls } = oci(
      [...way, ['backupstoragelocations', '2026-12-01T03:00:00Z'], ['kubectl get backups', 'continuity-20261201030000']],
      copyKnown(INSIDE),
    );
    expect({ status, said }).toEqual({ status: 0, said: expect.stringMatching(whole(IS_KNOWN)) as string });
    const find = (words: string): string | undefined => calls.find((call) => call.startsWith(words));
    expect(find('bastion session create-port-forwarding')).toMatch(
      /--bastion-id ocid1\.bastion .*--target-private-ip 10\.20\.128\.7 --target-port 6443 --session-ttl 10800/,
    );
    expect(find('ssh -i')).toMatch(
      /-L 127\.0\.0\.1:\d+:10\.20\.128\.7:6443 -p 22 ocid1\.session@host\.bastion\.eu-paris-1\.oci\.oraclecloud\.com$/,
    );
    expect(find('kubectl config set-cluster')).toMatch(/cluster-1 --server https:\/\/127\.0\.0\.1:\d+ --tls-server-name 10\.20\.128\.7$/);
    expect(calls.at(-1)).toMatch(/^bastion session delete .*--session-id ocid1\.session --force/);
  });

  test('no cluster, no bastion or an API that does not answer stop it, and the session ends', () => {
    const without = (words: string): Rule[] => [[words, ''], ...way];
    expect(oci(without('bastion bastion list'), copyKnown(INSIDE)).error).toMatch(/no bastion acmebastion: apply the stack/);
    const silent = oci([['kubectl get --raw', '', 1], ...way], copyKnown(INSIDE));
    expect(silent.status).toBe(1);
    expect(silent.calls.at(-1)).toMatch(/^bastion session delete/);
  });

  const keyed: Rule[] = [
    ['kms management vault list', 'ocid1.vault\n'],
    ['get-secret-bundle-by-name', `${Buffer.from('[default]\naws_access_key_id=AK\n').toString('base64')}\n`],
    ['os ns get', 'acmens\n'],
    ['helm upgrade', 'installed'],
  ];

  test('Velero is installed on the bucket of its site, by the key of its vault; for a move it forgets what it knew, once', () => {
    const install = installVelero(INSIDE, { vault: 'acme-vault' }, 'acme-copies', 'move-7');
    const { status, calls } = oci(
      [...way, ...keyed, ['kubectl get configmaps', ''], ['customresourcedefinitions', 'there'], ['kubectl', '']],
      install,
    );
    expect(status).toBe(0);
    expect(calls.filter((call) => call.startsWith('kubectl delete')).map((call) => call.split(' ')[2])).toEqual([
      'schedules.velero.io',
      'backups.velero.io',
      'backupstoragelocations.velero.io',
    ]);
    expect(calls.find((call) => call.startsWith('helm'))).toContain('--version 11.3.2 --namespace velero');
    expect(calls.join('\n')).not.toContain('aws_access_key_id');
    const again = oci(
      [...way, ...keyed, ['kubectl get configmaps', 'configmap/move-7'], ['customresourcedefinitions', 'there'], ['kubectl', '']],
      install,
    );
    expect(again.calls.filter((call) => call.startsWith('kubectl delete'))).toEqual([]);
    expect(oci([...way, ['get-secret-bundle', '', 1], ['kms', 'v'], ['kubectl', '']], install).status).not.toBe(0);
  });

  test('namespaces are made anew of the newest whole copy, once; of a copy of its own nothing is', () => {
    const run = recreate(INSIDE, 'move-7', ['shop', 'jobs']);
    const held: Rule[] = [
      ['kubectl get configmaps', ''],
      ['customresourcedefinitions', ''],
      ['{.metadata.labels.', 'other'],
      ['kubectl get backups', 'continuity-1 continuity-2'],
      ['persistentvolumeclaims', 'pv-1'],
      ['kubectl', ''],
    ];
    const { status, said, calls } = oci([...way, ...held], run);
    expect({ status, said: said.split('\n').at(-1) }).toEqual({ status: 0, said: 'continuity-2 is restored by move-7' });
    expect(calls.filter((call) => call.startsWith('kubectl delete namespace')).map((call) => call.split(' ')[3])).toEqual(['shop', 'jobs']);
    const own = oci([...way, ['{.metadata.labels.', 'acme'], ...held], run);
    expect(own.said).toMatch(/is of this cluster/);
    expect(own.calls.join()).not.toContain('delete namespace');
    expect(oci([...way, ['kubectl get configmaps', 'configmap/move-7'], ...held], run).said).toBe('move-7 was made before');
  });

  test('how far that is; a schedule, one more copy, and a pause', () => {
    const done = oci(
      [
        ...way,
        ['{.data.copy}', 'continuity-2'],
        ['configmaps', 'c'],
        ['customresource', 'there'],
        ['{.status.phase}', 'Completed'],
        ['kubectl get restores', 'r'],
      ],
      recreated(INSIDE, 'move-7'),
    );
    expect(done.said).toMatch(whole(IS_WHOLE));
    for (const run of [scheduleCopies(INSIDE, cronOf(3600), '720h0m0s', ['shop']), copyOnce(INSIDE, '720h0m0s', ['shop'])])
      expect(oci([...way, ['kubectl apply', 'done'], ['kubectl create', 'done']], run)).toMatchObject({ status: 0, said: 'done' });
    expect(oci([...way, ['kubectl get', '']], pauseCopies(INSIDE)).said).toBe('no schedule');
    expect(oci([...way, ['kubectl get', 'there'], ['kubectl patch', 'patched']], pauseCopies(INSIDE)).said).toBe('patched');
  });

  test('all that it calls is named: a document that is handed on is none of it', () => {
    expect(programsOf(installVelero(INSIDE, { vault: 'v' }, 's', 'move-7'))).toEqual([
      'base64',
      'cat',
      'helm',
      'kubectl',
      'mktemp',
      'oci',
      'rm',
      'sh',
      'sleep',
      'ssh',
      'ssh-keygen',
    ]);
  });
});
