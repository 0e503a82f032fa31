import { DIGEST, GAVLE, PARIS, STATES } from './app';
import { SUBSCRIPTION } from './arm';
import type { Day } from './day';
import type { Resource } from './service';
import { lose, table } from './services/cosmos';
import { tells } from './services/geo';
import { secretsOf } from './services/keyvault';
import { server } from './services/postgres';
import { blobsIn } from './services/storage';
import type { Users } from './users';
import type { World } from './world';

/*
 * For each check of a day, what makes it fail: an effect that Azure promises and that does not happen, by its name (`World.broken`), or
 * what is otherwise than it should be.
 */

type Wrong = (world: World, users: Users, day: Day) => unknown;

/** What is wrong, and the step that finds it. */
export type Mutant = readonly [what: string, stopsAt: string, wrong: string | Wrong];

const says =
  (site: string, over: object): Wrong =>
  (world, users) =>
    Object.assign(server(world, users.server(site)), over);
const each =
  (type: string, act: (one: Resource, world: World) => unknown): Wrong =>
  (world) =>
    world.all(type).forEach((one) => act(one, world));
const late =
  (what: string): Wrong =>
  (world, users) => {
    world.broken.add(what);
    users.orders(GAVLE, 'late');
  };

const TABLES = 'Microsoft.DocumentDB/databaseAccounts';
const ACCOUNTS = 'Microsoft.Storage/storageAccounts';
/** What an account of both sites says of who is let in. */
const doors =
  (type: string, change: (all: readonly Resource[]) => readonly Resource[]): Wrong =>
  (world) =>
    world.all(type).forEach(({ properties }) => {
      const all = properties['privateEndpointConnections'] as Resource[] | undefined;
      if (all) properties['privateEndpointConnections'] = change(all);
    });
/** What an account in two regions says of itself. */
const shareSays =
  (over: Parameters<typeof tells>[2]): Wrong =>
  (world, { scans }) => (world.broken.add('geo replication'), tells(world, scans(PARIS), over));
const leadsTo = ({ properties }: Resource): string => (properties['privateEndpoint'] as { readonly id: string }).id;
/** Of those of a type at a site. */
const sqlSays =
  (type: string, region: string, over: object): Wrong =>
  (world) =>
    world.all(type).forEach((one) => world.regionOf(one) === region && Object.assign(one.properties, over));

const APPS = 'Microsoft.App/containerApps';
const appSays =
  (site: string, over: object): Wrong =>
  (world, users) =>
    world.all(APPS).forEach((one) => one.name === users.app(site) && Object.assign(one.properties, over));
/** In no state, as azurerm leaves it. */
const leave = (world: World, name: string): unknown => {
  const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop-swedencentral/providers/${APPS}/${name}`;
  return world.resources.set(id.toLowerCase(), { id, name, type: APPS, location: 'swedencentral', properties: {} });
};

const GRANTS = 'Microsoft.Authorization/roleAssignments';
const REGISTRIES = 'Microsoft.ContainerRegistry/registries';
/** What is granted there was granted just now. */
export const grantedNow =
  (at: RegExp) =>
  ({ world }: { readonly world: World }): void => {
    for (const { properties } of world.all(GRANTS))
      if (at.test(String(properties['scope']))) Object.assign(properties, { createdOn: new Date().toISOString() });
  };

/** While a workload is established. */
export const PEACE: readonly Mutant[] = [
  ['a grant of just now', 'granted-francecentral', (world) => grantedNow(/shop-francecentral$/)({ world })],
  ['a grant of just now, at the certificate', 'granted-web-francecentral', (world) => grantedNow(/certs-francecentral$/)({ world })],
  ['a database that outgrew what is declared', 'fits-books', says(PARIS, { storage: { storageSizeGb: 999 } })],
  ['a replica that is not ready', 'standing-books', says(GAVLE, { state: 'Updating' })],
  ['a replica of another version', 'alike-books', says(GAVLE, { version: '15' })],
  [
    'a replica that is no reader',
    'reader-books',
    each('Microsoft.DBforPostgreSQL/flexibleServers/virtualEndpoints', ({ properties }) => Object.assign(properties, { members: [] })),
  ],
  ['a database that is not in step', 'standing-claims', 'sql streaming'],
  [
    'a database of another size',
    'alike-claims',
    sqlSays('Microsoft.Sql/servers/databases', 'swedencentral', { currentServiceObjectiveName: 'GP_Gen5_4' }),
  ],
  [
    'a group whose roles the service moves by itself',
    'group-claims',
    sqlSays('Microsoft.Sql/servers/failoverGroups', 'francecentral', { readWriteEndpoint: { failoverPolicy: 'Automatic' } }),
  ],
  [
    'a registry of another tier',
    'registry-images',
    (world) => (
      world.broken.add(`PUT ${REGISTRIES}`),
      world.all(REGISTRIES).forEach((one) => Object.assign(one, { sku: { name: 'Basic' } }))
    ),
  ],
  ['an image that does not arrive', 'brought-images', 'POST importImage'],
  [
    'an endpoint that leads to no table',
    'door-stock',
    doors(TABLES, (all) => all.filter((one) => !leadsTo(one).includes('/shop-swedencentral/'))),
  ],
  ['a share that is not sent', 'standing-scans', shareSays({ status: 'Bootstrap' })],
  [
    'an endpoint that leads to no share',
    'door-scans',
    doors(ACCOUNTS, (all) => all.filter((one) => !leadsTo(one).includes('/shop-swedencentral/'))),
  ],
  ['a secret that does not arrive', 'in-step-keys', 'PUT vault.azure.net'],
  ['an image that nobody pushed', 'image-given-api', (_, users) => users.images(PARIS).delete(DIGEST)],
  ['an app that an apply left which failed', 'none-left-api', (world, users) => leave(world, users.app(GAVLE))],
];

/** While the standby is looked at again, once apps run. */
export const RUNNING: readonly Mutant[] = [
  ['an app of which too few replicas run', 'running-api', appSays(PARIS, { replicas: 3 })],
  ['an app whose last revision is not ready', 'running-api', appSays(PARIS, { latestReadyRevisionName: 'another' })],
  ['an app that does not stand by', 'standing-api', appSays(GAVLE, { replicas: 0 })],
  ['an image that nobody has any more', 'image-there-api', (_, users) => [PARIS, GAVLE].map((site) => users.images(site).delete(DIGEST))],
];

/** While the region is lost. */
export const LOST: readonly Mutant[] = [
  ['a replica that cannot take the role', 'replica-books', says(GAVLE, { state: 'Updating' })],
  ['a table that has no region here', 'replica-stock', (world, { stock }) => lose(world, stock(GAVLE), 'swedencentral')],
  [
    'a secret that is not there',
    'present-keys',
    (world, users) => Object.assign(secretsOf(world, users.vault(GAVLE)).get('signing-key') as object, { deleted: true }),
  ],
  ['an image that is not here', 'image-api', (_, users) => users.images(GAVLE).delete(DIGEST)],
  ['a region that serves still', 'silent-francecentral', (world) => world.down.clear()],
  ['a crossing that somebody else claimed', 'claim-shop-swedencentral', (world, _, day) => claimed(world, day)],
  [
    'a database that is being filled still',
    'replica-claims',
    sqlSays('Microsoft.Sql/servers/databases', 'swedencentral', { status: 'Restoring' }),
  ],
  ['a role that is not taken', 'promoted-claims', 'POST forceFailoverAllowDataLoss'],
  ['a promotion that does nothing', 'promoted-books', 'PATCH Microsoft.DBforPostgreSQL/flexibleServers'],
  ['a table whose region stays', 'promoted-stock', 'POST offlineRegion'],
  ['a share whose writes stay', 'promoted-scans', 'POST failover'],
  ['a container that stays read-only', 'unlocked-orders', 'DELETE Microsoft.Storage/storageAccounts/objectReplicationPolicies'],
];

/** Once it answers again. */
export const FENCED: readonly Mutant[] = [
  ['an app that goes on', 'fenced-api-francecentral', 'DELETE Microsoft.App/containerApps'],
  ['a way that stays open', 'fenced-books-francecentral', 'DELETE Microsoft.Network/privateEndpoints'],
  ['an endpoint of somebody else', 'fenced-stock-francecentral', doors(TABLES, (all) => [...all, ...all.map(another)])],
  ['an endpoint of somebody else, at the share', 'fenced-scans-francecentral', doors(ACCOUNTS, (all) => [...all, ...all.map(another)])],
  [
    'a server that every network reaches',
    'fenced-claims-francecentral',
    (world, ...more) => (
      world.broken.add('PUT Microsoft.Sql/servers'),
      sqlSays('Microsoft.Sql/servers', 'francecentral', { publicNetworkAccess: 'Enabled' })(world, ...more)
    ),
  ],
  ['an account that lets in', 'fenced-orders-francecentral', 'PUT Microsoft.Storage/storageAccounts'],
];

/** While it is made to stand by again. */
export const FOLLOWING: readonly Mutant[] = [
  ['an entrance that serves still', 'silent-francecentral', each('Microsoft.Network/applicationGateways', opened)],
  ['a replica that does not follow', 'standing-books', says(PARIS, { replicationRole: 'Primary' })],
  ['files that are not sent', 'fill-orders-g1', 'replication'],
  ['a region that nobody brings back', 'standing-stock', (world, { stock }) => lose(world, stock(PARIS), 'francecentral')],
];

/** While it is switched home. */
export const SWITCHED: readonly Mutant[] = [
  ['rows that do not arrive', 'lag-books', late('streaming')],
  ['a database that is not sent to', 'lag-claims', 'sql sending'],
  ['files that do not arrive', 'lag-orders-g1', late('replication')],
  ['whoever runs without a role at the container', 'listed-orders-g1', each(GRANTS, revoked)],
  ['a replica whose replication is broken', 'whole-books', says(PARIS, { replica: { role: 'AsyncReplica', replicationState: 'Broken' } })],
  ['items that somebody still writes', 'lag-stock', (world, { stock }) => Object.assign(table(world, stock(GAVLE)), { busy: 3 })],
  ['a table that tells no numbers', 'lag-stock', (world, { stock }) => Object.assign(table(world, stock(GAVLE)), { silent: true })],
  ['a share that follows no more', 'replica-scans', shareSays({ status: 'Bootstrap' })],
  ['files that the service does not send', 'lag-scans', 'geo replication'],
  ['writes that stay where they were', 'promoted-stock', 'POST failoverPriorityChange'],
];

/** Claims it under the name of the move: its own prefix, as another run of the same move's workload would have it. */
export function claimed(world: World, day: Day): void {
  const claim = day.checks.find(({ id }) => id.startsWith('claim-'));
  const own = claim?.do === 'check' ? (claim.how.run.at(-1) as string) : '';
  const marker = world
    .all('Microsoft.Network/applicationSecurityGroups')
    .flatMap(({ location, tags }) => (location === 'swedencentral' ? ((tags as Record<string, string>)['continuity-marker'] ?? []) : []))
    .at(-1);
  const name = `continuity/shop-swedencentral.claims/${marker ?? '0'}`;
  blobsIn(world, STATES.swedencentral, 'tfstate').set(name, {
    name,
    content: `${own}other`,
    at: Date.now(),
    sent: new Map(),
  });
}

function opened({ location, properties }: Resource): void {
  const redirect = { name: 'serving', redirect_type: 'Found', target_url: 'https://continuity.invalid/serving' };
  if (location === 'francecentral') Object.assign(properties['told'] as object, { redirect_configuration: [redirect] });
}

function revoked({ id, properties: { roleDefinitionName: role, scope } }: Resource, world: World): void {
  if (String(role).startsWith('Storage Blob Data') && !String(scope).includes('state')) world.resources.delete(id.toLowerCase());
}

/** Beside one that leads there, one of another group. */
function another(one: Resource): Resource {
  const leads = leadsTo(one).replace(/resourceGroups\/[^/]+/i, 'resourceGroups/another');
  return { ...one, id: `${one.id}-of-another`, properties: { ...one.properties, privateEndpoint: { id: leads } } };
}
