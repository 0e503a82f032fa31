import { Refusal } from '../../../../support/day/refusal';
import { armOf, idOf, managed, named } from '../arm';
import type { Body, Options, Rendered, Resource, Service } from '../service';
import type { World } from '../world';
import { copiesOf } from './copied';

/*
 * MySQL flexible servers: https://learn.microsoft.com/azure/mysql/flexible-server/concepts-read-replicas (2026-11). What is refused is told there; under which code is
 * not, so that those here say no more than the status.
 */

const SERVER = 'Microsoft.DBforMySQL/flexibleServers';

/** What a server holds: its rows, whether a session is open, and whether a backup of it was made, from which a replica is. */
interface Held {
  rows: string[];
  session: boolean;
  backed: boolean;
}

/** What a server holds, by its name. */
export const heldIn = (world: World, name: string): Held => {
  const all = world.store('mysql rows', () => new Map<string, Held>());
  if (!all.has(name)) all.set(name, { rows: [], session: false, backed: false });
  return all.get(name) as Held;
};

const isUp = (world: World, one: Resource): boolean => !world.down.has(world.regionOf(one) as string);
const follows = ({ properties }: Resource): boolean => properties['replicationRole'] === 'Replica';
const sourceOf = (world: World, { properties }: Resource): Resource | undefined =>
  world.at(String(properties['sourceServerResourceId'] ?? ''));
const copied = copiesOf({ type: SERVER, az: 'mysql flexible-server', held: heldIn, follows });

/** What a server says of itself, by its name. */
export const mysqlServer = (world: World, name: string): Body | undefined => world.named(SERVER, name)?.properties;

/** What an application does that has a row to keep: over the session that it has, or a new one. */
export function insert(world: World, name: string, row: string): void {
  const one = world.named(SERVER, name);
  if (!one || !isUp(world, one)) throw new Refusal(0, 'ECONNREFUSED', 'cannot connect to MySQL server');
  const of = heldIn(world, name);
  if (!of.session && one.properties['privateEndpointConnections'] === undefined)
    throw new Refusal(0, 'ETIMEDOUT', 'cannot connect to MySQL server: no way leads there');
  of.session = true;
  if (follows(one)) throw new Refusal(0, '1290', 'The MySQL server is running with the --read-only option');
  of.rows.push(row);
}

function make(world: World, next: Resource, was: Resource | undefined): Resource {
  copied.refuseHalf(world, next, was);
  if (was) return changed(next, was);
  const { createMode } = next.properties;
  const told = { ...next, properties: { state: 'Ready', replicationRole: 'None', ...next.properties } };
  if (createMode === 'GeoRestore') return copied.restored(world, told);
  return createMode === 'Replica' ? replica(world, told) : told;
}

/** It is made of a backup of its source, in the group of that; and its source restarts for the first one. */
function replica(world: World, next: Resource): Resource {
  const source = sourceOf(world, next);
  if (!source) throw new Refusal(404, 'ResourceNotFound', 'The source server was not found.');
  world.reach(source);
  const groupOf = (id: string): string => id.slice(0, id.indexOf('/providers/')).toLowerCase();
  if (groupOf(source.id) !== groupOf(next.id)) throw new Refusal(400, 'BadRequest', 'A replica is made in the group of its source.');
  if (follows(source)) throw new Refusal(400, 'BadRequest', 'Nothing follows a replica.');
  const from = heldIn(world, source.name);
  if (!from.backed) throw new Refusal(400, 'BadRequest', `There is no backup of ${source.name} yet.`);
  if (source.properties['replicationRole'] === 'None') from.session = false;
  world.resources.set(source.id.toLowerCase(), { ...source, properties: { ...source.properties, replicationRole: 'Source' } });
  heldIn(world, next.name).rows = [...from.rows];
  return { ...next, properties: { ...next.properties, replicationRole: 'Replica' } };
}

/** A change of what is there: the one way of a role is out of a replica. */
function changed(next: Resource, was: Resource): Resource {
  const role = next.properties['replicationRole'];
  if (role === was.properties['replicationRole']) return next;
  if (role !== 'None' || !follows(was)) throw new Refusal(400, 'BadRequest', `${was.name} does not follow: there is nothing to stop.`);
  return { ...next, properties: { ...next.properties, sourceServerResourceId: undefined } };
}

/** Who follows is sent what its source took; and each is backed up. */
function stream(world: World): void {
  for (const one of world.all(SERVER)) {
    const source = follows(one) ? sourceOf(world, one) : undefined;
    if (source && isUp(world, one) && isUp(world, source)) heldIn(world, one.name).rows = [...heldIn(world, source.name).rows];
  }
}

/** What a replica tells of itself, of two minutes: how far it is behind, and whether it fetches and writes down. */
function measured(world: World, one: Resource, metric: string): number | null {
  const source = follows(one) ? sourceOf(world, one) : undefined;
  if (!source) return null;
  const lacks = heldIn(world, source.name).rows.length - heldIn(world, one.name).rows.length;
  if (metric === 'replication_lag') return Math.max(0, lacks) * 60;
  return world.broken.has('mysql replication') ? 0 : 1;
}

const server: Rendered = {
  id: (body) => armOf(body, SERVER),
  anew: ['name', 'location', 'resource_group_name', 'create_mode', 'source_server_id', 'geo_redundant_backup_enabled'],
  make: (world, body) => {
    const id = armOf(body, SERVER);
    const later = {
      version: body['version'],
      network: { publicNetworkAccess: body['public_network_access'] === 'Disabled' ? 'Disabled' : 'Enabled' },
    };
    const first = {
      createMode: body['create_mode'],
      sourceServerResourceId: body['source_server_id'],
      storage: { storageSizeGb: (body['storage'] as Body | undefined)?.['size_gb'] },
      backup: { geoRedundantBackup: body['geo_redundant_backup_enabled'] === true ? 'Enabled' : 'Disabled' },
    };
    const there = world.at(id) !== undefined;
    const properties = { ...later, ...(there ? {} : first) };
    managed(world, there ? 'PATCH' : 'PUT', id, {
      location: body['location'],
      sku: { name: body['sku_name'] },
      tags: body['tags'],
      properties,
    });
    return id;
  },
};

const patch = (world: World, options: Options, properties: Body): Body =>
  named(managed(world, 'PATCH', idOf(SERVER, options), { properties }));

export const mysql: Service = {
  types: {
    [SERVER.toLowerCase()]: {
      put: make,
      actions: {
        restart: (world, one) => {
          heldIn(world, one.name).session = false;
        },
      },
    },
  },
  lists: (world, { path, query = {} }) => {
    const [, of = ''] = /^(.*)\/providers\/microsoft\.insights\/metrics$/i.exec(path) ?? [];
    const one = world.at(of);
    if (one?.type !== SERVER) return undefined;
    world.reach(one);
    const maximum = measured(world, one, query['metricnames'] ?? '');
    // A call is told of in the minutes behind it.
    const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
    return { value: [{ timeseries: [{ data: [1, 2].map((minute) => ({ timeStamp: at(minute), maximum })) }] }] };
  },
  passes: {
    'mysql streaming': stream,
    'mysql first backup': (world) => {
      for (const one of world.all(SERVER)) if (isUp(world, one)) heldIn(world, one.name).backed = true;
    },
    [copied.name]: copied.passes,
  },
  commands: {
    ...copied.commands,
    'mysql flexible-server show': (world, options) => named(managed(world, 'GET', idOf(SERVER, options))),
    'mysql flexible-server restart': (world, options) => managed(world, 'POST', `${idOf(SERVER, options)}/restart`),
    'mysql flexible-server replica stop-replication': (world, options) => patch(world, options, { replicationRole: 'None' }),
    'mysql flexible-server update': (world, options) =>
      patch(world, options, { backup: { geoRedundantBackup: options['geo-redundant-backup'] } }),
    'mysql flexible-server backup list': (world, options) => {
      const one = managed(world, 'GET', idOf(SERVER, options));
      return heldIn(world, one.name).backed ? [{ name: 'backup' }] : [];
    },
    'mysql flexible-server list-skus': () => [
      { supportedFlexibleServerEditions: [{ supportedServerVersions: [{ supportedSkus: [{ name: 'Standard_D2ads_v5' }] }] }] },
    ],
  },
  renders: { azurerm_mysql_flexible_server: server },
};
