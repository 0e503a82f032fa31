import { AZURE_REGIONS } from '../../../../../lib/regions/azure';
import { Refusal } from '../../../../support/day/refusal';
import { armOf, idOf, listOf, managed, named } from '../arm';
import type { Body, Options, Resource, Service } from '../service';
import type { World } from '../world';

/*
 * Azure SQL Database: https://learn.microsoft.com/azure/azure-sql/database/failover-group-sql-db, …/active-geo-replication-overview. What is refused is told
 * there; under which code is not, so that those here say no more than the status.
 */

const SERVER = 'Microsoft.Sql/servers';
const DATABASE = `${SERVER}/databases`;
const GROUP = `${SERVER}/failoverGroups`;

/** What a database says of itself: whom it follows is kept beside, as Azure tells it by its links alone. */
interface Held {
  rows: string[];
  session: boolean;
  /** The id of the database that it follows. */
  of?: string | undefined;
}

const isUp = (world: World, one: Resource): boolean => !world.down.has(world.regionOf(one) as string);
const all = (world: World): Map<string, Held> => world.store('sql', () => new Map<string, Held>());
const holds = (world: World, id: string): Held => {
  const key = id.toLowerCase();
  if (!all(world).has(key)) all(world).set(key, { rows: [], session: false });
  return all(world).get(key) as Held;
};
const databaseOf = (world: World, server: string): Resource | undefined =>
  world.all(DATABASE).find(({ id }) => id.split('/').at(-3)?.toLowerCase() === server.toLowerCase());
const serverOf = (world: World, { id }: Resource): Resource => world.at(id.split('/').slice(0, -2).join('/')) as Resource;

/** What the database of a server holds. */
export const heldAt = (world: World, server: string): Held => holds(world, databaseOf(world, server)?.id ?? server);

/** The server of the database that the one of this server follows. */
export const followedBy = (world: World, server: string): string => heldAt(world, server).of?.split('/').at(-3) ?? 'nobody';

/** What an application does that has a row to keep: over the session that it has, or a new one. */
export function enter(world: World, server: string, row: string): void {
  const one = databaseOf(world, server);
  if (!one || !isUp(world, one)) throw new Refusal(0, 'ECONNREFUSED', 'could not connect to server');
  if (serverOf(world, one).properties['privateEndpointConnections'] === undefined)
    throw new Refusal(0, 'ETIMEDOUT', 'could not connect to server: no way leads there');
  const of = holds(world, one.id);
  if (of.of !== undefined) throw new Refusal(0, '3906', 'Failed to update database "main" because the database is read-only.');
  of.rows.push(row);
}

function make(world: World, next: Resource, was: Resource | undefined): Resource {
  const { createMode, sourceDatabaseId, recoverableDatabaseId, ...properties } = next.properties;
  const told = { status: 'Online', currentServiceObjectiveName: (next['sku'] as Body | undefined)?.['name'], ...properties };
  refuseHalf(world, next);
  if (was) return { ...next, properties: told };
  if (createMode === 'Recovery') return recovered(world, { ...next, properties: told }, String(recoverableDatabaseId));
  if (createMode !== 'Secondary' && createMode !== 'Copy') return { ...next, properties: told };
  const source = world.at(String(sourceDatabaseId));
  if (!source) throw new Refusal(404, 'ResourceNotFound', `The source database ${String(sourceDatabaseId)} was not found.`);
  world.reach(source);
  const of = createMode === 'Secondary' ? { of: source.id } : {};
  Object.assign(holds(world, next.id), { rows: [...holds(world, source.id).rows], ...of });
  return { ...next, properties: { ...told, maxSizeBytes: source.properties['maxSizeBytes'] } };
}

const pairOf = (region: string): string | undefined => AZURE_REGIONS.find(({ code }) => code === region)?.paired;

/** What is kept in two regions asks for both. What Azure says where one of them is out, is told nowhere: that it refuses is the worse of two guesses. */
function refuseHalf(world: World, next: Resource): void {
  const kept = String(next.properties['currentBackupStorageRedundancy']);
  const pair = pairOf(world.regionOf(next) as string);
  const before = world.at(next.id)?.properties['currentBackupStorageRedundancy'];
  if (kept.startsWith('Geo') && kept !== before && (pair === undefined || world.down.has(pair)))
    throw new Refusal(400, 'BadRequest', `Backups of ${next.id} cannot be kept in two regions now.`);
}

/** What is in the paired region of a database: by its id, with the rows that had arrived. */
const backups = (world: World): Map<string, { rows: string[]; at: string }> => world.store('sql backups', () => new Map());

/** From what is in the paired region, whether its own one answers or not. */
function recovered(world: World, next: Resource, backup: string): Resource {
  const id = backup.replace('/recoverableDatabases/', '/databases/');
  const kept = backups(world).get(id.toLowerCase());
  const pair = pairOf(world.regionOf(world.at(id) ?? next) as string);
  if (!kept || world.down.has(pair ?? '')) throw new Refusal(404, 'ResourceNotFound', `${backup} was not found.`);
  holds(world, next.id).rows = [...kept.rows];
  return next;
}

/** Backups are sent to the pair, of what has the role, as long as both answer. */
function backUp(world: World): void {
  for (const one of world.all(DATABASE)) {
    const pair = pairOf(world.regionOf(one) as string);
    if (!isUp(world, one) || pair === undefined || world.down.has(pair) || holds(world, one.id).of !== undefined) continue;
    if (!String(one.properties['currentBackupStorageRedundancy']).startsWith('Geo')) backups(world).delete(one.id.toLowerCase());
    else backups(world).set(one.id.toLowerCase(), { rows: [...holds(world, one.id).rows], at: new Date().toISOString() });
  }
}

const backupOf = (world: World, one: Resource): Body | undefined => {
  const kept = backups(world).get(one.id.toLowerCase());
  const id = one.id.replace('/databases/', '/recoverableDatabases/');
  return kept && { id, name: one.name, lastAvailableBackupDate: kept.at };
};

/** The backups of a server that are in the paired region, asked of it. */
const backupsAt = (world: World, server: string): Body[] => {
  managed(world, 'GET', server);
  const all = world.all(DATABASE).filter(({ id }) => id.startsWith(`${server}/`));
  return all.map((one) => backupOf(world, one)).filter((one) => one !== undefined);
};

/** A group is one at both of its servers, each of which tells its own role. */
function group(world: World, next: Resource, was: Resource | undefined): Resource {
  const [partner] = next.properties['partnerServers'] as [{ id: string }];
  const own = serverOf(world, next);
  const other = world.at(partner.id);
  if (!other) throw new Refusal(404, 'ResourceNotFound', `${partner.id} was not found.`);
  if (was) throw new Refusal(400, 'BadRequest', 'nothing of the group is ever sent again');
  world.reach(other);
  const [id] = next.properties['databases'] as [string];
  if (holds(world, id).of !== undefined) throw new Refusal(400, 'BadRequest', 'A failover group is made at the primary.');
  const there = `${other.id}/failoverGroups/${next.name}`;
  const twin = { ...next.properties, replicationRole: 'Secondary', partnerServers: [{ id: own.id, replicationRole: 'Primary' }] };
  world.resources.set(there.toLowerCase(), { ...next, id: there, properties: twin });
  return { ...next, properties: { ...next.properties, replicationRole: 'Primary' } };
}

/** The role is taken at the server that is asked; the other one is told once it answers. */
const taken =
  (forced: boolean) =>
  (world: World, one: Resource): void => {
    if (one.properties['replicationRole'] === 'Primary') throw new Refusal(400, 'BadRequest', 'It has the role already.');
    const [{ id }] = one.properties['partnerServers'] as [{ id: string }];
    const twin = world.at(`${id}/failoverGroups/${one.name}`) as Resource;
    if (!forced && !isUp(world, twin)) throw new Refusal(409, 'Conflict', 'A planned failover needs the primary: take a forced one.');
    const own = databaseOf(world, serverOf(world, one).name) as Resource;
    const other = databaseOf(world, id.split('/').at(-1) as string) as Resource;
    if (!forced) holds(world, own.id).rows = [...holds(world, other.id).rows];
    Object.assign(holds(world, own.id), { of: undefined, session: false });
    Object.assign(one.properties, { replicationRole: 'Primary', partnerServers: [{ id, replicationRole: 'Secondary' }] });
    world.store('sql lost the role', () => new Map<string, string>()).set(other.id, own.id);
    if (isUp(world, twin)) demote(world);
  };

/** A side that lost the role follows the one that has it, once it answers: filled anew. */
function demote(world: World): void {
  const lost = world.store('sql lost the role', () => new Map<string, string>());
  for (const [id, to] of lost) {
    const [one, source] = [world.at(id), world.at(to)];
    if (!one || !source || !isUp(world, one)) continue;
    lost.delete(id);
    Object.assign(holds(world, id), { of: to, session: false });
    const twin = world.all(GROUP).find((other) => other.id.startsWith(`${serverOf(world, one).id}/`));
    if (twin)
      Object.assign(twin.properties, {
        replicationRole: 'Secondary',
        partnerServers: [{ id: serverOf(world, source).id, replicationRole: 'Primary' }],
      });
  }
}

/** Who follows is sent what its source took. */
function stream(world: World): void {
  for (const one of world.all(DATABASE)) {
    const source = world.at(holds(world, one.id).of ?? '');
    if (source && isUp(world, one) && isUp(world, source)) holds(world, one.id).rows = [...holds(world, source.id).rows];
  }
}

/** As the command line tells a server: what leads to it as the service says it, unlike of other services. */
function shown(one: Resource): Body {
  const { privateEndpointConnections: doors } = one.properties;
  return { ...named(one), ...(doors ? { privateEndpointConnections: doors } : {}) };
}

/** The links of a database, as it knows them; one of a side that does not answer is suspended. */
function links(world: World, one: Resource): Body[] {
  const with_ = (other: Resource, role: string, partnerRole: string): Body => {
    const server = serverOf(world, other);
    const properties = {
      partnerServer: server.name,
      partnerDatabase: other.name,
      role,
      partnerRole,
      replicationState:
        isUp(world, other) && !world.broken.has(role === 'Primary' ? 'sql sending' : 'sql streaming') ? 'CATCH_UP' : 'SUSPENDED',
    };
    return { id: `${one.id}/replicationLinks/${server.name}`, name: server.name, type: `${DATABASE}/replicationLinks`, properties };
  };
  const source = world.at(holds(world, one.id).of ?? '');
  if (source) return [with_(source, 'Secondary', 'Primary')];
  const behind = world.all(DATABASE).filter((other) => holds(world, other.id).of?.toLowerCase() === one.id.toLowerCase());
  return behind.map((other) => with_(other, 'Primary', 'Secondary'));
}

/** What is told of a database that is made from another one. */
const madeAs = (options: Options): Body => ({
  zoneRedundant: options['zone-redundant'] === 'true',
  currentBackupStorageRedundancy: options['backup-storage-redundancy'],
});

const isIgnored = (body: Body, argument: string): boolean =>
  ((body['lifecycle'] as { readonly ignore_changes?: readonly string[] } | undefined)?.ignore_changes ?? []).includes(argument);

const serverIn = (options: Options): string => idOf(SERVER, options, options['server']);
const under = (options: Options, kind: string): string => `${serverIn(options)}/${kind}/${options['name'] ?? ''}`;

export const sql: Service = {
  types: {
    [DATABASE.toLowerCase()]: { put: make },
    [GROUP.toLowerCase()]: { put: group, actions: { failover: taken(false), forceFailoverAllowDataLoss: taken(true) } },
  },
  lists: (world, { path }) => {
    const [, of = ''] = /^(.*)\/replicationLinks$/i.exec(path) ?? [];
    const one = world.at(of);
    if (one?.type !== DATABASE) return undefined;
    world.reach(one);
    return { value: links(world, one) };
  },
  passes: { demote, 'sql streaming': stream, 'sql backups': backUp },
  commands: {
    'sql server show': (world, options) => shown(managed(world, 'GET', idOf(SERVER, options))),
    'sql db show': (world, options) => named(managed(world, 'GET', under(options, 'databases'))),
    'sql db list': (world, options) => listOf(world, `${serverIn(options)}/databases`),
    'sql db list-editions': (_, options) => [{ supportedServiceLevelObjectives: [{ name: options['service-objective'] }] }],
    'sql db geo-backup list': (world, options) => backupsAt(world, serverIn(options)),
    'sql db geo-backup show': (world, options) => {
      const found = backupsAt(world, serverIn(options)).find(({ name }) => name === options['database']);
      if (!found) throw new Refusal(404, 'ResourceNotFound', 'The requested resource was not found.');
      return found;
    },
    'sql db geo-backup restore': (world, options) => {
      const server = managed(world, 'GET', idOf(SERVER, options, options['dest-server']));
      const properties = { ...madeAs(options), createMode: 'Recovery', recoverableDatabaseId: options['geo-backup-id'] };
      const sku = { name: options['service-objective'] };
      managed(world, 'PUT', `${server.id}/databases/${options['dest-database'] ?? ''}`, { sku, properties });
    },
    'sql db copy': (world, options) => {
      const server = managed(
        world,
        'GET',
        idOf(SERVER, { ...options, 'resource-group': options['dest-resource-group'] ?? '' }, options['dest-server']),
      );
      const source = managed(world, 'GET', under(options, 'databases'));
      const properties = { ...madeAs(options), createMode: 'Copy', sourceDatabaseId: source.id };
      const sku = { name: options['service-objective'] };
      managed(world, 'PUT', `${server.id}/databases/${options['dest-name'] ?? ''}`, { sku, properties });
    },
    'sql db replica list-links': (world, options) => listOf(world, `${under(options, 'databases')}/replicationLinks`),
    'sql failover-group show': (world, options) => named(managed(world, 'GET', under(options, 'failoverGroups'))),
    'sql failover-group list': (world, options) => listOf(world, `${serverIn(options)}/failoverGroups`),
    'sql failover-group set-primary': (world, options) => {
      const id = under(options, 'failoverGroups');
      if (managed(world, 'GET', id).properties['replicationRole'] === 'Primary') return undefined;
      const act = options['allow-data-loss'] === undefined ? 'failover' : 'forceFailoverAllowDataLoss';
      managed(world, 'POST', `${id}/${act}`);
      return undefined;
    },
  },
  renders: {
    azurerm_mssql_server: {
      id: (body) => armOf(body, SERVER),
      arm: (body) => ({
        location: body['location'],
        tags: body['tags'],
        properties: { publicNetworkAccess: body['public_network_access_enabled'] ? 'Enabled' : 'Disabled' },
      }),
      anew: ['name', 'location', 'resource_group_name', 'administrator_login'],
    },
    azurerm_mssql_database: {
      id: ({ server_id: server, name }) => `${String(server)}/databases/${String(name)}`,
      anew: ['name', 'server_id', 'create_mode', 'creation_source_database_id'],
      make: (world, body) => {
        const id = `${String(body['server_id'])}/databases/${String(body['name'])}`;
        const first = {
          createMode: body['create_mode'],
          sourceDatabaseId: body['creation_source_database_id'],
          maxSizeBytes: Number(body['max_size_gb']) * 2 ** 30,
        };
        const kept = isIgnored(body, 'storage_account_type') ? {} : { currentBackupStorageRedundancy: body['storage_account_type'] };
        const properties = { zoneRedundant: body['zone_redundant'], ...kept, ...(world.at(id) ? {} : first) };
        managed(world, world.at(id) ? 'PATCH' : 'PUT', id, { sku: { name: body['sku_name'] }, tags: body['tags'], properties });
        return id;
      },
    },
    azurerm_mssql_failover_group: {
      id: ({ server_id: server, name }) => `${String(server)}/failoverGroups/${String(name)}`,
      anew: ['name', 'server_id'],
      make: (world, body) => {
        const id = `${String(body['server_id'])}/failoverGroups/${String(body['name'])}`;
        const { mode } = body['read_write_endpoint_failover_policy'] as { readonly mode: string };
        managed(world, 'PUT', id, {
          properties: {
            databases: body['databases'],
            partnerServers: body['partner_server'],
            readWriteEndpoint: { failoverPolicy: mode },
          },
        });
        return id;
      },
    },
  },
};
