import type { Ended } from '../../../support/day/door';
import { ociOf } from './oci';
import { SERVICES } from './services';
import { enter } from './services/autonomous';
import { machineIn } from './services/machine';
import { built } from './services/pools';
import { sendTo, store } from './services/objects';
import { give } from './services/vault';
import { Accepted, COMPARTMENT, World, type Thing } from './world';

/** What OCI refuses, the world does: by the same command lines, and with the code that OCI gives. Without it the day would prove nothing. */
const [HERE, THERE] = ['here', 'there'];

/** What Terraform makes. */
function rendered(world: World, type: string, region: string, body: object): Thing {
  const known = SERVICES.flatMap(({ renders = {} }) => (renders[type] ? [renders[type]] : []));
  return known[0]?.make(world, region, { display_name: 'one', name: 'one', ...body }, undefined) as Thing;
}

/** A bucket, a database, a DB system, files, a pool and a vault in each of two regions; of databases and files, the second follows the first. */
function small(): World {
  const world = new World(SERVICES);
  const make = (type: string, region: string, body: object): Thing => rendered(world, type, region, body);
  for (const region of [HERE, THERE]) {
    make('oci_objectstorage_bucket', region, { name: region });
    make('oci_mysql_mysql_db_system', region, { database_mode: region === HERE ? 'READ_WRITE' : 'READ_ONLY', admin_password: 'secret' });
    make('oci_kms_vault', region, {});
    const image = built(world, region, 'image');
    const details = { instance_details: { launch_details: { source_details: { image_id: image.id } } } };
    const configuration = make('oci_core_instance_configuration', region, details);
    make('oci_core_instance_pool', region, { instance_configuration_id: configuration.id, size: 1 });
  }
  const database = make('oci_database_autonomous_database', HERE, {});
  make('oci_database_autonomous_database', THERE, { source: 'CROSS_REGION_DATAGUARD', source_id: database.id });
  const [source, target] = [HERE, THERE].map((region) => make('oci_file_storage_file_system', region, { availability_domain: 'AD-1' }));
  make('oci_file_storage_replication', HERE, { source_id: source?.id, target_id: target?.id });
  return world;
}

const oci = (world: World, line: string): Ended => ociOf(world, SERVICES)(line.split(' '), '') as Ended;
const id = (world: World, kind: string, region: string, name = 'one'): string => world.named(kind, region, name)?.id ?? '';
/** A DB system of Base Database, that is alone. */
const base = (world: World): unknown =>
  rendered(world, 'oci_database_db_system', HERE, { display_name: 'base', db_home: { database: { admin_password: 'secret' } } });
function nodeOf(world: World): string {
  if (!world.named('dbnode', HERE, 'base-node')) base(world);
  return id(world, 'dbnode', HERE, 'base-node');
}
const restartOf = (world: World, node: string): string => {
  if (!world.named('postgresqldbsystem', HERE, 'one'))
    rendered(world, 'oci_psql_db_system', HERE, { display_name: 'one', instance_count: 1, network_details: { nsg_ids: [] } });
  const system = id(world, 'postgresqldbsystem', HERE);
  return `psql db-system restart-db-instance-in --region ${HERE} --db-system-id ${system} --db-instance-id ${node === '' ? `${system}.1` : node}`;
};
const restarted = (world: World): unknown => oci(world, restartOf(world, ''));
/** A group of the one volume of a machine. */
function grouped(world: World, name: string): string {
  if (!world.named('instance', HERE, 'own')) machineIn(world, HERE, 'own', 'AD-1');
  const source = JSON.stringify({ volumeIds: [id(world, 'volume', HERE, 'own-volume')] });
  return `bv volume-group create --region ${HERE} --availability-domain AD-1 --display-name ${name} --source-details ${source}`;
}
const follows = (world: World, from: string, to: string): Ended =>
  oci(
    world,
    `os replication create-replication-policy --region ${from} --bucket-name ${from} --name p --destination-bucket ${to} --destination-region ${to}`,
  );

test.each<[what: string, code: string, line: (world: World) => string, before: (world: World) => unknown]>([
  [
    'a region that is out',
    'ConnectTimeout',
    () => `os bucket list --region ${HERE} --compartment-id ${COMPARTMENT}`,
    (world) => world.down.add(HERE),
  ],
  ['a bucket that is not there', 'BucketNotFound', () => `os object list --region ${HERE} --bucket-name none`, () => undefined],
  [
    'a bucket that follows, as a source',
    'ReplicationPolicyConflict',
    () =>
      `os replication create-replication-policy --region ${THERE} --bucket-name ${THERE} --name p --destination-bucket ${HERE} --destination-region ${HERE}`,
    (world) => follows(world, HERE, THERE),
  ],
  [
    'a second policy of a bucket',
    'ReplicationPolicyConflict',
    () =>
      `os replication create-replication-policy --region ${HERE} --bucket-name ${HERE} --name q --destination-bucket ${THERE} --destination-region ${THERE}`,
    (world) => follows(world, HERE, THERE),
  ],
  [
    'a write into what follows',
    'BucketReadOnly',
    () => `os object put --region ${THERE} --bucket-name ${THERE} --name x --file ${__filename}`,
    (world) => follows(world, HERE, THERE),
  ],
  [
    'a bucket that follows nobody, made writable',
    'BucketNotReadOnly',
    () => `os replication make-bucket-writable --region ${THERE} --bucket-name ${THERE}`,
    () => undefined,
  ],
  [
    'a copy over what was changed meanwhile',
    'IfMatchFailed',
    () =>
      `os object copy --region ${HERE} --bucket-name ${HERE} --source-object-name x --destination-bucket ${HERE} --destination-region ${HERE} --destination-object-name x --destination-object-if-match-e-tag old`,
    (world) => {
      sendTo(world, HERE, HERE, 'x');
    },
  ],
  [
    'a failover while the primary answers',
    'IncorrectState',
    (world) => `db autonomous-database fail-over --region ${THERE} --autonomous-database-id ${id(world, 'autonomousdatabase', THERE)}`,
    () => undefined,
  ],
  [
    'a switchover while it does not',
    'IncorrectState',
    (world) => `db autonomous-database switchover --region ${THERE} --autonomous-database-id ${id(world, 'autonomousdatabase', THERE)}`,
    (world) => world.down.add(HERE),
  ],
  [
    'a swap that the primary is asked for',
    'IncorrectState',
    (world) => `db autonomous-database switchover --region ${HERE} --autonomous-database-id ${id(world, 'autonomousdatabase', HERE)}`,
    () => undefined,
  ],
  [
    'the OCID of another region',
    'NotAuthorizedOrNotFound',
    (world) => `db autonomous-database get --region ${THERE} --autonomous-database-id ${id(world, 'autonomousdatabase', HERE)}`,
    () => undefined,
  ],
  [
    'a second change of what is being changed',
    'IncorrectState',
    (world) => `mysql db-system update --region ${HERE} --db-system-id ${id(world, 'mysqldbsystem', HERE)} --force`,
    (world) => oci(world, `mysql db-system update --region ${HERE} --db-system-id ${id(world, 'mysqldbsystem', HERE)} --force`),
  ],
  [
    'a channel into what takes writes',
    'IncorrectState',
    (world) => `mysql channel create-from-mysql --region ${HERE} --target-db-system-id ${id(world, 'mysqldbsystem', HERE)}`,
    () => undefined,
  ],
  [
    'a target that is deleted twice',
    'IncorrectState',
    (world) => `fs replication-target delete --region ${THERE} --replication-target-id ${id(world, 'replicationtarget', THERE)} --force`,
    (world) =>
      oci(world, `fs replication-target delete --region ${THERE} --replication-target-id ${id(world, 'replicationtarget', THERE)} --force`),
  ],
  [
    'an image of what is not in its bucket',
    'InvalidParameter',
    () => `compute image import from-object --region ${HERE} --bucket-name ${HERE} --name none --display-name none`,
    () => undefined,
  ],
  [
    'a secret that waits for its deletion',
    'NotAuthorizedOrNotFound',
    (world) => `secrets secret-bundle get-secret-bundle-by-name --region ${HERE} --vault-id ${id(world, 'vault', HERE)} --secret-name key`,
    (world) => {
      give(world, HERE, 'one', 'key', 'value');
      (world.named('vaultsecret', HERE, 'key') as Thing).lifecycleState = 'PENDING_DELETION';
    },
  ],
  [
    'a node that is stopped twice',
    'IncorrectState',
    (world) => `db node stop --region ${HERE} --db-node-id ${nodeOf(world)}`,
    (world) => oci(world, `db node stop --region ${HERE} --db-node-id ${nodeOf(world)}`),
  ],
  [
    'a password of a wallet by whoever does not know the old one',
    'InvalidParameter',
    (world) => `db database update --region ${HERE} --database-id ${id(world, 'database', HERE, 'base-database')} --force`,
    base,
  ],
  [
    'a switchover of a database that follows nobody',
    'IncorrectState',
    (world) => `db database switch-over-data-guard --region ${HERE} --database-id ${id(world, 'database', HERE, 'base-database')}`,
    base,
  ],
  [
    'a reinstatement of one that a failover did not leave',
    'IncorrectState',
    (world) => `db database reinstate-data-guard --region ${HERE} --database-id ${id(world, 'database', HERE, 'base-database')}`,
    base,
  ],
  [
    'a backup of what is being changed',
    'IncorrectState',
    (world) => `psql backup create --region ${HERE} --db-system-id ${id(world, 'postgresqldbsystem', HERE)} --display-name b`,
    (world) => restarted(world),
  ],
  ['a node of another DB system that is restarted', 'NotAuthorizedOrNotFound', (world) => restartOf(world, 'none'), () => undefined],
  ['a volume that is in another group', 'IncorrectState', (world) => grouped(world, 'b'), (world) => oci(world, grouped(world, 'a'))],
  [
    'a machine that runs, started',
    'IncorrectState',
    (world) => `compute instance action --region ${HERE} --instance-id ${id(world, 'instance', HERE, 'own')} --action START`,
    (world) => machineIn(world, HERE, 'own', 'AD-1'),
  ],
])('%s is refused: %s', (_, code, line, before) => {
  const world = small();
  before(world);
  const { code: status, err } = oci(world, line(world));
  expect([status, err]).toEqual([1, expect.stringContaining(`"code": "${code}"`)]);
});

test.each([
  ['an option that the command does not take', 'os ns get --regio here', 'No such option: --regio'],
  ['a command that is not there', 'os namespace get', 'No such command'],
])('%s is no call: %s', (_, line, said) => {
  expect(oci(small(), line)).toMatchObject({ code: 2, err: expect.stringContaining(said) as string });
});

test.each([
  ['data[].name', '[\n  "a",\n  "b"\n]\n'],
  ['data[0].name', 'a\n'],
  ['data[0]."size-in-gbs"', '1\n'],
  ["data[?name=='c'] | [0]", ''],
])('a query is answered as oci prints it: %s', (query, out) => {
  const rows = [{ name: 'a', sizeInGbs: 1 }, { name: 'b' }];
  const answer = (all: readonly object[]) => ociOf(new World([]), [{ commands: { 'os bucket list': () => all } }]);
  expect(answer(rows)(['os', 'bucket', 'list', '--query', query, '--raw-output'], '')).toMatchObject({ code: 0, out });
  expect(answer([])(['os', 'bucket', 'list', '--query', "data[0] || 'none'", '--raw-output'], '')).toMatchObject({ code: 0, out: '' });
});

test('what is accepted takes time, unless somebody waits for it', () => {
  const world = small();
  const stop = `db autonomous-database stop --region ${HERE} --autonomous-database-id ${id(world, 'autonomousdatabase', HERE)}`;
  oci(world, stop);
  expect(world.named('autonomousdatabase', HERE, 'one')?.lifecycleState).toBe('STOPPING');
  const other = small();
  oci(other, `${stop} --wait-for-state STOPPED`);
  expect(other.named('autonomousdatabase', HERE, 'one')?.lifecycleState).toBe('STOPPED');
  expect(() => {
    enter(other, HERE, 'one', 'x');
  }).toThrow('STOPPED');
  expect(other.accept(other.make('x', HERE, 'x'), 'CREATING', {})).toBeInstanceOf(Accepted);
});

test('a bucket that was made writable while its source was out is no destination any more, and its source says so once it is back', () => {
  const world = small();
  follows(world, HERE, THERE);
  world.down.add(HERE);
  oci(world, `os replication make-bucket-writable --region ${THERE} --bucket-name ${THERE}`);
  store(world, THERE, THERE, 'x');
  world.down.clear();
  world.pass();
  expect(
    oci(world, `os replication list-replication-policies --region ${HERE} --bucket-name ${HERE} --query data[0].status --raw-output`).out,
  ).toBe('CLIENT_ERROR\n');
});
