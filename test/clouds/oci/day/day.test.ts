import { closing } from '../../../support/day/acts';
import { FRANKFURT, PARIS } from './app';
import { Day } from './day';
import { FILES, Played } from './played';
import { PLAYS } from './plays.data';
import { filesAt } from './services/files';
import { systemAt } from './services/mysql';
import { Users, type Side } from './users';

const day = new Day();
const users = new Users(day);
const serves: Partial<Side> = { row: 'taken', file: 'taken', entry: 'taken', scan: 'taken', machines: 4 };
const follows: Partial<Side> = {
  role: 'STANDBY',
  row: 'ORA-12514',
  file: 'BucketReadOnly',
  entry: 'ER_OPTION_PREVENTS_STATEMENT',
  scan: 'ENOENT',
  machines: 1,
};
const closed: Partial<Side> = {
  row: 'ORA-12514',
  file: 'BucketReadOnly',
  entry: 'ER_OPTION_PREVENTS_STATEMENT',
  scan: 'EROFS',
  machines: 0,
};
/** The same in all that a site holds. */
const holds = (...names: readonly string[]): Partial<Side> => ({ rows: names, files: names, entries: names, scans: names });

const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const calledIn = (region: string, since: number) => played.calledIn(region, since);
const { act } = played;

act('in peace: a secret without a value stops the establish; given one, it goes on, and the other side follows', async () => {
  expect(await day.run()).toBe(1);
  expect(day.said).toMatch(/Stopped at .*\(in-step-keys\)/);
  users.releases(FRANKFURT, 'v1');
  users.ages(FRANKFURT);
  users.orders(FRANKFURT, '1');
  await ran();
  const held = { ...holds('1'), secret: 'v1', images: ['sha256:v1'] };
  expect(users.at(FRANKFURT)).toMatchObject({ ...serves, ...held });
  expect(users.at(PARIS)).toMatchObject({ ...follows, ...held });
  expect(users.led()).toBe('eu-frankfurt-1');
});

act('the region is lost: Paris takes the role, asks nothing of Frankfurt, and loses no more than what had not arrived', async () => {
  users.orders(FRANKFURT, '2');
  day.world.pass();
  users.orders(FRANKFURT, '3');
  await day.lose(FRANKFURT, PARIS);
  const since = day.world.calls.length;
  await ran();
  expect(calledIn('eu-frankfurt-1', since)).toEqual([]);
  expect(users.at(PARIS)).toMatchObject({ ...serves, role: 'PRIMARY', ...holds('1', '2'), secret: 'v1' });
  expect(users.led()).toBe('eu-paris-1');
});

/** What Frankfurt had when it was lost. */
let old = { files: '', system: '' };
act('Frankfurt answers again: it is fenced before anything follows, and users stay', async () => {
  users.orders(PARIS, '4');
  old = { files: users.scans(FRANKFURT), system: users.system(FRANKFURT) };
  day.world.down.clear();
  await day.declare('normal', FRANKFURT);
  await ran();
  expect(users.at(FRANKFURT)).toMatchObject({ ...closed, files: ['1', '2', '3'], entries: ['1', '2', '3'], scans: ['1', '2', '3'] });
  expect(users.at(PARIS)).toMatchObject(serves);
  expect(users.led()).toBe('eu-paris-1');
});

act('Frankfurt is lost once more while it is made to stand by: Paris goes on, and it stands by once it is back', async () => {
  day.synth();
  await closing(day.fork('replication'), async (fork) => {
    const theirs = new Users(fork);
    expect(await fork.run()).toBe(1);
    expect(fork.said).toMatch(/Stopped at .*\(seed-orders-g1\)/);
    fork.world.broken.clear();
    fork.world.down.add('eu-frankfurt-1');
    await fork.declare('lost', FRANKFURT);
    theirs.orders(PARIS, '5');
    expect(theirs.led()).toBe('eu-paris-1');
    fork.world.down.clear();
    await fork.declare('normal', FRANKFURT);
    // It is fenced again, and then stands by.
    for (const transition of ['fence', 'reprotect']) if ((await fork.run()) !== 0) throw new Error(`${transition}: ${fork.said}`);
    expect(theirs.at(PARIS)).toMatchObject({ ...serves, ...holds('1', '2', '4', '5') });
    expect(theirs.at(FRANKFURT)).toMatchObject({ ...follows, entries: ['1', '2', '4', '5'], scans: ['1', '2', '4', '5'] });
    expect(theirs.led()).toBe('eu-paris-1');
  });
});

act('Frankfurt stands by again: what it never sent stays where it was', async () => {
  users.releases(PARIS, 'v2');
  await ran();
  const held = { ...holds('1', '2', '4'), secret: 'v2', images: ['sha256:v1', 'sha256:v2'] };
  expect(users.at(PARIS)).toMatchObject({ ...serves, ...held });
  expect(users.at(FRANKFURT)).toMatchObject({ ...follows, ...held, files: expect.arrayContaining(['1', '2', '4']) as string[] });
  expect(filesAt(day.world, 'eu-frankfurt-1', old.files)?.held).toEqual(['1', '2', '3']);
  expect(systemAt(day.world, 'eu-frankfurt-1', old.system)).toMatchObject({ rows: ['1', '2', '3'], copyPolicies: [] });
});

act('a planned switch home that is given up: Paris serves as before, and Frankfurt follows as before', async () => {
  await closing(day.fork('channels'), async (fork) => {
    const theirs = new Users(fork);
    await fork.declare('switch', 'shop', '--to', FRANKFURT);
    theirs.orders(PARIS, '5');
    expect(await fork.run()).toBe(1);
    expect(fork.said).toMatch(/Stopped at .*\(lag-journal-g1\)/);
    expect(theirs.at(PARIS)).toMatchObject(closed);
    expect(theirs.led()).toBeUndefined();
    fork.world.broken.clear();
    await fork.declare('abort', 'shop');
    if ((await fork.run()) !== 0) throw new Error(fork.said);
    expect(theirs.at(PARIS)).toMatchObject({ ...serves, role: 'PRIMARY', ...holds('1', '2', '4', '5') });
    // What the fence of the bucket ended is joined again by the next establish: until then nothing is sent there.
    expect(theirs.at(FRANKFURT)).toMatchObject({ ...follows, file: 'taken', rows: ['1', '2', '4', '5'], entries: ['1', '2', '4', '5'] });
    expect(theirs.led()).toBe('eu-paris-1');
  });
});

act('a planned switch home loses nothing, and nothing of data was ever taken away', async () => {
  users.orders(PARIS, '5');
  users.scansLate(PARIS, 'late');
  await day.declare('switch', 'shop', '--to', FRANKFURT);
  await ran();
  const held = { ...holds('1', '2', '4', '5'), scans: ['1', '2', '4', '5', 'late'], secret: 'v2' };
  expect(users.at(FRANKFURT)).toMatchObject({ ...serves, ...held, files: expect.arrayContaining(['1', '2', '4', '5']) as string[] });
  expect(users.at(PARIS)).toMatchObject({ machines: 0, scan: 'EROFS' });
  expect(users.led()).toBe('eu-frankfurt-1');
  await ran();
  expect(users.at(PARIS)).toMatchObject({ ...follows, ...held });
  expect(day.world.calls.filter(({ method, path }) => method === 'DELETE' && HOLDS_DATA.test(path))).toEqual([]);
});

act('each call of a line is played, or is named with why it is not', () => {
  expect(played.unplayed('day')).toEqual({ missing: [], stale: [] });
  expect(Object.keys(PLAYS).filter((file) => !FILES.includes(file))).toEqual([]);
  return Promise.resolve();
});

/** What a deletion of which would take data with it. */
const HOLDS_DATA =
  /^oci_(?:objectstorage_bucket|database_autonomous_database|mysql_mysql_db_system|file_storage_file_system|kms_\w+|vault_secret)$/;
