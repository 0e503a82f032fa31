import { Refusal } from '../../../../support/day/refusal';
import type { Body } from '../../../../support/day/terraform';
import type { Options, Service } from '../service';
import type { Accepted, Thing, World } from '../world';
import { rulesOf } from './ground';

/*
 * OCI Database with PostgreSQL: DB systems of some nodes, and backups that are copied to another region: https://docs.oracle.com/iaas/api/#/en/postgresql/20220915/ (2026-11). While a
 * DB system is being changed, or has stopped, no backup is made of it, and no node of it restarts. A copy says the OCID of what it was taken of, and no name.
 */

const SYSTEM = 'postgresqldbsystem';
const BACKUP = 'postgresqlbackup';

interface System extends Thing {
  instances: { id: string }[];
  /** What its users are let in by. */
  groups: string[];
  password: string;
  rows: string[];
  /** Whoever is connected since before its doors were shut. */
  sessions: boolean;
}
interface Backup extends Thing {
  readonly dbSystemId: string;
  readonly rows: string[];
  readonly password: string;
  copyStatus: { region: string; backupId: string; state: string }[];
}

/** A DB system, by its name. */
export const postgresAt = (world: World, region: string, name: string): System | undefined =>
  world.named(SYSTEM, region, name) as System | undefined;

/** What an application does that has a row to keep: one that is connected stays so until the node restarts. */
export function note(world: World, region: string, name: string, row: string): void {
  world.reach(region);
  const one = postgresAt(world, region, name);
  if (!one || one.lifecycleState !== 'ACTIVE') throw new Refusal(0, '08001', 'no DB system answers there');
  one.sessions = one.sessions || one.groups.some((group) => rulesOf(world, group, 'INGRESS').length > 0);
  if (!one.sessions) throw new Refusal(0, '08001', 'no rule of its group lets anybody in');
  one.rows.push(row);
}

/** Of a backup comes what was in it, with the password that it had; without one, that of the secret that is named. */
function make(world: World, region: string, body: Body, was: Thing | undefined): Thing {
  if (was) {
    world.in(was, 'ACTIVE');
    return was;
  }
  const { backup_id: from } = (body['source'] ?? {}) as { backup_id?: string };
  const { nsg_ids: groups } = body['network_details'] as { nsg_ids: string[] };
  const backup = from === undefined ? undefined : newestOf(world, region, from);
  const one = world.make(SYSTEM, region, String(body['display_name']), {
    ...{ instanceCount: body['instance_count'], groups, sessions: false, copies: copiesIn(body) },
    ...{ rows: [...(backup?.rows ?? [])], password: backup?.password ?? body['credentials'] },
  });
  const nodes = Array.from({ length: Number(body['instance_count']) }, (_, i) => ({ id: `${one.id}.${i + 1}` }));
  return Object.assign(one, { instances: nodes });
}

const copiesIn = (body: Body): unknown => {
  const { backup_policy: policy } = (body['management_policy'] ?? {}) as { backup_policy?: Body };
  return policy?.['copy_policy'];
};

/** What an expression means that looks for the newest copy in its region, by the OCID that a tag of a vault has behind a name. */
function newestOf(world: World, region: string, expression: string): Backup {
  const [, name = ''] = /regex\("\^([\w-]+) \(\.\+\)\$"/.exec(expression) ?? [];
  const told = world.all('vault', region).map((one) => String(((one['freeformTags'] ?? {}) as Body)['copied-of']));
  const id = told.find((one) => one.startsWith(`${name} `))?.slice(name.length + 1);
  const newest = (world.all(BACKUP, region) as Backup[])
    .filter((one) => one.dbSystemId === id && one.lifecycleState === 'ACTIVE')
    .sort((one, other) => (one.timeCreated < other.timeCreated ? -1 : 1))
    .at(-1);
  if (!newest) throw new Refusal(400, 'InvalidParameter', 'A DB system is made of a backup of its own region: the source names none.');
  return newest;
}

const systemIn = (world: World, { region, 'db-system-id': id }: Options, ...states: readonly string[]): System => {
  const one = world.at(id, region) as System;
  world.in(one, ...states);
  return one;
};

/** Its sessions end. */
function restart(world: World, options: Options): Accepted {
  const one = systemIn(world, options, 'ACTIVE', 'NEEDS_ATTENTION');
  if (!one.instances.some(({ id }) => id === options['db-instance-id']))
    throw new Refusal(404, 'NotAuthorizedOrNotFound', 'There is no such node.');
  return world.accept(one, 'UPDATING', { lifecycleState: 'ACTIVE', sessions: false });
}

function backUp(world: World, options: Options): Accepted {
  const { id, region, rows, password } = systemIn(world, options, 'ACTIVE');
  const of = { dbSystemId: id, rows: [...rows], password, copyStatus: [], timeCreated: new Date().toISOString() };
  return world.accept(world.make(BACKUP, region, options['display-name'] ?? '', of), 'CREATING', { lifecycleState: 'ACTIVE' });
}

/** The work is done ahead of the copy: that is active in its own region some moments later. */
function copy(world: World, { region = '', 'backup-id': id, regions = '[]' }: Options): Accepted {
  const backup = world.at(id, region) as Backup;
  world.in(backup, 'ACTIVE');
  const [to = ''] = JSON.parse(regions) as string[];
  world.reach(to);
  const { dbSystemId, rows, password, timeCreated, displayName } = backup;
  const made = world.make(BACKUP, to, displayName, { dbSystemId, rows: [...rows], password, timeCreated, copyStatus: [] });
  world.accept(made, 'CREATING', { lifecycleState: 'ACTIVE' }, 6);
  backup.copyStatus.push({ region: to, backupId: made.id, state: 'COPIED' });
  return world.accept(backup, 'UPDATING', { lifecycleState: 'ACTIVE' }, 2);
}

const shown = ({ rows: _, password: __, sessions: ___, groups: ____, ...one }: System | Backup): Body => one as Body;

export const postgresql: Service = {
  commands: {
    'psql db-system-collection list-db-systems': (world, { region = '', 'display-name': name }) => ({
      items: (world.listed(SYSTEM, region, name) as System[]).map(shown),
    }),
    'psql db-system get': (world, { region, 'db-system-id': id }) => shown(world.at(id, region) as System),
    'psql db-system restart-db-instance-in': restart,
    'psql backup-collection list-backups': (world, { region = '', 'lifecycle-state': state }) => ({
      items: (world.listed(BACKUP, region) as Backup[]).filter((one) => one.lifecycleState === state).map(shown),
    }),
    'psql backup create': backUp,
    'psql backup backup-copy': copy,
    'psql backup get': (world, { region, 'backup-id': id }) => shown(world.at(id, region) as Backup),
  },
  renders: {
    oci_psql_db_system: { make, anew: ['compartment_id', 'network_details'] },
  },
  data: { oci_psql_backups: () => ({}) },
};
