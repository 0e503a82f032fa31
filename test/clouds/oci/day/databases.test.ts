import type { App } from 'cdktf';
import { Network } from '../../../../lib/components/network';
import { DatabaseEngine } from '../../../../lib/components/database-engine';
import { RelationalDatabase } from '../../../../lib/components/relational-database';
import { Size } from '../../../../lib/components/size';
import { Duration } from '../../../../lib/objectives/duration';
import { Objectives } from '../../../../lib/objectives/objectives';
import { Tier } from '../../../../lib/objectives/tier';
import { tried } from '../../../support/day/refusal';
import { closing } from '../../../support/day/acts';
import { FRANKFURT, PARIS, shopIn, STATES } from './app';
import { Day } from './day';
import { Played } from './played';
import { baseAt, book } from './services/base';
import { note, postgresAt } from './services/postgresql';

/* A day of databases that no day of the shop has: Base Database, one of which follows the other, and PostgreSQL, which is restored of copies. */

function build(app: App): void {
  const shop = shopIn(app, {
    objectives: Objectives.of({
      rto: Duration.hours(12),
      rpo: Duration.hours(26),
      mtpd: Duration.hours(48),
      resumption: Duration.hours(4),
    }),
  });
  new Network(shop, 'Net', { flowLogs: Duration.ZERO, peered: true });
  const size = Size.of({ vcpus: 4, memoryGiB: 32 });
  new RelationalDatabase(shop, 'Ledger', { engine: DatabaseEngine.oracle('19'), size, storageGiB: 256 });
  new RelationalDatabase(shop, 'Notes', {
    ...{ engine: DatabaseEngine.postgres('16'), size, storageGiB: 10 },
    ...{ tier: Tier.WARM, tierReason: 'notes can be written again' },
  });
}

const day = new Day(undefined, { build, states: STATES });
const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const { act } = played;

const region = (site: string): string => site.split(':')[1] as string;
const ledger = (of: Day, site: string): string => of.namesOf('Ledger', site)['system'] ?? '';
const notes = (of: Day, site: string): string => of.namesOf('Notes', site)['system'] ?? '';
/** What an application keeps there. */
function keep(site: string, row: string): void {
  book(day.world, region(site), ledger(day, site), row);
  note(day.world, region(site), notes(day, site), row);
}
/** How a site says that it is, and what it holds. Nothing is left of what it is tried with. */
function at(site: string, of = day) {
  const [base, postgres] = [baseAt(of.world, region(site), ledger(of, site)), postgresAt(of.world, region(site), notes(of, site))];
  const [rows, held] = [[...(base?.rows ?? [])], [...(postgres?.rows ?? [])]];
  const told = {
    role: base?.role,
    row: tried(() => book(of.world, region(site), ledger(of, site), '?')),
    note: tried(() => note(of.world, region(site), notes(of, site), '?')),
  };
  if (base) base.rows = rows;
  if (postgres) postgres.rows = held;
  return { ...told, rows, notes: held };
}
const SERVES = { role: 'PRIMARY', row: 'taken', note: 'taken' };
const FOLLOWS = { role: 'STANDBY', row: 'ORA-01219', note: '08001' };

act('in peace: Paris follows Frankfurt, with the password of its vault, and has a copy of the other one', async () => {
  await ran();
  keep(FRANKFURT, '1');
  day.world.pass();
  expect(at(FRANKFURT)).toMatchObject({ ...SERVES, rows: ['1'] });
  expect(at(PARIS)).toMatchObject({ ...FOLLOWS, rows: ['1'], notes: [] });
});

act('the region is lost: Paris takes the role, and asks nothing of Frankfurt', async () => {
  await day.lose(FRANKFURT, PARIS);
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('eu-frankfurt-1', since)).toEqual([]);
  expect(at(PARIS)).toMatchObject({ ...SERVES, rows: ['1'], notes: [] });
});

act('Frankfurt answers again: nobody is let in to either, whoever was connected is not, and then it stands by', async () => {
  keep(PARIS, '2');
  day.world.down.clear();
  await day.declare('normal', FRANKFURT);
  await ran();
  expect(at(FRANKFURT)).toMatchObject({ row: expect.stringMatching(/^ORA-/) as string, note: '08001' });
  await ran();
  expect(at(FRANKFURT)).toMatchObject({ ...FOLLOWS, rows: ['1', '2'] });
});

act('a planned switch home, given up and gone through, loses nothing', async () => {
  keep(PARIS, '3');
  await day.declare('switch', 'shop', '--to', FRANKFURT);
  day.synth();
  await closing(day.fork('psql backup backup-copy'), async (fork) => {
    expect(await fork.runs()).toBe(1);
    fork.world.broken.clear();
    await fork.declare('abort', 'shop');
    if ((await fork.run()) !== 0) throw new Error(fork.said);
    expect(at(PARIS, fork)).toMatchObject({ ...SERVES, rows: ['1', '2', '3'], notes: ['2', '3'] });
  });
  await ran();
  expect(at(FRANKFURT)).toMatchObject({ ...SERVES, rows: ['1', '2', '3'], notes: ['2', '3'] });
  await ran();
  expect(at(PARIS)).toMatchObject({ ...FOLLOWS, rows: ['1', '2', '3'] });
});

act('each call of its files was played', () => {
  expect(played.unplayed('databases')).toEqual({ missing: [], stale: [] });
  return Promise.resolve();
});
