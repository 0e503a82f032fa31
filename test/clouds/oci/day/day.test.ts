import { actsOf } from '../../../support/day/acts';
import { FRANKFURT, PARIS } from './app';
import { Day } from './day';
import { Bench } from './interrupted';
import { Users, type Side } from './users';

const day = new Day();
const users = new Users(day);
const serves: Partial<Side> = { row: 'taken', file: 'taken' };
const follows: Partial<Side> = { role: 'STANDBY', row: 'ORA-12514', file: 'BucketReadOnly' };

const bench = new Bench(day.world);
/** What is due is run; and each of its commands is once more, twice, and with a runner that dies behind each change: it ends as it did. */
const ran = async (): Promise<void> => {
  day.synth();
  const commands = new Set(day.commands.map((words) => JSON.stringify(words)));
  day.begun.length = 0;
  const code = await day.run();
  if (code !== 0) throw new Error(day.said);
  const steps = day.begun.filter(({ words }) => commands.has(JSON.stringify(['sh', ...words])));
  const faults: string[] = [];
  for (const step of steps) faults.push(...(await bench.faultsOf(step)));
  expect(faults).toEqual([]);
};
const calledIn = (region: string, since: number) => day.world.calls.slice(since).filter((one) => one.region === region);

const act = actsOf();
afterAll(() => {
  day.close();
  bench.close();
});

act('in peace: the other side is made, and follows', async () => {
  await ran();
  users.orders(FRANKFURT, '1');
  day.world.pass();
  expect(users.at(FRANKFURT)).toMatchObject({ ...serves, rows: ['1'], files: ['1'] });
  expect(users.at(PARIS)).toMatchObject({ ...follows, rows: ['1'], files: ['1'] });
});

act('the region is lost: Paris takes the role, asks nothing of Frankfurt, and loses no more than what had not arrived', async () => {
  users.orders(FRANKFURT, '2');
  day.world.down.add('eu-frankfurt-1');
  await day.declare('lost', FRANKFURT);
  await day.declare('failover', 'shop', '--to', PARIS);
  const since = day.world.calls.length;
  await ran();
  expect(calledIn('eu-frankfurt-1', since)).toEqual([]);
  expect(users.at(PARIS)).toMatchObject({ ...serves, role: 'PRIMARY', rows: ['1'], files: ['1'] });
});

act('Frankfurt answers again: it is fenced before anything follows', async () => {
  users.orders(PARIS, '3');
  day.world.down.clear();
  await day.declare('normal', FRANKFURT);
  await ran();
  expect(users.at(FRANKFURT)).toMatchObject({ row: 'ORA-12514', file: 'BucketReadOnly' });
  expect(users.at(PARIS)).toMatchObject(serves);
});

act('Frankfurt stands by again', async () => {
  await ran();
  expect(users.at(FRANKFURT)).toMatchObject({ ...follows, rows: ['1', '3'], files: expect.arrayContaining(['1', '3']) as string[] });
});

act('a planned switch home loses nothing', async () => {
  users.orders(PARIS, '4');
  await day.declare('switch', 'shop', '--to', FRANKFURT);
  await ran();
  expect(users.at(FRANKFURT)).toMatchObject({ ...serves, rows: ['1', '3', '4'] });
  await ran();
  expect(users.at(PARIS)).toMatchObject({ ...follows, rows: ['1', '3', '4'] });
});
