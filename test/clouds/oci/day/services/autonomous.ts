import { Refusal } from '../../../../support/day/refusal';
import type { Service } from '../service';
import { notFound, type Accepted, type Thing, type World } from '../world';

/*
 * Autonomous Database, and a standby in another region: https://docs.oracle.com/en/cloud/paas/autonomous-database/serverless/adbsb/autonomous-data-guard-notes.html and
 * …/autonomous-data-guard-switchover.html (2026-11). Roles are swapped by the region of what takes the role; once the source answers after a failover it is disabled,
 * and the service has it follow. UNVERIFIED: that what took the role from a stopped one is stopped, and under which code a failover is refused.
 */

const DATABASE = 'autonomousdatabase';

interface Database extends Thing {
  role?: 'PRIMARY' | 'STANDBY' | 'DISABLED_STANDBY';
  peerDbIds?: string[];
  rows: string[];
  /** When it has all that its source had. */
  measured?: { at: number; lag: number };
}

const all = (world: World): Database[] => world.all(DATABASE) as Database[];
const peerOf = (world: World, { peerDbIds = [] }: Database): Database | undefined =>
  peerDbIds[0] === undefined ? undefined : (world.things.get(peerDbIds[0]) as Database | undefined);

/** What a database says of itself. */
export const databaseAt = (world: World, region: string, name: string): Database | undefined =>
  world.named(DATABASE, region, name) as Database | undefined;

/** What an application does that has a row to keep. */
export function enter(world: World, region: string, name: string, row: string): void {
  world.reach(region);
  const one = databaseAt(world, region, name);
  if (!one) throw new Refusal(0, 'ORA-12541', 'no listener');
  if (one.lifecycleState !== 'AVAILABLE') throw new Refusal(0, 'ORA-12514', `the listener knows no service of it: ${one.lifecycleState}`);
  if (one.role === 'STANDBY' || one.role === 'DISABLED_STANDBY') throw new Refusal(0, 'ORA-16000', 'database open for read-only access');
  one.rows.push(row);
}

/** One that follows, made in its own region of the OCID of the other one, which answers. */
function follow(world: World, region: string, name: string, sourceId: string): Thing {
  const source = world.at(sourceId) as Database;
  world.reach(source.region);
  world.in(source, 'AVAILABLE');
  if ((source.peerDbIds ?? []).length > 0)
    throw new Refusal(409, 'IncorrectState', `${source.displayName} has a standby in another region already.`);
  const made = world.make(DATABASE, region, name, {
    lifecycleState: 'STANDBY',
    role: 'STANDBY',
    peerDbIds: [source.id],
    rows: [...source.rows],
  });
  Object.assign(source, { role: 'PRIMARY', peerDbIds: [made.id] });
  return made;
}

/** Redo is sent while both answer; one whose source was failed over from is made to follow by the service. */
function send(world: World): void {
  for (const one of all(world)) {
    const peer = peerOf(world, one);
    if (!peer || world.down.has(one.region) || world.down.has(peer.region) || peer.pending || one.pending) continue;
    if (one.role === 'DISABLED_STANDBY' && peer.role === 'PRIMARY') {
      Object.assign(one, { role: 'STANDBY', lifecycleState: 'STANDBY' });
    }
    if (one.role !== 'STANDBY' || peer.role !== 'PRIMARY' || peer.lifecycleState !== 'AVAILABLE') continue;
    one.rows = [...peer.rows];
    one.measured = { at: Date.now(), lag: 1 };
  }
}

/** The two that a swap is of: one that follows here, and the one that it follows. */
function swapped(world: World, region: string, id: string | undefined): readonly [Database, Database] {
  const one = world.at(id, region) as Database;
  const peer = peerOf(world, one);
  if (!peer || one.role !== 'STANDBY') throw new Refusal(409, 'IncorrectState', `${one.displayName} follows nobody.`);
  world.in(one, 'STANDBY');
  return [one, peer];
}

/** Both answer; nothing is lost, of what is stopped neither. */
function switchOver(world: World, region: string, id: string | undefined): Accepted {
  const [one, peer] = swapped(world, region, id);
  if (world.down.has(peer.region)) throw new Refusal(409, 'IncorrectState', `${peer.displayName} is not available: switchover needs both.`);
  world.in(peer, 'AVAILABLE', 'STOPPED');
  const then = { role: 'PRIMARY', lifecycleState: peer.lifecycleState, rows: [...peer.rows] };
  world.accept(peer, 'ROLE_CHANGE_IN_PROGRESS', { role: 'STANDBY', lifecycleState: 'STANDBY' });
  return world.accept(one, 'ROLE_CHANGE_IN_PROGRESS', then);
}

/** Refused where a switchover would lose nothing. */
function failOver(world: World, region: string, id: string | undefined): Accepted {
  const [one, peer] = swapped(world, region, id);
  if (!world.down.has(peer.region)) throw new Refusal(409, 'IncorrectState', `${peer.displayName} is available: use switchover.`);
  peer.role = 'DISABLED_STANDBY';
  peer.lifecycleState = 'UNAVAILABLE';
  return world.accept(one, 'ROLE_CHANGE_IN_PROGRESS', { role: 'PRIMARY', lifecycleState: 'AVAILABLE' });
}

export const autonomous: Service = {
  passes: { 'redo transport': send },
  commands: {
    'db autonomous-database list': (world, { region = '', 'display-name': name }) => world.listed(DATABASE, region, name),
    'db autonomous-database get': (world, { region, 'autonomous-database-id': id }) => world.at(id, region),
    'db autonomous-database stop': (world, { region, 'autonomous-database-id': id }) => {
      const one = world.at(id, region);
      world.in(one, 'AVAILABLE');
      return world.accept(one, 'STOPPING', { lifecycleState: 'STOPPED' });
    },
    'db autonomous-database start': (world, { region, 'autonomous-database-id': id }) => {
      const one = world.at(id, region) as Database;
      world.in(one, 'STOPPED');
      return world.accept(one, 'STARTING', { lifecycleState: one.role === 'STANDBY' ? 'STANDBY' : 'AVAILABLE' });
    },
    'db autonomous-database switchover': (world, { region = '', 'autonomous-database-id': id }) => switchOver(world, region, id),
    'db autonomous-database fail-over': (world, { region = '', 'autonomous-database-id': id }) => failOver(world, region, id),
  },
  renders: {
    oci_database_autonomous_database: {
      make: (world, region, body, was) => {
        if (was) return was;
        const name = String(body['display_name']);
        if (body['source'] === 'CROSS_REGION_DATAGUARD') return follow(world, region, name, String(body['source_id']));
        return world.make(DATABASE, region, name, { lifecycleState: 'AVAILABLE', rows: [] });
      },
      anew: ['compartment_id', 'subnet_id'],
    },
  },
  data: {
    oci_database_autonomous_databases: (world, region, { display_name: name }) => ({
      autonomous_databases: (world.listed(DATABASE, region, String(name)) as Database[])
        .filter((one) => one.lifecycleState !== 'TERMINATED')
        .map(({ id }) => ({ id })),
    }),
  },
};

/** The measure of how far a standby is behind, of an hour before a moment. */
export function lagOf(world: World, region: string, name: string): { readonly at: number; readonly lag: number } | undefined {
  const one = databaseAt(world, region, name);
  if (!one) throw notFound(name);
  return one.measured;
}
