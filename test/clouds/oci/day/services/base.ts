import { Refusal } from '../../../../support/day/refusal';
import type { Body } from '../../../../support/day/terraform';
import type { Options, Service } from '../service';
import { notFound, type Accepted, type Thing, type World } from '../world';

/*
 * Base Database, and Data Guard as a group of databases: https://docs.oracle.com/iaas/api/#/en/database/20160918/Database/SwitchOverDataGuard, …/FailoverDataGuard,
 * …/ReinstateDataGuard and …/DbNode/DbNodeAction (2026-11). Each of the three is asked for at what stands by, or was left by a failover; a password that is not that of the administrator is
 * refused. UNVERIFIED: the codes of refusals, and that a database whose node is stopped goes on to say AVAILABLE.
 */

const SYSTEM = 'dbsystem';
const DATABASE = 'database';
const NODE = 'dbnode';
const HOME = 'dbhome';
/** Moments after which whoever came back hears that it lost the role: one that starts asks at once. */
const LATE = 60;
/** Of a database that is alone it is undefined. */
type Role = 'PRIMARY' | 'STANDBY' | 'DISABLED_STANDBY';

interface Database extends Thing {
  readonly dbSystemId: string;
  role?: Role;
  peerId?: string;
  rows: string[];
  password: string;
  wallet: string;
  /** Moments until it hears that it lost the role. */
  left?: number | undefined;
  /** When it was seen last, as what follows. */
  measured?: number;
}

const inside = <T extends Thing>(world: World, kind: string, system: string): T[] =>
  (world.all(kind) as T[]).filter((one) => one['dbSystemId'] === system);
const peerOf = (world: World, { peerId = '' }: Database): Database | undefined => world.things.get(peerId) as Database | undefined;
const nodeOf = (world: World, { dbSystemId }: Database): Thing => inside(world, NODE, dbSystemId)[0] as Thing;
const runs = (world: World, one: Database): boolean => !world.down.has(one.region) && nodeOf(world, one).lifecycleState === 'AVAILABLE';

/** The database of a DB system, by the name of that. */
export const baseAt = (world: World, region: string, system: string): Database | undefined =>
  inside<Database>(world, DATABASE, world.named(SYSTEM, region, system)?.id ?? '')[0];

/** What an application does that has a row to keep. */
export function book(world: World, region: string, system: string, row: string): void {
  world.reach(region);
  const one = baseAt(world, region, system);
  if (!one || nodeOf(world, one).lifecycleState !== 'AVAILABLE') throw new Refusal(0, 'ORA-12541', 'no listener');
  if (one.role === 'STANDBY' || one.role === 'DISABLED_STANDBY') throw new Refusal(0, 'ORA-01219', 'the database is mounted, and not open');
  one.rows.push(row);
}

/** What a DB system is made of: one home, with one database, on one node. */
function made(world: World, region: string, name: string, of: Body, database: Body): Thing {
  const system = world.make(SYSTEM, region, name, { lifecycleState: 'AVAILABLE', databaseEdition: 'ENTERPRISE_EDITION', ...of });
  const within = { dbSystemId: system.id, lifecycleState: 'AVAILABLE' };
  world.make(NODE, region, `${name}-node`, within);
  world.make(HOME, region, `${name}-home`, { ...within, dbVersion: '19.25.0.0' });
  world.make(DATABASE, region, `${name}-database`, { ...within, freeformTags: {}, ...database });
  return system;
}

function render(world: World, region: string, body: Body, was: Thing | undefined): Thing {
  const { database } = body['db_home'] as { database: { admin_password: string } };
  const told = { shape: body['shape'], cpuCoreCount: body['cpu_core_count'] };
  if (was) {
    world.in(was, 'AVAILABLE');
    return Object.assign(was, told);
  }
  const { admin_password: password } = database;
  const more = { dataStorageSizeInGbs: body['data_storage_size_in_gb'], licenseModel: body['license_model'], sshPublicKeys: ['a key'] };
  return made(world, region, String(body['display_name']), { ...told, ...more }, { rows: [], password, wallet: password });
}

/** Redo is sent while both run; whoever lost the role to a failover hears of it then. */
function send(world: World): void {
  for (const one of world.all(DATABASE) as Database[]) {
    const peer = peerOf(world, one);
    if (!peer || peer.role !== 'PRIMARY' || !runs(world, one) || !runs(world, peer) || one.pending || peer.pending) continue;
    if (one.role === 'PRIMARY' && Number(one['since'] ?? 0) < Number(peer['since'] ?? 0)) {
      one.left = (one.left ?? LATE) - 1;
      if (one.left <= 0) Object.assign(one, { role: 'DISABLED_STANDBY', left: undefined });
    }
    if (one.role !== 'STANDBY') continue;
    one.rows = [...peer.rows];
    one.measured = Date.now();
  }
}

const at = (world: World, { region, 'database-id': id }: Options): Database => world.at(id, region) as Database;

/** One that its call is about: it runs, has one of these roles, and its administrator has this password. */
function asked(world: World, options: Options, ...roles: readonly Role[]): readonly [Database, Database] {
  const one = at(world, options);
  world.in(one, 'AVAILABLE');
  const peer = peerOf(world, one);
  if (!peer || !one.role || !roles.includes(one.role))
    throw new Refusal(409, 'IncorrectState', `${one.displayName} is ${one.role ?? 'alone'}: ${roles.join(' or ')} is needed.`);
  if (nodeOf(world, one).lifecycleState !== 'AVAILABLE')
    throw new Refusal(409, 'IncorrectState', `The node of ${one.displayName} is stopped.`);
  if (options['databaseAdminPassword'] !== one.password)
    throw new Refusal(400, 'InvalidParameter', 'The password is not that of the administrator.');
  return [one, peer];
}

/** Both run, and nothing is lost. */
function switchOver(world: World, options: Options): Accepted {
  const [one, peer] = asked(world, options, 'STANDBY');
  if (!runs(world, peer) || peer.role !== 'PRIMARY' || peer.pending)
    throw new Refusal(409, 'IncorrectState', `${peer.displayName} does not run: a switchover needs both.`);
  world.accept(peer, 'UPDATING', { lifecycleState: 'AVAILABLE', role: 'STANDBY' });
  return world.accept(one, 'UPDATING', { lifecycleState: 'AVAILABLE', role: 'PRIMARY', rows: [...peer.rows], since: world.calls.length });
}

function failOver(world: World, options: Options): Accepted {
  const [one] = asked(world, options, 'STANDBY');
  return world.accept(one, 'UPDATING', { lifecycleState: 'AVAILABLE', role: 'PRIMARY', since: world.calls.length });
}

/** Flashed back to where the other one took over: what only it had is gone. */
function reinstate(world: World, options: Options): Accepted {
  const [one, peer] = asked(world, options, 'DISABLED_STANDBY');
  if (peer.id !== options['source-database-id'] || !runs(world, peer) || peer.role !== 'PRIMARY')
    throw new Refusal(409, 'IncorrectState', `${peer.displayName} is ${peer.role ?? 'alone'}, or does not run: it is followed by nobody.`);
  return world.accept(one, 'UPDATING', { lifecycleState: 'AVAILABLE', role: 'STANDBY', rows: [...peer.rows] });
}

interface Home {
  readonly database: Readonly<Record<'adminPassword' | 'tdeWalletPassword', string>> & { readonly databaseFreeformTags: Body };
}

/** A standby of a DB system of another region, which runs, by its own password. */
function launch(world: World, options: Options): Accepted {
  const { region = '', 'primary-db-system-id': source = '', 'display-name': name = '' } = options;
  const system = world.at(source);
  const [primary] = inside<Database>(world, DATABASE, source);
  if (!primary || !runs(world, primary) || primary.pending || primary.peerId)
    throw new Refusal(409, 'IncorrectState', `${system.displayName} does not run, or has a standby.`);
  const { database } = given(options, 'db-home') as unknown as Home;
  if (database.adminPassword !== primary.password || database.tdeWalletPassword !== primary.wallet)
    throw new Refusal(400, 'InvalidParameter', 'The passwords are not those of the primary database.');
  if (world.at(options['subnet-id'], region).kind !== 'oci_core_subnet') throw notFound(options['subnet-id'] ?? '');
  const { 'cpu-core-count': cpus, 'initial-data-storage-size-in-gb': size, shape, 'license-model': licenseModel } = options;
  const told = { shape, cpuCoreCount: Number(cpus), dataStorageSizeInGbs: Number(size), licenseModel };
  const of = { ...told, sshPublicKeys: given(options, 'ssh-public-keys'), freeformTags: given(options, 'freeform-tags') };
  const { password, wallet, rows } = primary;
  const follows = { role: 'STANDBY', peerId: primary.id, password, wallet, rows: [...rows], freeformTags: database.databaseFreeformTags };
  const one = made(world, region, name, of, follows);
  Object.assign(primary, { role: 'PRIMARY', peerId: baseAt(world, region, name)?.id });
  return world.accept(one, 'PROVISIONING', { lifecycleState: 'AVAILABLE' });
}

const given = (options: Options, name: string): unknown => JSON.parse(options[name] ?? '{}');

/** The administrator and the wallet are given new passwords: that of the wallet by whoever knows the old one. */
function update(world: World, options: Options): Accepted {
  const one = at(world, options);
  world.in(one, 'AVAILABLE');
  if (options['oldTdeWalletPassword'] !== one.wallet)
    throw new Refusal(400, 'InvalidParameter', 'The old password of the wallet is another one.');
  const freeformTags = options['freeformTags'] ?? one['freeformTags'];
  const then = { password: options['newAdminPassword'], wallet: options['newTdeWalletPassword'], freeformTags };
  return world.accept(one, 'UPDATING', { lifecycleState: 'AVAILABLE', ...then });
}

/** As of a group: what is measured is said in words. */
function told(world: World, one: Database): Body {
  const member = ({ id, role, measured }: Database): Body => ({
    databaseId: id,
    role,
    ...(role === 'STANDBY' ? { applyLag: '1 second', transportLag: '0 seconds', timeUpdated: new Date(measured ?? 0).toISOString() } : {}),
  });
  const peer = peerOf(world, one);
  return {
    ...one,
    password: undefined,
    wallet: undefined,
    rows: undefined,
    ...(peer ? { dataGuardGroup: { members: [member(one), member(peer)] } } : {}),
  };
}

const power = (world: World, { region, 'db-node-id': id }: Options, [from, by, to]: readonly [string, string, string]): Accepted => {
  const one = world.at(id, region);
  world.in(one, from);
  return world.accept(one, by, { lifecycleState: to });
};

const listed =
  (kind: string) =>
  (world: World, { region = '', 'db-system-id': id }: Options) =>
    world.listed(kind, region).filter((one) => one['dbSystemId'] === id);

export const base: Service = {
  passes: { 'data guard': send },
  commands: {
    'db system list': (world, { region = '', 'display-name': name }) => world.listed(SYSTEM, region, name),
    'db system get': (world, { region, 'db-system-id': id }) => world.at(id, region),
    'db db-home list': listed(HOME),
    'db node list': listed(NODE),
    'db node stop': (world, options) => power(world, options, ['AVAILABLE', 'STOPPING', 'STOPPED']),
    'db node start': (world, options) => {
      const started = power(world, options, ['STOPPED', 'STARTING', 'AVAILABLE']);
      for (const one of inside<Database>(world, DATABASE, String(started.thing['dbSystemId']))) one.left = 0;
      return started;
    },
    'db database list': listed(DATABASE),
    'db database get': (world, options) => told(world, at(world, options)),
    'db database update': update,
    'db database switch-over-data-guard': switchOver,
    'db database failover-data-guard': failOver,
    'db database reinstate-data-guard': reinstate,
    'db system launch-db-system-launch-standby-db-system-details': launch,
  },
  renders: {
    oci_database_db_system: {
      make: render,
      anew: ['compartment_id', 'subnet_id', 'availability_domain', 'database_edition'],
    },
  },
  data: {
    oci_database_db_versions: () => ({ db_versions: [{ version: '19.25.0.0', is_latest_for_major_version: true }] }),
    oci_database_db_systems: (world, region, { display_name: name }) => ({
      db_systems: world
        .all(SYSTEM, region)
        .filter((one) => one.displayName === name && one.lifecycleState === 'AVAILABLE')
        .map(({ id }) => ({ id })),
    }),
  },
};
