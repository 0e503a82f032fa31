import { Refusal } from '../../../../support/day/refusal';
import type { Body } from '../../../../support/day/terraform';
import type { Service } from '../service';
import { notFound, type Accepted, type Thing, type World } from '../world';

/*
 * MySQL HeatWave: DB systems, backups that are copied to another region, and channels: https://docs.oracle.com/iaas/mysql-database/doc/inbound-replication.html and
 * …/overview-backups.html (2026-11). While a DB system is being changed it takes no other change. A channel that hears nobody, or is given another password than its source
 * has, needs attention. UNVERIFIED: what a channel says while its source is out.
 */

const SYSTEM = 'mysqldbsystem';
const BACKUP = 'mysqlbackup';
const CHANNEL = 'mysqlchannel';

interface System extends Thing {
  databaseMode: 'READ_WRITE' | 'READ_ONLY';
  adminPassword: string;
  rows: string[];
}
interface Backup extends Thing {
  rows: string[];
  password: string;
}
interface Channel extends Thing {
  targetId: string;
  sourceHost: string;
  sourcePassword: string;
}

const addressOf = ({ id }: Thing): string => `mysql-${id.split('.').at(-1) ?? ''}`;

/** A DB system, by its name. */
export const systemAt = (world: World, region: string, name: string): System | undefined =>
  world.named(SYSTEM, region, name) as System | undefined;
const channelOf = (world: World, system: Thing): Channel | undefined =>
  (world.all(CHANNEL, system.region) as Channel[]).find(({ targetId }) => targetId === system.id);
const sourceOf = (world: World, { sourceHost }: Channel): System | undefined =>
  (world.all(SYSTEM) as System[]).find((one) => addressOf(one) === sourceHost);

/** What an application does that has a row to keep. */
export function insert(world: World, region: string, name: string, row: string): void {
  world.reach(region);
  const one = systemAt(world, region, name);
  if (!one) throw new Refusal(0, 'ER_CONN_HOST_ERROR', 'no DB system answers there');
  if (one.databaseMode === 'READ_ONLY') throw new Refusal(0, 'ER_OPTION_PREVENTS_STATEMENT', 'running with the --super-read-only option');
  one.rows.push(row);
}

/** Of a backup comes what was in it, with the password that it had. */
function makeSystem(world: World, region: string, body: Body): System {
  const { backup_id: id } = (body['source'] ?? {}) as { backup_id?: string };
  const common = { lifecycleState: 'ACTIVE', databaseMode: body['database_mode'], copyPolicies: copiesIn(body) };
  const name = String(body['display_name']);
  if (body['source'] === undefined)
    return world.make(SYSTEM, region, name, { ...common, adminPassword: String(body['admin_password']), rows: [] }) as System;
  const backup = (world.all(BACKUP, region) as Backup[])
    .filter(({ snapshotOf }) => id?.includes(`"${String(snapshotOf)}"`) ?? false)
    .sort((one, other) => (one.timeCreated < other.timeCreated ? -1 : 1))
    .at(-1);
  if (!backup) throw new Refusal(400, 'InvalidParameter', 'A DB system is made of a backup of its own region: the source names none.');
  return world.make(SYSTEM, region, name, { ...common, adminPassword: backup.password, rows: [...backup.rows] }) as System;
}

const copiesIn = (body: Body): unknown => ((body['backup_policy'] ?? {}) as Body)['copy_policies'];

/** What Terraform waits for, it has. Copies that are left out stay, and so do those of an empty list. */
function changeSystem(world: World, one: System, body: Body): System {
  world.in(one, 'ACTIVE');
  one.databaseMode = body['database_mode'] as System['databaseMode'];
  const copies = copiesIn(body);
  if (Array.isArray(copies) && copies.length > 0) one['copyPolicies'] = copies;
  return one;
}

/** A channel hears its source while both answer, as long as it was given the password that this has. */
function replicate(world: World): void {
  for (const channel of world.all(CHANNEL) as Channel[]) {
    const source = sourceOf(world, channel);
    const target = world.things.get(channel.targetId) as System;
    if (channel.pending || world.down.has(channel.region)) continue;
    const hears = source && !world.down.has(source.region) && source.adminPassword === channel.sourcePassword;
    channel.lifecycleState = hears ? 'ACTIVE' : 'NEEDS_ATTENTION';
    if (hears) target.rows = [...source.rows];
  }
}

const told = (world: World, one: System): Body => {
  const channel = channelOf(world, one);
  return {
    ...one,
    adminPassword: undefined,
    rows: undefined,
    backupPolicy: { copyPolicies: one['copyPolicies'] ?? [] },
    endpoints: [{ ipAddress: addressOf(one) }],
    channels: channel ? [{ id: channel.id, lifecycleState: channel.lifecycleState }] : [],
  };
};

const statuses = (world: World): Map<string, Body> => world.store('statuses of DB systems', () => new Map());

export const mysql: Service = {
  passes: { channels: replicate },
  commands: {
    'mysql db-system list': (world, { region = '', 'display-name': name }) =>
      (world.listed(SYSTEM, region, name) as System[]).map((one) => told(world, one)),
    'mysql db-system get': (world, { region, 'db-system-id': id }) => told(world, world.at(id, region) as System),
    'mysql db-system update': (world, { region, 'db-system-id': id, adminPassword, 'backup-policy': backups }): Accepted => {
      const one = world.at(id, region);
      world.in(one, 'ACTIVE');
      return world.accept(one, 'UPDATING', {
        lifecycleState: 'ACTIVE',
        ...(adminPassword === undefined ? {} : { adminPassword }),
        ...(backups === undefined ? {} : (JSON.parse(backups) as Record<string, unknown>)),
      });
    },
    'mysql db-system status generate': (world, options) => {
      const one = world.at(options['db-system-id'], options['region']) as System;
      world.in(one, 'ACTIVE');
      const wanted = options['gtid-set-to-apply'];
      const result =
        wanted === undefined
          ? { gtidSet: `ids:\n ${one.rows.join(':')}` }
          : {
              isGtidSetApplied: wanted
                .replace('ids:', '')
                .split(':')
                .every((row) => row === '' || one.rows.includes(row)),
            };
      statuses(world).set(one.id, result);
      return {};
    },
    'mysql db-system status get': (world, { 'db-system-id': id = '' }) => ({ dbSystemStatusResult: statuses(world).get(id) }),
    'mysql channel list': (world, { region = '', 'db-system-id': id }) =>
      (world.listed(CHANNEL, region) as Channel[]).filter(({ targetId }) => targetId === id).map(({ sourcePassword: _, ...one }) => one),
    'mysql channel get': (world, { region, 'channel-id': id }) => world.at(id, region),
    'mysql channel status generate': () => ({}),
    'mysql channel status get': () => ({ channelStatusResult: { isReceivedGtidSetApplied: true } }),
    'mysql channel create-from-mysql': (world, options) => {
      const { region = '', 'target-db-system-id': id } = options;
      const target = world.at(id, region) as System;
      world.in(target, 'ACTIVE');
      if (target.databaseMode !== 'READ_ONLY' || channelOf(world, target))
        throw new Refusal(409, 'IncorrectState', `${target.displayName} is ${target.databaseMode}, or has a channel already.`);
      const made = world.make(CHANNEL, region, options['display-name'] ?? '', {
        targetId: target.id,
        sourceHost: options['source-hostname'],
        sourcePassword: options['sourcePassword'],
      });
      return world.accept(made, 'CREATING', { lifecycleState: 'ACTIVE' });
    },
    'mysql channel resume': (world, { region, 'channel-id': id }) =>
      world.accept(world.at(id, region), 'UPDATING', { lifecycleState: 'ACTIVE' }),
    'mysql channel delete': (world, { region, 'channel-id': id }) => {
      const one = world.at(id, region);
      world.in(one, 'ACTIVE', 'NEEDS_ATTENTION', 'INACTIVE');
      return world.accept(one, 'DELETING', { lifecycleState: 'DELETED' });
    },
    'mysql backup list': (world, { region = '', 'lifecycle-state': state, 'display-name': name }) =>
      world
        .listed(BACKUP, region, name)
        .filter((one) => one.lifecycleState === state)
        .map(({ id, timeCreated, snapshotOf }) => ({ id, timeCreated, dbSystemSnapshotSummary: { displayName: snapshotOf } })),
    'mysql backup create': (world, options) => {
      const one = world.at(options['db-system-id'], options['region']) as System;
      world.in(one, 'ACTIVE');
      return taken(world, one.region, options['display-name'] ?? '', {
        snapshotOf: one.displayName,
        rows: [...one.rows],
        password: one.adminPassword,
      });
    },
    'mysql backup copy': (world, options) => {
      world.reach(options['source-region'] ?? '');
      const { rows, password, snapshotOf, lifecycleState, id } = world.at(options['source-backup-id'], options['source-region']) as Backup;
      if (lifecycleState !== 'ACTIVE') throw notFound(id);
      return taken(world, options['region'] ?? '', options['display-name'] ?? '', { snapshotOf, rows: [...rows], password });
    },
  },
  renders: {
    oci_mysql_mysql_db_system: {
      make: (world, region, body, was) => (was ? changeSystem(world, was as System, body) : makeSystem(world, region, body)),
      told: (body) => ({ databaseMode: body['database_mode'] }),
      anew: ['compartment_id', 'subnet_id'],
    },
  },
  data: {
    oci_mysql_mysql_backups: (world, region) => ({ backups: world.all(BACKUP, region).map(({ id }) => ({ id })) }),
    oci_mysql_mysql_versions: () => ({ versions: [{ versions: [{ version: '8.4.6' }] }] }),
  },
};

/** What is taken now is of now. */
function taken(world: World, region: string, name: string, of: Body): Accepted {
  const made = world.make(BACKUP, region, name, { ...of, timeCreated: new Date().toISOString() });
  return world.accept(made, 'CREATING', { lifecycleState: 'ACTIVE' });
}
