import type { App } from 'cdktf';
import { Network } from '../../../../lib/components/network';
import { DatabaseEngine } from '../../../../lib/components/database-engine';
import { RelationalDatabase } from '../../../../lib/components/relational-database';
import { Size } from '../../../../lib/components/size';
import { Duration } from '../../../../lib/objectives/duration';
import { Objectives } from '../../../../lib/objectives/objectives';
import { Tier } from '../../../../lib/objectives/tier';
import { Day } from './day';
import { diedEach } from './died';
import { unplayed } from './lines';
import { shopIn } from './pair';
import { Played } from './played';
import { tried } from '../../../support/day/refusal';
import { heldIn, insert, mysqlServer } from './services/mysql';
import { commit, held } from './services/postgres';
import { enter, heldAt } from './services/sql';

/* A day of databases of which the other region has copies alone: SQL is copied by a planned switch, of the other two a mark behind the fence says what has arrived; and all are restored where the region is lost. */

const DUBLIN = 'azure:northeurope';
const AMSTERDAM = 'azure:westeurope';
const states = { northeurope: 'acmestatedublin', westeurope: 'acmestateamsterdam', germanywestcentral: 'acmestatefrankfurt' } as const;

function build(app: App): void {
  const shop = shopIn(app, {
    states,
    objectives: Objectives.of({
      rto: Duration.hours(24),
      rpo: Duration.hours(4),
      mtpd: Duration.hours(48),
      resumption: Duration.hours(2),
    }),
    tier: Tier.COLD,
  });
  new Network(shop, 'Net', { flowLogs: Duration.ZERO });
  const of = { size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 };
  new RelationalDatabase(shop, 'Claims', { ...of, engine: DatabaseEngine.sqlServer() });
  new RelationalDatabase(shop, 'Books', { ...of, engine: DatabaseEngine.postgres('16') });
  new RelationalDatabase(shop, 'Ledger', { ...of, engine: DatabaseEngine.mysql('8.4') });
}

const day = new Day(undefined, undefined, { build, states });
type Named = 'Claims' | 'Books' | 'Ledger';
const NAMES: readonly Named[] = ['Claims', 'Books', 'Ledger'];
const server = (site: string, one: Named, of = day): string => of.namesOf(one, site)['server'] as string;
/** How a row is kept in each, and what it holds. */
const KEEP = { Claims: enter, Books: commit, Ledger: insert } as const;
const HELD = { Claims: heldAt, Books: held, Ledger: heldIn } as const;
const rowsAt = (of: Day, site: string): readonly string[][] => NAMES.map((one) => [...HELD[one](of.world, server(site, one, of)).rows]);
const rows = (site: string): readonly string[][] => rowsAt(day, site);
const keeps = (site: string, row: string): void => {
  for (const one of NAMES) KEEP[one](day.world, server(site, one), row);
};
/** The same in each. */
const each = (...of: string[]): readonly string[][] => NAMES.map(() => of);
/** Whoever dies on the way of what is made by a name, and is run again, comes to the same. */
async function converges(of: string): Promise<void> {
  const { whole, last, deaths } = await diedEach(day, of, (fork) => [DUBLIN, AMSTERDAM].map((site) => rowsAt(fork, site)));
  expect(deaths).toBeGreaterThan(0);
  expect(last).toEqual(whole);
}
const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const act = played.act;
const refused = (site: string): string[] =>
  NAMES.map((one) =>
    tried(() => {
      KEEP[one](day.world, server(site, one), '?');
    }),
  );
const ABSENT = NAMES.map(() => 'ECONNREFUSED');
const SHUT = NAMES.map(() => 'ETIMEDOUT');

act('in peace: no backup in the pair stops the establish; once one is there it goes on, and the other side has no database', async () => {
  await played.stops([
    ['copies of SQL that do not leave', 'copied-claims', 'sql backups'],
    ['copies of PostgreSQL that do not leave', 'copied-books', 'postgres flexible-server backups'],
    ['copies of MySQL that do not leave', 'copied-ledger', 'mysql flexible-server backups'],
  ]);
  await ran();
  keeps(DUBLIN, '1');
  expect(refused(AMSTERDAM)).toEqual(ABSENT);
});

act('a planned switch loses nothing: what is made there has the mark that was written behind the fence', async () => {
  day.world.pass();
  keeps(DUBLIN, '2');
  await day.declare('switch', 'shop', '--to', AMSTERDAM);
  await played.stops([['a copy that lacks the mark', 'promote-ledger', 'mysql flexible-server backups']]);
  await converges('ledger-westeurope');
  await ran();
  expect(rows(AMSTERDAM)).toEqual(each('1', '2'));
  keeps(AMSTERDAM, '3');
  expect(refused(DUBLIN)).toEqual(SHUT);
});

act('Dublin stands by on copies again', async () => {
  const old = NAMES.map((one) => server(DUBLIN, one));
  await ran();
  for (const [i, one] of NAMES.entries()) {
    expect(server(DUBLIN, one)).not.toBe(old[i]);
    expect(HELD[one](day.world, old[i] as string).rows).toEqual(['1', '2']);
  }
  expect(refused(DUBLIN)).toEqual(ABSENT);
});

act('the other region is lost: the newest backup is restored in the pair, taken in and served; nothing is asked of Amsterdam', async () => {
  day.world.pass();
  keeps(AMSTERDAM, '4');
  await day.lose(AMSTERDAM, DUBLIN);
  await converges('books-northeurope');
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('westeurope', since)).toEqual([]);
  expect(rows(DUBLIN)).toEqual(each('1', '2', '3'));
  keeps(DUBLIN, '5');
});

act(
  'Amsterdam answers again: it is fenced; what it never sent stays there, and PostgreSQL says at once that it keeps no copies in the pair for good',
  async () => {
    day.world.down.delete('westeurope');
    await day.declare('normal', AMSTERDAM);
    await ran();
    expect(refused(AMSTERDAM)).toEqual(SHUT);
    expect(rows(AMSTERDAM)).toEqual(each('1', '2', '3', '4'));
    expect(await day.run()).toBe(1);
    expect(day.said).toMatch(/Stopped at .*\(keeps-books-g\d\)/);
    expect(mysqlServer(day.world, server(DUBLIN, 'Ledger'))?.['backup']).toMatchObject({ geoRedundantBackup: 'Enabled' });
    expect(
      day.world.calls.filter(
        ({ method, path }) => method === 'DELETE' && /\/(?:servers|flexibleServers|databases|vaults)\/[^/]+$/.test(path),
      ),
    ).toEqual([]);
  },
);

act('each line of its files was called', () => {
  expect(unplayed(day.called, 'copies')).toEqual([]);
  return Promise.resolve();
});
