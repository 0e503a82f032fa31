import { Refusal } from '../../../../support/day/refusal';
import { armOf, idOf, listOf, managed, named } from '../arm';
import type { Body, Options, Rendered, Resource, Service } from '../service';
import type { World } from '../world';
import { copiesOf } from './copied';

/*
 * PostgreSQL flexible servers: https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas-promote, …-virtual-endpoints
 * and …-geo (2026-11). What is refused is told there; under which code is not, so that those here say no more than the status.
 */

const SERVER = 'Microsoft.DBforPostgreSQL/flexibleServers';
const ENDPOINT = `${SERVER}/virtualEndpoints`;

/** What a server says of itself. */
export interface ServerSays extends Body {
  readonly state: string;
  readonly replicationRole: 'None' | 'Primary' | 'AsyncReplica';
  readonly sourceServerResourceId?: string;
  readonly storage: { readonly storageSizeGB: number };
}

/** What a server holds: its rows, in the order of their commits, and whether a session is open. */
interface Held {
  rows: string[];
  session: boolean;
}

/** What a server says, by its name. */
export const server = (world: World, name: string): ServerSays => world.named(SERVER, name)?.properties as ServerSays;
const saysOf = ({ properties }: Resource): ServerSays => properties as ServerSays;
/** It says its role twice. */
const said = (one: Resource, over: Body): Resource => {
  const properties = { ...one.properties, ...over };
  return { ...one, properties: { ...properties, replica: { role: properties['replicationRole'], capacity: 5 } } };
};
const isUp = (world: World, one: Resource): boolean => !world.down.has(world.regionOf(one) as string);
const follows = (one: Resource): boolean => saysOf(one).replicationRole === 'AsyncReplica';

/** What a server holds, by its name. */
export const held = (world: World, name: string): Held => {
  const all = world.store('rows', () => new Map<string, Held>());
  if (!all.has(name)) all.set(name, { rows: [], session: false });
  return all.get(name) as Held;
};

/** What an application does that has a row to keep: over the session that it has, or a new one. */
export function commit(world: World, name: string, row: string): void {
  const one = world.named(SERVER, name);
  if (!one || !isUp(world, one)) throw new Refusal(0, 'ECONNREFUSED', 'could not connect to server');
  const of = held(world, name);
  if (!of.session && one.properties['privateEndpointConnections'] === undefined)
    throw new Refusal(0, 'ETIMEDOUT', 'could not connect to server: no way leads there');
  of.session = true;
  if (follows(one)) throw new Refusal(0, '25006', 'cannot execute INSERT in a read-only transaction');
  of.rows.push(row);
}

const copied = copiesOf({ type: SERVER, az: 'postgres flexible-server', held, follows });

function make(world: World, next: Resource, was: Resource | undefined): Resource {
  copied.refuseHalf(world, next, was);
  if (was) return promoted(world, next, was);
  const { createMode, sourceServerResourceId: from } = next.properties;
  const whole = { state: 'Ready', highAvailability: { mode: 'Disabled', state: 'NotEnabled' }, ...next.properties };
  if (createMode === 'GeoRestore') return said(copied.restored(world, { ...next, properties: whole }), { replicationRole: 'None' });
  if (createMode !== 'Replica') return said(next, { ...whole, replicationRole: 'None' });
  const source = world.at(String(from));
  if (!source) throw new Refusal(404, 'ResourceNotFound', `The source server ${String(from)} was not found.`);
  world.reach(source);
  if ((source['sku'] as Body)['tier'] === 'Burstable')
    throw new Refusal(400, 'BadRequest', 'A server of the burstable tier has no read replica.');
  if (saysOf(next).storage.storageSizeGB < saysOf(source).storage.storageSizeGB)
    throw new Refusal(400, 'BadRequest', 'A read replica has no less storage than its source.');
  if (saysOf(source).replicationRole === 'None') world.resources.set(source.id.toLowerCase(), said(source, { replicationRole: 'Primary' }));
  held(world, next.name).rows = [...held(world, source.name).rows];
  return said(next, { ...whole, replicationRole: 'AsyncReplica', sourceServerResourceId: source.id });
}

/** A change: the roles are swapped where it asks for that, and for nothing else then. */
function promoted(world: World, next: Resource, was: Resource): Resource {
  const { replica, ...rest } = next.properties as { replica?: { role?: string; promoteMode?: string; promoteOption?: string } } & Body;
  if (replica?.promoteMode === undefined) return { ...next, properties: { ...rest, replica } };
  if (!follows(was)) throw new Refusal(400, 'BadRequest', `${was.name} is no read replica: there is nothing to promote.`);
  const source = world.at(saysOf(was).sourceServerResourceId ?? '');
  const isForced = String(replica.promoteOption).toLowerCase() === 'forced';
  const answers = source !== undefined && isUp(world, source);
  if (!answers && !isForced) throw new Refusal(409, 'Conflict', 'A planned promotion needs the primary: take a forced one.');
  const reads = world.all(ENDPOINT).some(({ properties }) => (properties['members'] as string[]).includes(was.name));
  if (!reads && (answers || !isForced))
    throw new Refusal(400, 'BadRequest', 'A switchover needs a virtual endpoint whose reader is this replica.');
  if (answers && !isForced) held(world, was.name).rows = [...held(world, source.name).rows];
  world.store('lost the role', () => new Map<string, string>()).set(source?.id ?? '', was.id);
  for (const endpoint of world.all(ENDPOINT)) {
    const members = endpoint.properties['members'] as string[];
    if (members.includes(was.name))
      world.resources.set(
        endpoint.id.toLowerCase(),
        said(endpoint, { members: [was.name, ...members.filter((name) => name !== was.name)] }),
      );
  }
  return said(was, { replicationRole: 'Primary', sourceServerResourceId: undefined });
}

/** A side that lost the role follows the one that has it, once it answers. */
function rejoin(world: World): void {
  const lost = world.store('lost the role', () => new Map<string, string>());
  for (const [id, to] of lost) {
    const one = world.at(id);
    if (!one || !isUp(world, one)) continue;
    lost.delete(id);
    world.resources.set(
      id.toLowerCase(),
      said(one, {
        replicationRole: 'AsyncReplica',
        sourceServerResourceId: to,
        highAvailability: { mode: 'Disabled', state: 'NotEnabled' },
      }),
    );
    held(world, one.name).session = false;
  }
}

/** Who follows is sent what its source took. */
function stream(world: World): void {
  for (const one of world.all(SERVER).filter(follows)) {
    const source = world.at(saysOf(one).sourceServerResourceId ?? '');
    if (source && isUp(world, one) && isUp(world, source)) held(world, one.name).rows = [...held(world, source.name).rows];
  }
}

/** How far the replica that is furthest behind is, at its source; or how far this one is. */
function delay(world: World, one: Resource): number {
  const lacks = (from: Resource, to: Resource): number => held(world, from.name).rows.length - held(world, to.name).rows.length;
  if (follows(one)) {
    const source = world.at(saysOf(one).sourceServerResourceId ?? '');
    return source ? Math.max(0, lacks(source, one)) * 60 : 0;
  }
  const behind = world.all(SERVER).filter((other) => saysOf(other).sourceServerResourceId?.toLowerCase() === one.id.toLowerCase());
  return Math.max(0, ...behind.map((other) => lacks(one, other))) * 8192;
}

/** A metric of whatever service. Numbers are no whole ones (the model of the SDK), and are printed so. */
function metrics(world: World, { resource = '', metrics: metricnames = '' }: Options): Body {
  const path = `${resource}/providers/microsoft.insights/metrics`;
  const { value } = world.call({ method: 'GET', host: 'management.azure.com', path, query: { metricnames } }) as {
    value: [{ timeseries: [{ data: { maximum?: number | null; average?: number | null }[] }] }];
  };
  const [one] = value[0].timeseries;
  const data = one.data.map((point) => ({
    ...point,
    maximum: point.maximum?.toFixed(1) ?? null,
    average: point.average?.toFixed(1) ?? null,
  }));
  return { value: [{ timeseries: [{ ...one, data }] }] };
}

const show = (world: World, options: Options): Resource => managed(world, 'GET', idOf(SERVER, options));

/** Arguments that the provider sends in a change; the role is no one of them. */
const changed = (body: Body): Body => ({
  version: body['version'],
  storage: {
    storageSizeGb: Number(body['storage_mb']) / 1024,
    storageSizeGB: Number(body['storage_mb']) / 1024,
    autoGrow: body['auto_grow_enabled'] ? 'Enabled' : 'Disabled',
  },
  network: { publicNetworkAccess: body['public_network_access_enabled'] ? 'Enabled' : 'Disabled' },
  ...(body['high_availability'] ? { highAvailability: { mode: (body['high_availability'] as Body)['mode'], state: 'Healthy' } } : {}),
});

const flexible: Rendered = {
  id: (body) => armOf(body, SERVER),
  anew: ['name', 'location', 'resource_group_name', 'create_mode', 'source_server_id'],
  make: (world, body) => {
    const id = armOf(body, SERVER);
    const [, tier = ''] = /^(B|GP|MO)_/.exec(String(body['sku_name'])) ?? [];
    const sku = {
      name: String(body['sku_name']).replace(/^\w+?_/, ''),
      tier: { B: 'Burstable', GP: 'GeneralPurpose', MO: 'MemoryOptimized' }[tier],
    };
    const backup = { geoRedundantBackup: body['geo_redundant_backup_enabled'] === true ? 'Enabled' : 'Disabled' };
    const first = world.at(id) ? {} : { createMode: body['create_mode'], sourceServerResourceId: body['source_server_id'], backup };
    const { storage, ...later } = changed(body);
    const properties = { ...later, ...(world.at(id) ? {} : { storage }), ...first };
    managed(world, world.at(id) ? 'PATCH' : 'PUT', id, { location: body['location'], sku, tags: body['tags'], properties });
    return id;
  },
};

export const postgres: Service = {
  types: {
    [SERVER.toLowerCase()]: {
      put: make,
      actions: {
        restart: (world, one) => {
          held(world, one.name).session = false;
        },
      },
    },
  },
  lists: (world, { path }) => {
    const [, of = ''] = /^(.*)\/providers\/microsoft\.insights\/metrics$/i.exec(path) ?? [];
    const one = world.at(of);
    if (one?.type === SERVER) {
      world.reach(one);
      return { value: [{ timeseries: [{ data: [{ maximum: null }, { maximum: delay(world, one) }] }] }] };
    }
    // Both members know their endpoint.
    const [, member = ''] = /^(.*)\/virtualEndpoints$/i.exec(path) ?? [];
    const name = world.at(member)?.name;
    return name === undefined
      ? undefined
      : { value: world.all(ENDPOINT).filter(({ properties }) => (properties['members'] as string[]).includes(name)) };
  },
  passes: { rejoin, streaming: stream, [copied.name]: copied.passes },
  commands: {
    ...copied.commands,
    // Of whatever service: what it is told is the whole resource (`--is-full-object`).
    'resource create': (world, { id = '', properties = '{}' }) => named(managed(world, 'PUT', id, JSON.parse(properties))),
    'postgres flexible-server list-skus': () => [{ supportedServerEditions: [{ supportedServerSkus: [{ name: 'Standard_D2ds_v5' }] }] }],
    'postgres flexible-server show': (world, options) => named(show(world, options)),
    'postgres flexible-server restart': (world, options) => managed(world, 'POST', `${idOf(SERVER, options)}/restart`),
    'postgres flexible-server replica promote': (world, options) => {
      const { sourceServerResourceId } = show(world, options).properties;
      const replica = {
        role: options['promote-mode'] === 'switchover' ? 'Primary' : 'None',
        promoteMode: options['promote-mode'],
        promoteOption: options['promote-option'],
      };
      return named(managed(world, 'PATCH', idOf(SERVER, options), { properties: { replica, sourceServerResourceId } }));
    },
    'postgres flexible-server virtual-endpoint list': (world, options) =>
      listOf(world, `${idOf(SERVER, options, options['server-name'])}/virtualEndpoints`),
    'monitor metrics list': metrics,
    'postgres flexible-server backup list': (world, options) => listOf(world, `${idOf(SERVER, options, options['server-name'])}/backups`),
  },
  renders: {
    azurerm_postgresql_flexible_server: flexible,
    azurerm_postgresql_flexible_server_virtual_endpoint: {
      id: ({ source_server_id: source, name }) => `${String(source)}/virtualEndpoints/${String(name)}`,
      anew: ['name', 'source_server_id', 'replica_server_id', 'type'],
      make: (world, body) => {
        const [source, replica] = [world.at(String(body['source_server_id'])), world.at(String(body['replica_server_id']))];
        if (!source || !replica) throw new Error('a member of the virtual endpoint is not there');
        world.reach(replica);
        const id = `${source.id}/virtualEndpoints/${String(body['name'])}`;
        managed(world, 'PUT', id, { properties: { endpointType: body['type'], members: [source.name, replica.name] } });
        return id;
      },
    },
  },
};
