import { closing } from '../../../support/day/acts';
import { GAVLE, PARIS } from './app';
import { Day } from './day';
import { unplayed } from './lines';
import { FENCED, FOLLOWING, LOST, PEACE, RUNNING, SWITCHED, type Mutant } from './mutants';
import { Played } from './played';
import { table } from './services/cosmos';
import { Users, type Side } from './users';

const day = new Day();
const users = new Users(day);
const serves: Partial<Side> = {
  row: 'taken',
  claim: 'taken',
  file: 'taken',
  follows: 'nobody',
  heeds: 'nobody',
  table: 'writes',
  item: 'taken',
  share: 'writes',
  scan: 'taken',
  app: 4,
};
const follows = (from: string): Partial<Side> => ({
  role: 'AsyncReplica',
  follows: users.server(from),
  heeds: users.sql(from),
  row: '25006',
  claim: '3906',
  file: 'Conflict',
  table: 'reads',
  share: 'reads',
});
const closed: Partial<Side> = {
  row: 'ETIMEDOUT',
  claim: 'ETIMEDOUT',
  file: 'AuthorizationFailure',
  item: 'ETIMEDOUT',
  scan: 'ETIMEDOUT',
  app: undefined,
};

const played = new Played(day);
const eachStops = (mutants: readonly Mutant[]): Promise<void> =>
  played.stops(
    mutants.map(([what, stopsAt, wrong]) => [
      what,
      stopsAt,
      typeof wrong === 'string' ? wrong : (fork: Day) => wrong(fork.world, new Users(fork), fork),
    ]),
  );
const ran = (): Promise<void> => played.ran();
const act = played.act;

act(
  'in peace: what an app is made from stops the establish where it lacks; put there, it goes on, and the other side follows; the apps are made by the next one',
  async () => {
    expect(await day.run()).toBe(1);
    expect(day.said).toMatch(/Stopped at .*\(image-given-api\)/);
    users.pushes(PARIS);
    expect(await day.run()).toBe(1);
    expect(day.said).toMatch(/Stopped at .*\(in-step-keys\)/);
    users.releases(PARIS, 'v1');
    users.orders(PARIS, '1');
    await eachStops(PEACE);
    await ran();
    const held = { rows: ['1'], claims: ['1'], files: ['1'], items: ['1'], scans: ['1'], secret: 'v1', images: ['v1'] };
    expect(users.at(PARIS)).toMatchObject({ ...serves, ...held, app: undefined });
    expect(users.at(GAVLE)).toMatchObject({ ...follows(PARIS), ...held });
    expect([users.at(PARIS).app, users.at(GAVLE).app]).toEqual([undefined, undefined]);
    await ran();
    expect([users.at(PARIS).app, users.at(GAVLE).app]).toEqual([4, 1]);
    expect(users.led()).toBe(PARIS);
  },
);

act('Gävle is taken for lost, and is not: all is looked at again, and what runs at both stays', async () => {
  await day.declare('lost', GAVLE);
  await day.declare('normal', GAVLE);
  await eachStops(RUNNING);
  await ran();
  expect([users.at(PARIS).app, users.at(GAVLE).app]).toEqual([4, 1]);
});

act('the region is lost: Gävle takes the role, asks nothing of Paris, and loses no more than what had not arrived', async () => {
  users.orders(PARIS, '2');
  day.world.pass();
  users.orders(PARIS, '3');
  await day.lose(PARIS, GAVLE);
  await eachStops(LOST);
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('francecentral', since)).toEqual([]);
  expect(day.world.calls.slice(since).filter(({ refused }) => refused && refused !== 'BlobNotFound')).toEqual([]);
  expect(users.at(GAVLE)).toMatchObject({
    ...serves,
    role: 'Primary',
    rows: ['1', '2'],
    claims: ['1', '2'],
    files: ['1', '2'],
    items: ['1', '2'],
    scans: ['1', '2'],
    secret: 'v1',
  });
  expect(users.led()).toBe(GAVLE);
});

act('Paris answers again: it is fenced before anything follows, and users stay', async () => {
  users.orders(GAVLE, '4');
  // Whoever registers the share anew has Azure Backup put its lock on it again: it would keep the endpoint that the fence takes away.
  users.registers(PARIS);
  day.world.down.delete('francecentral');
  await day.declare('normal', PARIS);
  await eachStops(FENCED);
  await ran();
  expect(users.at(PARIS)).toMatchObject({ ...closed, files: ['1', '2', '3'] });
  expect(users.at(GAVLE)).toMatchObject(serves);
  expect(users.led()).toBe(GAVLE);
});

act('Paris stands by again, in another container: what it never sent stays in the old one', async () => {
  const old = users.account(PARIS);
  users.releases(GAVLE, 'v2');
  await eachStops(FOLLOWING);
  await ran();
  const held = {
    rows: ['1', '2', '4'],
    claims: ['1', '2', '4'],
    files: ['1', '2', '4'],
    items: ['1', '2', '4'],
    scans: ['1', '2', '4'],
    secret: 'v2',
  };
  expect(users.at(GAVLE)).toMatchObject({ ...serves, ...held });
  expect(users.at(PARIS)).toMatchObject({ ...follows(GAVLE), ...held });
  expect([...users.filesIn(old)]).toEqual(['1', '2', '3']);
  expect(table(day.world, users.stock(PARIS)).conflicts).toEqual(['3']);
});

act('a planned switch home that is given up: Gävle serves as before, and Paris follows as before', async () => {
  users.orders(GAVLE, '5');
  await day.declare('switch', 'shop', '--to', PARIS);
  day.synth();
  await closing(day.fork('streaming'), async (fork) => {
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
    expect(given.at(PARIS)).toMatchObject({ ...follows(GAVLE), rows: ['1', '2', '4', '5', '6'], claims: ['1', '2', '4', '5', '6'] });
    expect(given.led()).toBe(GAVLE);
  });
});

act('a planned switch home that is gone through: nothing is lost, and nothing of data was ever taken away', async () => {
  await eachStops(SWITCHED);
  await ran();
  const held = {
    rows: ['1', '2', '4', '5'],
    claims: ['1', '2', '4', '5'],
    files: ['1', '2', '4', '5'],
    items: ['1', '2', '4', '5'],
    scans: ['1', '2', '4', '5'],
    secret: 'v2',
  };
  expect(users.at(PARIS)).toMatchObject({ ...serves, role: 'Primary', ...held });
  expect(users.at(GAVLE)).toMatchObject({ role: 'AsyncReplica', ...closed });
  expect(users.led()).toBe(PARIS);
  await ran();
  expect(users.at(GAVLE)).toMatchObject({ ...follows(PARIS), ...held });
  expect(day.world.calls.filter(({ method, path }) => method === 'DELETE' && HOLDS_DATA.test(path))).toEqual([]);
});

act('each check of the day can fail, and each line of its files was called', () => {
  expect(played.unfound).toEqual([]);
  expect(unplayed(day.called, 'day')).toEqual([]);
  return Promise.resolve();
});

/** What a deletion of which would take data with it. */
const HOLDS_DATA =
  /\/(?:storageAccounts|containers|flexibleServers|servers|databases|vaults|registries|databaseAccounts)\/[^/]+$|\/secrets\//;
