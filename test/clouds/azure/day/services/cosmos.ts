import { AZURE_REGIONS } from '../../../../../lib/regions/azure';
import { armOf, idOf, managed, named } from '../arm';
import { Refusal } from '../../../../support/day/refusal';
import type { Body, Resource, Service } from '../service';
import type { World } from '../world';

/*
 * Accounts of Cosmos DB, over several regions of which one has the writes: https://learn.microsoft.com/azure/cosmos-db/disaster-recovery-guidance,
 * https://learn.microsoft.com/azure/reliability/reliability-cosmos-db (2026-11). What is refused is told there; under which code is not.
 */

const ACCOUNT = 'Microsoft.DocumentDB/databaseAccounts';

/** What an account holds by region, in the order of its writes; who was taken out of it; how many writes somebody still makes; and whether it tells no numbers. */
interface Held {
  order: string[];
  offline: string[];
  items: Record<string, string[]>;
  conflicts: string[];
  busy: number;
  silent?: boolean;
}

const codeOf = (name: string): string => name.replaceAll(' ', '').toLowerCase();
const nameOf = (code: string): string => AZURE_REGIONS.find((one) => one.code === code)?.name ?? code;

/** What an account holds, by its name. */
export const table = (world: World, name: string): Held => {
  const all = world.store('tables', () => new Map<string, Held>());
  if (!all.has(name)) all.set(name, { order: [], offline: [], items: {}, conflicts: [], busy: 0 });
  return all.get(name) as Held;
};

/** What a region is to an account. */
export const roleIn = ({ order }: Held, region: string): 'writes' | 'reads' | 'absent' =>
  order[0] === region ? 'writes' : order.includes(region) ? 'reads' : 'absent';

/** What the application of a site does that has an item to keep: by the endpoint of its site, in whichever region has the writes. */
export function keep(world: World, name: string, group: string, item: string): void {
  const account = world.named(ACCOUNT, name);
  const led = JSON.stringify(account?.properties['privateEndpointConnections'] ?? []).includes(`/resourceGroups/${group}/`);
  if (!led) throw new Refusal(0, 'ETIMEDOUT', 'no way leads there');
  const held = table(world, name);
  const [writes = ''] = held.order;
  if (world.down.has(writes)) throw new Refusal(503, 'ServiceUnavailable', `${writes} does not answer`);
  (held.items[writes] ??= []).push(item);
}

/** What an account says of its regions. */
function saying(one: Resource, { order }: Held): Resource {
  const locations = order.map((code, failoverPriority) => ({
    locationName: nameOf(code),
    failoverPriority,
    provisioningState: 'Succeeded',
  }));
  const says = { provisioningState: 'Succeeded', locations, readLocations: locations, writeLocations: locations.slice(0, 1) };
  return { ...one, properties: { ...one.properties, ...says } };
}

const write = (world: World, one: Resource): void => void world.resources.set(one.id.toLowerCase(), saying(one, table(world, one.name)));

/** Takes a region out of an account, as if nobody ever brought it back. */
export function lose(world: World, name: string, region: string): void {
  const held = table(world, name);
  held.order = held.order.filter((one) => one !== region);
  write(world, world.named(ACCOUNT, name) as Resource);
}

/** Each region reads what the one that has the writes took. */
function send({ order, items }: Held, up: (region: string) => boolean): void {
  const [writes = '', ...reads] = order;
  for (const region of reads) if (up(writes) && up(region)) items[region] = [...(items[writes] ?? [])];
}

/** All regions are healthy, and all are named: what is not sent yet is sent, and then another one has the writes. */
function changePriorities(world: World, one: Resource, body: Body): void {
  const held = table(world, one.name);
  const policies = body['failoverPolicies'] as readonly { readonly locationName: string; readonly failoverPriority: number }[];
  const next = [...policies].sort((a, b) => a.failoverPriority - b.failoverPriority).map(({ locationName }) => codeOf(locationName));
  const down = held.order.filter((region) => world.down.has(region));
  if (down.length > 0) throw new Refusal(412, 'PreconditionFailed', `${down.join()} is not healthy: the write region cannot be changed.`);
  if ([...next].sort().join() !== [...held.order].sort().join())
    throw new Refusal(400, 'BadRequest', `The policies name ${next.join()}, the account has ${held.order.join()}.`);
  send(held, () => true);
  held.order = next;
  write(world, one);
}

/** One region is taken out: where it had the writes, the next one has them, and what was not sent waits in the conflict feed. */
function takeOut(world: World, one: Resource, body: Body): void {
  const held = table(world, one.name);
  const region = codeOf(String(body['region']));
  if (!held.order.includes(region)) throw new Refusal(404, 'NotFound', `The account has no region ${region}.`);
  if (held.order.length < 2) throw new Refusal(400, 'BadRequest', 'The only region of an account stays.');
  held.order = held.order.filter((other) => other !== region);
  held.offline.push(region);
  write(world, one);
}

/** Microsoft brings a region back once it is up: it reads. */
function bringBack(world: World): void {
  for (const one of world.all(ACCOUNT)) {
    const held = table(world, one.name);
    const back = held.offline.filter((region) => !world.down.has(region));
    for (const region of back) {
      const there = held.items[held.order[0] ?? ''] ?? [];
      held.conflicts.push(...(held.items[region] ?? []).filter((item) => !there.includes(item)));
      held.order.push(region);
    }
    held.offline = held.offline.filter((region) => !back.includes(region));
    if (back.length > 0) write(world, one);
  }
}

/** The slowest write took a minute for each item that a region lacks; and what somebody still writes. */
function metrics(world: World, one: Resource): Body {
  const { order, items, busy, silent } = table(world, one.name);
  const [writes = '', ...reads] = order;
  const lacks = Math.max(0, ...reads.map((region) => (items[writes] ?? []).length - (items[region] ?? []).length));
  const metadatavalues = [
    { name: { value: 'operationtype' }, value: 'Upsert' },
    { name: { value: 'region' }, value: nameOf(writes) },
  ];
  const told = { timeStamp: new Date().toISOString(), maximum: lacks * 60_000 };
  const data = silent ? [] : [{ maximum: null }, told, { ...told, count: busy }];
  return { value: [{ timeseries: [{ metadatavalues, data }] }] };
}

const policiesOf = (text: string): Body[] =>
  text.split(' ').map((one) => {
    const [locationName = '', priority = ''] = one.split('=');
    return { locationName, failoverPriority: Number(priority) };
  });

export const cosmos: Service = {
  types: {
    [ACCOUNT.toLowerCase()]: {
      put: (world, next, was) => {
        const held = table(world, next.name);
        const told = (next.properties['geoLocation'] ?? []) as readonly { readonly location: string; readonly failover_priority: number }[];
        if (!was) held.order = [...told].sort((a, b) => a.failover_priority - b.failover_priority).map(({ location }) => location);
        return saying(next, held);
      },
      actions: { failoverPriorityChange: changePriorities, offlineRegion: takeOut },
    },
  },
  lists: (world, { path }) => {
    const [, of = ''] = /^(.*)\/providers\/microsoft\.insights\/metrics$/i.exec(path) ?? [];
    const one = world.at(of);
    return one?.type === ACCOUNT ? metrics(world, one) : undefined;
  },
  passes: {
    'regions of accounts': bringBack,
    items: (world) => {
      for (const one of world.all(ACCOUNT)) send(table(world, one.name), (region) => !world.down.has(region));
    },
  },
  commands: {
    'cosmosdb show': (world, options) => named(managed(world, 'GET', idOf(ACCOUNT, options))),
    'cosmosdb failover-priority-change': (world, options) =>
      managed(world, 'POST', `${idOf(ACCOUNT, options)}/failoverPriorityChange`, {
        failoverPolicies: policiesOf(options['failover-policies'] ?? ''),
      }),
    'cosmosdb offline-region': (world, options) =>
      managed(world, 'POST', `${idOf(ACCOUNT, options)}/offlineRegion`, { region: options['region'] }),
  },
  renders: {
    azurerm_cosmosdb_account: {
      id: (body) => armOf(body, ACCOUNT),
      arm: (body) => ({
        location: body['location'],
        tags: body['tags'],
        properties: {
          geoLocation: body['geo_location'],
          publicNetworkAccess: body['public_network_access_enabled'] ? 'Enabled' : 'Disabled',
        },
      }),
    },
  },
};
