import { GAVLE, PARIS } from './app';
import { Day } from './day';
import { server } from './services/postgres';
import { secretsOf } from './services/keyvault';
import { Users, type Side } from './users';
import type { World } from './world';

/** What of Azure does not happen, by name, or what else is wrong; and the step that finds it. */
type Mutant = readonly [what: string, stopsAt: string, wrong: string | ((world: World, users: Users) => void)];

const day = new Day();
const users = new Users(day);
const serves: Partial<Side> = { row: 'taken', file: 'taken', follows: 'nobody' };
const follows = (from: string): Partial<Side> => ({ role: 'AsyncReplica', follows: users.server(from), row: '25006', file: 'Conflict' });
const closed: Partial<Side> = { row: 'ETIMEDOUT', file: 'AuthorizationFailure' };

/** Each mutant goes its own way from here, all of them at once: its run stops where it is found, and nothing is written down of what comes after. */
async function eachStops(mutants: readonly Mutant[]): Promise<void> {
  day.synth();
  const stopped = await Promise.all(
    mutants.map(async ([what, , wrong]) => {
      const fork = day.fork(...(typeof wrong === 'string' ? [wrong] : []));
      try {
        if (typeof wrong !== 'string') wrong(fork.world, new Users(fork));
        const code = await fork.runs();
        return `${what}: ${code} ${/^Stopped at .*\(([\w-]+)\):/m.exec(fork.said)?.[1] ?? fork.said}`;
      } finally {
        fork.close();
      }
    }),
  );
  expect(stopped).toEqual(mutants.map(([what, stopsAt]) => `${what}: 1 ${stopsAt}`));
}

const ran = async (): Promise<void> => {
  const code = await day.run();
  if (code !== 0) throw new Error(day.said);
};

/** What was called in a region since then. */
const calledIn = (region: string, since: number) => day.world.calls.slice(since).filter((one) => one.region === region);

let failed: string | undefined;
/** An act of the day: those that follow one that failed are not played. */
const act = (name: string, play: () => Promise<void>): void =>
  test(
    name,
    async () => {
      if (failed !== undefined) throw new Error(`not played: "${failed}" failed`);
      failed = name;
      await play();
      failed = undefined;
    },
    60_000,
  );

afterAll(() => {
  day.close();
});

act('in peace: a secret without a value stops the establish; given one, it goes on, and the other side follows', async () => {
  expect(await day.run()).toBe(1);
  expect(day.said).toMatch(/Stopped at .*\(in-step-keys\)/);
  users.releases(PARIS, 'v1');
  users.orders(PARIS, '1');
  await eachStops([
    ['a secret that does not arrive', 'in-step-keys', 'PUT vault.azure.net'],
    ['an image that does not arrive', 'brought-images', 'POST importImage'],
    [
      'a replica that is not ready',
      'standing-books',
      (world, { server: name }) => Object.assign(server(world, name(GAVLE)), { state: 'Updating' }),
    ],
    [
      'a replica that is no reader',
      'reader-books',
      (world) =>
        world
          .all('Microsoft.DBforPostgreSQL/flexibleServers/virtualEndpoints')
          .forEach(({ properties }) => Object.assign(properties, { members: [] })),
    ],
    [
      'a replica of another version',
      'alike-books',
      (world, { server: name }) => Object.assign(server(world, name(GAVLE)), { version: '15' }),
    ],
  ]);
  await ran();
  const held = { rows: ['1'], files: ['1'], secret: 'v1', images: ['v1'] };
  expect(users.at(PARIS)).toMatchObject({ ...serves, ...held });
  expect(users.at(GAVLE)).toMatchObject({ ...follows(PARIS), ...held });
  expect(users.led()).toBe(PARIS);
});

act('the region is lost: Gävle takes the role, asks nothing of Paris, and loses no more than what had not arrived', async () => {
  users.orders(PARIS, '2');
  day.world.pass();
  users.orders(PARIS, '3');
  day.world.down.add('francecentral');
  await day.declare('lost', PARIS);
  await day.declare('failover', 'shop', '--to', GAVLE);
  await eachStops([
    [
      'a replica that cannot take the role',
      'replica-books',
      (world, { server: name }) => Object.assign(server(world, name(GAVLE)), { state: 'Updating' }),
    ],
    [
      'a secret that is not there',
      'present-keys',
      (world, { vault }) => Object.assign(secretsOf(world, vault(GAVLE)).get('signing-key') as object, { deleted: true }),
    ],
    ['a region that serves still', 'silent-francecentral', (world) => void world.down.clear()],
    ['a promotion that does nothing', 'promoted-books', 'PATCH Microsoft.DBforPostgreSQL/flexibleServers'],
    ['a container that stays read-only', 'unlocked-orders', 'DELETE Microsoft.Storage/storageAccounts/objectReplicationPolicies'],
  ]);
  const since = day.world.calls.length;
  await ran();
  expect(calledIn('francecentral', since)).toEqual([]);
  expect(day.world.calls.slice(since).filter(({ refused }) => refused && refused !== 'BlobNotFound')).toEqual([]);
  expect(users.at(GAVLE)).toMatchObject({ ...serves, role: 'Primary', rows: ['1', '2'], files: ['1', '2'], secret: 'v1' });
  expect(users.led()).toBe(GAVLE);
});

act('Paris answers again: it is fenced before anything follows, and users stay', async () => {
  users.orders(GAVLE, '4');
  day.world.down.delete('francecentral');
  await day.declare('normal', PARIS);
  await eachStops([
    ['a way that stays open', 'fenced-books-francecentral', 'DELETE Microsoft.Network/privateEndpoints'],
    ['an account that lets in', 'fenced-orders-francecentral', 'PUT Microsoft.Storage/storageAccounts'],
  ]);
  await ran();
  expect(users.at(PARIS)).toMatchObject({ ...closed, files: ['1', '2', '3'] });
  expect(users.at(GAVLE)).toMatchObject(serves);
  expect(users.led()).toBe(GAVLE);
});

act('Paris stands by again, in another container: what it never sent stays in the old one', async () => {
  const old = users.account(PARIS);
  users.releases(GAVLE, 'v2');
  await eachStops([
    ['an entrance that serves still', 'silent-francecentral', (world) => opened(world, PARIS)],
    [
      'a replica that does not follow',
      'standing-books',
      (world, { server: name }) => Object.assign(server(world, name(PARIS)), { replicationRole: 'Primary' }),
    ],
    ['files that are not sent', 'fill-orders-g1', 'replication'],
  ]);
  await ran();
  const held = { rows: ['1', '2', '4'], files: ['1', '2', '4'], secret: 'v2' };
  expect(users.at(GAVLE)).toMatchObject({ ...serves, ...held });
  expect(users.at(PARIS)).toMatchObject({ ...follows(GAVLE), ...held });
  expect([...users.filesIn(old)]).toEqual(['1', '2', '3']);
});

act('a planned switch home that is given up: Gävle serves as before, and Paris follows as before', async () => {
  users.orders(GAVLE, '5');
  await day.declare('switch', 'shop', '--to', PARIS);
  day.synth();
  const fork = day.fork('streaming');
  try {
    const given = new Users(fork);
    given.orders(GAVLE, '6');
    expect(await fork.runs()).toBe(1);
    expect(fork.said).toMatch(/Stopped at .*\(lag-books\)/);
    expect(given.at(GAVLE)).toMatchObject(closed);
    expect(given.led()).toBeUndefined();
    fork.world.broken.clear();
    await fork.declare('abort', 'shop');
    expect(await fork.run()).toBe(0);
    expect(given.at(GAVLE)).toMatchObject({ ...serves, role: 'Primary' });
    expect(given.at(PARIS)).toMatchObject({ ...follows(GAVLE), rows: ['1', '2', '4', '5', '6'] });
    expect(given.led()).toBe(GAVLE);
  } finally {
    fork.close();
  }
});

act('a planned switch home that is gone through: nothing is lost, and nothing of data was ever taken away', async () => {
  const late =
    (what: string): Mutant[2] =>
    (world, there) => {
      world.broken.add(what);
      there.orders(GAVLE, 'late');
    };
  await eachStops([
    ['rows that do not arrive', 'lag-books', late('streaming')],
    ['files that do not arrive', 'lag-orders-g1', late('replication')],
    [
      'whoever runs without a role at the container',
      'lag-orders-g1',
      (world) =>
        world
          .all('Microsoft.Authorization/roleAssignments')
          .filter(
            ({ properties }) =>
              properties['roleDefinitionName'] === 'Storage Blob Data Contributor' && !String(properties['scope']).includes('state'),
          )
          .forEach(({ id }) => world.resources.delete(id.toLowerCase())),
    ],
  ]);
  await ran();
  const held = { rows: ['1', '2', '4', '5'], files: ['1', '2', '4', '5'], secret: 'v2' };
  expect(users.at(PARIS)).toMatchObject({ ...serves, role: 'Primary', ...held });
  expect(users.at(GAVLE)).toMatchObject({ role: 'AsyncReplica', ...closed });
  expect(users.led()).toBe(PARIS);
  await ran();
  expect(users.at(GAVLE)).toMatchObject({ ...follows(PARIS), ...held });
  expect(day.world.calls.filter(({ method, path }) => method === 'DELETE' && HOLDS_DATA.test(path))).toEqual([]);
});

/** What a deletion of which would take data with it. */
const HOLDS_DATA = /\/(?:storageAccounts|containers|flexibleServers|vaults|registries)\/[^/]+$|\/secrets\//;

/** The entrance of a site serves, whatever it was told. */
function opened(world: World, site: string): void {
  for (const { location, properties } of world.all('Microsoft.Network/applicationGateways'))
    if (`azure:${location ?? ''}` === site)
      Object.assign(properties['told'] as object, {
        redirect_configuration: [{ name: 'serving', redirect_type: 'Found', target_url: 'https://continuity.invalid/serving' }],
      });
}
