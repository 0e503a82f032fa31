import type { App } from 'cdktf';
import { FileStorage } from '../../../../lib/components/file-storage';
import { Network } from '../../../../lib/components/network';
import { DatabaseEngine } from '../../../../lib/components/database-engine';
import { RelationalDatabase } from '../../../../lib/components/relational-database';
import { Size } from '../../../../lib/components/size';
import { Duration } from '../../../../lib/objectives/duration';
import { Day } from './day';
import { diedEach } from './died';
import { unplayed } from './lines';
import { shopIn } from './pair';
import { Played, type Wrong } from './played';
import { tried } from '../../../support/day/refusal';
import { heldIn, insert, mysqlServer } from './services/mysql';
import { save, volumeHeld } from './services/netapp';

/* A day of what takes the role for good, by a command that ends what it follows: a MySQL server and a volume of NetApp. What comes back stands beside what was left. */

const DUBLIN = 'azure:northeurope';
const AMSTERDAM = 'azure:westeurope';
const states = { northeurope: 'acmestatedublin', westeurope: 'acmestateamsterdam', germanywestcentral: 'acmestatefrankfurt' } as const;

function build(app: App): void {
  const shop = shopIn(app, { states });
  new Network(shop, 'Net', { flowLogs: Duration.ZERO });
  new RelationalDatabase(shop, 'Ledger', {
    engine: DatabaseEngine.mysql('8.4'),
    size: Size.of({ vcpus: 2, memoryGiB: 8 }),
    storageGiB: 100,
  });
  new FileStorage(shop, 'Media', { protocol: 'nfs' });
}

const day = new Day(undefined, undefined, { build, states });
const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const act = played.act;

const server = (of: Day, site: string): string => of.namesOf('Ledger', site)['server'] as string;
const account = (of: Day, site: string): string => of.namesOf('Media', site)['account'] as string;
const keeps = (site: string, what: string): void => {
  insert(day.world, server(day, site), what);
  save(day.world, account(day, site), what);
};
/** What a side says and holds: the role of the server, whether either can be written to, and what is in it. */
const sideOf = (of: Day, site: string) => ({
  role: mysqlServer(of.world, server(of, site))?.['replicationRole'],
  rows: heldIn(of.world, server(of, site)).rows,
  files: volumeHeld(of.world, account(of, site))?.files,
});
const sees = (of: Day) => [DUBLIN, AMSTERDAM].map((site) => sideOf(of, site));
const refused = (site: string): string[] => [
  tried(() => {
    insert(day.world, server(day, site), '?');
  }),
  tried(() => {
    save(day.world, account(day, site), '?');
  }),
];

/** Whoever dies on the way, and is run again, comes to the same. */
async function converges(of = ''): Promise<void> {
  const { whole, last, deaths } = await diedEach(day, of, sees);
  expect(deaths).toBeGreaterThan(0);
  expect(last).toEqual(whole);
}

const volumeAt = (of: Day, site: string) => volumeHeld(of.world, account(of, site)) as NonNullable<ReturnType<typeof volumeHeld>>;

/** Nothing of that arrives from here on, and something more is kept. */
function late(fork: Day, stops: string): void {
  fork.world.broken.add(stops);
  insert(fork.world, server(fork, AMSTERDAM), 'late');
  save(fork.world, account(fork, AMSTERDAM), 'late');
}

const PEACE: readonly Wrong[] = [
  ['a volume whose baseline is not sent', 'standing-media', 'netapp sending'],
  ['a server of which there is no backup', 'based-ledger', 'mysql first backup'],
];
const LOST: readonly Wrong[] = [
  [
    'a volume that was never sent to whole',
    'replica-media',
    (fork) => Object.assign(volumeAt(fork, AMSTERDAM), { mirror: 'Uninitialized' }),
  ],
  ['a server that does not let go', 'promoted-ledger', 'PATCH Microsoft.DBforMySQL/flexibleServers'],
  ['a volume that is not broken off', 'promoted-media', 'POST breakReplication'],
];
const FOLLOWING: readonly Wrong[] = [
  ['a broken replication that is not forgotten', 'snapshots-media-g1', 'POST deleteReplication'],
  [
    'a server of which there is no backup yet',
    'based-ledger-g1',
    (fork) => Object.assign(heldIn(fork.world, server(fork, AMSTERDAM)), { backed: false }) && fork.world.broken.add('mysql first backup'),
  ],
];
const SWITCHED: readonly Wrong[] = [
  ['a replication of MySQL that is broken', 'whole-ledger-g1', 'mysql replication'],
  ['a replication of files that is not healthy', 'replica-media-g1', 'netapp health'],
  ['rows that do not arrive', 'lag-ledger-g1', (fork) => late(fork, 'mysql streaming')],
  ['files that do not arrive', 'lag-media-g1', (fork) => late(fork, 'netapp sending')],
];

act('in peace: it stops until a baseline, and a backup, are there, and goes on then', async () => {
  await played.stops(PEACE);
  await ran();
  keeps(DUBLIN, '1');
  expect(refused(AMSTERDAM)).toEqual(['1290', 'EROFS']);
});

act('the region is lost: both take the role for good, and nothing is asked of Dublin', async () => {
  day.world.pass();
  keeps(DUBLIN, '2');
  await day.lose(DUBLIN, AMSTERDAM);
  await played.stops(LOST);
  await converges();
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('northeurope', since)).toEqual([]);
  expect(sideOf(day, AMSTERDAM)).toEqual({ role: 'None', rows: ['1'], files: ['1'] });
  keeps(AMSTERDAM, '3');
});

act('Dublin answers again: it is fenced; what it never sent stays in what was left, beside what comes back', async () => {
  const old = { server: server(day, DUBLIN), account: account(day, DUBLIN) };
  day.world.down.delete('northeurope');
  await day.declare('normal', DUBLIN);
  await converges();
  await ran();
  expect(refused(DUBLIN)).toEqual(['ETIMEDOUT', 'EACCES']);
  await played.stops(FOLLOWING);
  await converges();
  await ran();
  expect([server(day, DUBLIN), account(day, DUBLIN)]).not.toEqual([old.server, old.account]);
  expect([heldIn(day.world, old.server).rows, volumeHeld(day.world, old.account)?.files]).toEqual([
    ['1', '2'],
    ['1', '2'],
  ]);
  expect(sideOf(day, DUBLIN)).toEqual({ role: 'Replica', rows: ['1', '3'], files: ['1', '3'] });
});

act('a planned switch home waits for what is on its way, loses nothing, and no data was ever taken away', async () => {
  keeps(AMSTERDAM, '4');
  await day.declare('switch', 'shop', '--to', DUBLIN);
  await played.stops(SWITCHED);
  // A restart of the side that is left is done again by each run.
  await converges('northeurope');
  await ran();
  expect(sideOf(day, DUBLIN)).toEqual({ role: 'None', rows: ['1', '3', '4'], files: ['1', '3', '4'] });
  keeps(DUBLIN, '5');
  expect(refused(AMSTERDAM)).toEqual(['ETIMEDOUT', 'EACCES']);
  await ran();
  expect(sideOf(day, AMSTERDAM)).toEqual({ role: 'Replica', rows: ['1', '3', '4', '5'], files: ['1', '3', '4', '5'] });
  expect(day.world.calls.filter(({ method, path }) => method === 'DELETE' && /\/(?:flexibleServers|volumes)\/[^/]+$/.test(path))).toEqual(
    [],
  );
});

act('each line of its files was called', () => {
  expect(unplayed(day.called, 'standalone')).toEqual([]);
  return Promise.resolve();
});
