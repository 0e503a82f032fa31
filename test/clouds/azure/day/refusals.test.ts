import { SUBSCRIPTION, managed } from './arm';
import { azOf } from './az';
import type { Ended } from '../../../support/day/door';
import { SERVICES } from './services';
import { locks } from './services/geo';
import { secretsOf } from './services/keyvault';
import { held } from './services/postgres';
import { store } from './services/storage';
import { CALLER, World } from './world';

/** What Azure refuses, the world does: by the same command lines, and with the code that Azure gives. Without it the day would prove nothing. */
const group = (name: string): string => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;
const at = (region: string, type: string, name: string): string => `${group(region)}/providers/${type}/${name}`;
const ACCOUNT = 'Microsoft.Storage/storageAccounts';
const SERVER = 'Microsoft.DBforPostgreSQL/flexibleServers';
const rules = [{ ruleId: '', sourceContainer: 'data', destinationContainer: 'data' }];

/** An account, a server and a vault in each of two regions; the second server follows the first one. */
function small(): World {
  const world = new World(SERVICES);
  for (const region of ['paris', 'gavle']) {
    managed(world, 'PUT', group(region), { location: region });
    const account = at(region, ACCOUNT, `files${region}`);
    managed(world, 'PUT', account, { location: region, properties: { networkAcls: { virtualNetworkRules: ['app'] } } });
    managed(world, 'PUT', `${account}/blobServices/default/containers/data`);
    managed(world, 'PUT', at(region, 'Microsoft.KeyVault/vaults', `vault${region}`), { location: region });
    for (const role of ['Storage Blob Data Contributor', 'Key Vault Secrets Officer'])
      managed(world, 'PUT', `${group(region)}/providers/Microsoft.Authorization/roleAssignments/${role}`, {
        properties: { scope: group(region), principalId: CALLER.principals[0], roleDefinitionName: role },
      });
  }
  const sku = { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' };
  managed(world, 'PUT', at('paris', SERVER, 'one'), { location: 'paris', sku, properties: { storage: { storageSizeGB: 128 } } });
  managed(world, 'PUT', at('gavle', SERVER, 'two'), {
    location: 'gavle',
    sku,
    properties: { createMode: 'Replica', sourceServerResourceId: at('paris', SERVER, 'one'), storage: { storageSizeGB: 128 } },
  });
  return world;
}

/** Both halves of a policy. */
function follows(world: World, from: string, to: string): void {
  const properties = { sourceAccount: at(from, ACCOUNT, `files${from}`), destinationAccount: at(to, ACCOUNT, `files${to}`), rules };
  const made = managed(world, 'PUT', `${properties.destinationAccount}/objectReplicationPolicies/default`, { properties });
  managed(world, 'PUT', `${properties.sourceAccount}/objectReplicationPolicies/${made.name}`, { properties: made.properties });
}

/** An account in two regions. */
const inTwo = (world: World): void =>
  void managed(world, 'PUT', at('paris', ACCOUNT, 'both'), { properties: { begins: { region: 'francecentral', kind: 'GRS' } } });

const az = (world: World, line: string): Ended => azOf(world, SERVICES)(line.split(' '));
const of = (region: string, name: string): string => `--subscription ${SUBSCRIPTION} --resource-group ${region} --name ${name}`;
const PROMOTE = 'postgres flexible-server replica promote';
const swap = (how: string): string => `${PROMOTE} ${of('gavle', 'two')} --promote-mode switchover --promote-option ${how} --yes`;
const pair = (world: World): void =>
  void managed(world, 'PUT', `${at('paris', SERVER, 'one')}/virtualEndpoints/pair`, {
    properties: { endpointType: 'ReadWrite', members: ['one', 'two'] },
  });

test.each<[what: string, code: string, line: string, before: (world: World) => unknown]>([
  [
    'a server that is no replica',
    'BadRequest) one is no read replica',
    `${PROMOTE} ${of('paris', 'one')} --promote-mode switchover --promote-option planned --yes`,
    pair,
  ],
  ['a swap without a virtual endpoint', 'BadRequest) A switchover needs', swap('planned'), () => undefined],
  ['a forced one, too, while the primary answers', 'BadRequest) A switchover needs', swap('forced'), () => undefined],
  [
    'a planned swap while the primary is out',
    'Conflict) A planned promotion needs',
    swap('planned'),
    (world) => (pair(world), world.down.add('paris')),
  ],
  [
    'what stands in a region that is out',
    'GatewayTimeout',
    `postgres flexible-server show ${of('paris', 'one')}`,
    (world) => world.down.add('paris'),
  ],
  [
    'a change in a group whose region is out',
    'ServiceUnavailable',
    `postgres flexible-server restart ${of('paris', 'far')}`,
    (world) => (managed(world, 'PUT', at('paris', SERVER, 'far'), { location: 'gavle' }), world.down.add('paris')),
  ],
  [
    'a group that is not there',
    'ResourceGroupNotFound',
    `storage account or-policy list --subscription ${SUBSCRIPTION} --resource-group none --account-name none`,
    () => undefined,
  ],
  [
    'a blob that is there, where it may not be',
    'BlobAlreadyExists',
    `storage blob upload --account-name filesparis --container-name data --name x --file ${__filename} --if-none-match * --auth-mode login`,
    (world) => store(world, 'filesparis', 'data', 'x'),
  ],
  [
    'a write into a container that follows',
    'Conflict',
    `storage blob upload --account-name filesgavle --container-name data --name x --file ${__filename} --auth-mode login`,
    (world) => follows(world, 'paris', 'gavle'),
  ],
  [
    'whoever has no role',
    'AuthorizationPermissionMismatch',
    'storage blob list --account-name filesparis --container-name data --auth-mode login',
    (world) =>
      managed(world, 'DELETE', `${group('paris')}/providers/Microsoft.Authorization/roleAssignments/Storage Blob Data Contributor`),
  ],
  [
    'whoever no rule of the network names',
    'AuthorizationFailure',
    'storage blob list --account-name filesparis --container-name data --auth-mode login',
    (world) =>
      managed(world, 'PATCH', at('paris', ACCOUNT, 'filesparis'), { properties: { networkAcls: { defaultAction: 'Deny', ipRules: [] } } }),
  ],
  [
    'the name of a secret that is deleted softly',
    'Conflict',
    `keyvault secret set --vault-name vaultparis --name key --file ${__filename}`,
    (world) => secretsOf(world, 'vaultparis').set('key', { values: ['1'], deleted: true }),
  ],
  [
    'a planned failover of an account while a region is out',
    'LastSyncTimeTooOld',
    `storage account failover ${of('paris', 'both')} --failover-type Planned --yes`,
    (world) => (inTwo(world), world.down.add('francecentral')),
  ],
  [
    'a failover of an account in one region',
    'AccountNotGeoRedundant',
    `storage account failover ${of('paris', 'filesparis')} --failover-type Unplanned --yes`,
    () => undefined,
  ],
  [
    'a second failover, before it is sent to two regions again',
    'AccountNotGeoRedundant',
    `storage account failover ${of('paris', 'both')} --failover-type Unplanned --yes`,
    (world) => (inTwo(world), az(world, `storage account failover ${of('paris', 'both')} --failover-type Unplanned --yes`)),
  ],
  [
    'another subscription',
    'SubscriptionNotFound',
    'postgres flexible-server show --subscription other --resource-group paris --name one',
    () => undefined,
  ],
])('%s is refused: %s', (_, code, line, before) => {
  const world = small();
  before(world);
  const { code: status, err } = az(world, line);
  expect([status === 0, err]).toEqual([false, expect.stringContaining(`(${code}`)]);
});

test.each([
  ['an option that the command does not take', 'postgres flexible-server show --nam one', 'unrecognized arguments: --nam'],
  ['a command that is not there', 'postgres flexible-server shew --name one', 'misspelled or not recognized'],
])('%s is no call: %s', (_, line, said) => {
  expect(az(small(), line)).toMatchObject({ code: 2, err: expect.stringContaining(said) as string });
});

test('what leads to an account stays while Azure Backup has locked it; the lock itself is taken away', () => {
  const world = small();
  inTwo(world);
  const endpoint = at('paris', 'Microsoft.Network/privateEndpoints', 'door');
  const account = at('paris', ACCOUNT, 'both');
  managed(world, 'PUT', endpoint, { properties: { told: { private_service_connection: { private_connection_resource_id: account } } } });
  locks(world, account);
  expect(() => managed(world, 'DELETE', endpoint)).toThrow(/ScopeLocked|cannot perform delete/);
  const [lock] = JSON.parse(az(world, `lock list --subscription ${SUBSCRIPTION} --resource ${account}`).out ?? '[]') as { id: string }[];
  az(world, `lock delete --subscription ${SUBSCRIPTION} --ids ${lock?.id}`);
  managed(world, 'DELETE', endpoint);
  expect(world.at(endpoint)).toBeUndefined();
});

test('a policy is one a pair, a server is swapped by force once its primary is out, and that follows once it is back', () => {
  const world = small();
  follows(world, 'paris', 'gavle');
  expect(() => follows(world, 'paris', 'gavle')).toThrow('Only one replication policy');
  pair(world);
  held(world, 'one').rows.push('late');
  world.down.add('paris');
  expect(az(world, swap('forced')).code).toBe(0);
  world.down.delete('paris');
  const role = `--query join('_',[state,replicationRole]) --output tsv`;
  expect([
    az(world, `postgres flexible-server show ${of('gavle', 'two')} ${role}`).out,
    az(world, `postgres flexible-server show ${of('paris', 'one')} ${role}`).out,
  ]).toEqual(['Ready_Primary\n', 'Ready_AsyncReplica\n']);
  expect(held(world, 'one').rows).toEqual([]);
});

test.each([
  ["[?name=='x'].name | [0]", ''],
  ['[].name', 'a\nb\n'],
  ['[].[name, on, none, list]', 'a\tTrue\tNone\t2\nb\tFalse\tNone\t0\n'],
  ['[0].on', 'true\n'],
])('a query is answered as az prints it: %s', (query, out) => {
  const rows = [
    { name: 'a', on: true, none: null, list: [1, 2] },
    { name: 'b', on: false, none: null, list: [] },
  ];
  const answer = azOf(new World([]), [{ commands: { 'group show': () => rows } }]);
  expect(answer(['group', 'show', '--query', query, '--output', 'tsv']).out).toBe(out);
});
