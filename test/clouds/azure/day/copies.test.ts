import type { App } from 'cdktf';
import { Network } from '../../../../lib/components/network';
import { DatabaseEngine, RelationalDatabase } from '../../../../lib/components/relational-database';
import { Size } from '../../../../lib/components/size';
import { Duration } from '../../../../lib/objectives/duration';
import { Objectives } from '../../../../lib/objectives/objectives';
import { Tier } from '../../../../lib/objectives/tier';
import { Day } from './day';
import { unplayed } from './lines';
import { shopIn } from './pair';
import { Played } from './played';
import { tried } from '../../../support/day/refusal';
import { enter, heldAt } from './services/sql';

/* A day of a SQL database of which the other region has copies alone: restored there, and copied home. */

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
  new RelationalDatabase(shop, 'Claims', {
    engine: DatabaseEngine.sqlServer(),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
  });
}

const day = new Day(undefined, undefined, { build, states });
const server = (site: string): string => day.namesOf('Claims', site)['server'] as string;
const keeps = (site: string, row: string): void => {
  enter(day.world, server(site), row);
};
const rows = (site: string): readonly string[] => heldAt(day.world, server(site)).rows;
const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const act = played.act;
const refused = (site: string): string =>
  tried(() => {
    keeps(site, '?');
  });

act('in peace: no backup in the pair stops the establish; once one is there it goes on, and the other side has no database', async () => {
  day.world.broken.add('sql backups');
  expect(await day.run()).toBe(1);
  expect(day.said).toMatch(/Stopped at .*\(copied-claims\)/);
  day.world.broken.clear();
  await ran();
  keeps(DUBLIN, '1');
  expect(refused(AMSTERDAM)).toBe('ECONNREFUSED');
});

act('the region is lost: the newest backup is restored in the pair, taken in and served; nothing is asked of Dublin', async () => {
  day.world.pass();
  keeps(DUBLIN, '2');
  day.world.down.add('northeurope');
  await day.declare('lost', DUBLIN);
  await day.declare('failover', 'shop', '--to', AMSTERDAM);
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('northeurope', since)).toEqual([]);
  expect(rows(AMSTERDAM)).toEqual(['1']);
  keeps(AMSTERDAM, '3');
});

act('Dublin answers again: it is fenced, and stands by on a new server; what it never sent stays in the old one', async () => {
  const old = server(DUBLIN);
  day.world.down.delete('northeurope');
  await day.declare('normal', DUBLIN);
  await ran();
  expect(refused(DUBLIN)).toBe('ETIMEDOUT');
  await ran();
  expect(server(DUBLIN)).not.toBe(old);
  expect(refused(DUBLIN)).toBe('ECONNREFUSED');
  expect(heldAt(day.world, old).rows).toEqual(['1', '2']);
});

act('a planned switch home loses nothing, and nothing of data was ever taken away', async () => {
  keeps(AMSTERDAM, '4');
  await day.declare('switch', 'shop', '--to', DUBLIN);
  await ran();
  expect(rows(DUBLIN)).toEqual(['1', '3', '4']);
  keeps(DUBLIN, '5');
  expect(refused(AMSTERDAM)).toBe('ETIMEDOUT');
  await ran();
  expect(rows(DUBLIN)).toEqual(['1', '3', '4', '5']);
  expect(day.world.calls.filter(({ method, path }) => method === 'DELETE' && /\/(?:servers|databases|vaults)\/[^/]+$/.test(path))).toEqual(
    [],
  );
});

act('each line of its files was called', () => {
  expect(unplayed(day.called, 'copies')).toEqual([]);
  return Promise.resolve();
});
