import type { App } from 'cdktf';
import { Machine } from '../../../../lib/components/machine';
import { Network } from '../../../../lib/components/network';
import { Duration } from '../../../../lib/objectives/duration';
import { tried } from '../../../support/day/refusal';
import { closing } from '../../../support/day/acts';
import { FRANKFURT, PARIS, shopIn, STATES } from './app';
import { Day } from './day';
import { Played } from './played';
import { log, loggedAt, machineIn } from './services/machine';
import type { World } from './world';

/* A day of a machine that is like no other, which exists at the site that serves: its volumes are replicated, and it is made again of them. */

/** Its OCID, which the world gives it: the first thing that is made of it. */
let own = '';
function build(app: App): void {
  const shop = shopIn(app);
  new Network(shop, 'Net', { flowLogs: Duration.ZERO });
  Machine.fromExisting(shop, 'Erp', { [FRANKFURT]: { id: own } });
}
/** Its owner has it before the product is. */
const there = (world: World): void => {
  own = machineIn(world, 'eu-frankfurt-1', 'erp', 'Uocm:EU-FRANKFURT-1-AD-1').id;
};

const day = new Day(undefined, { build, states: STATES, there });
const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const { act } = played;

const region = (site: string): string => site.split(':')[1] as string;
const machine = (of: Day, site: string): string => of.namesOf('Erp', site)['machine'] ?? '';
/** Whether its application at a site takes a row, and which it has. */
const at = (site: string, of = day) => {
  const rows = [...loggedAt(of.world, region(site), machine(of, site))];
  const world = of.world.copy();
  return { row: tried(() => log(world, region(site), machine(of, site), '?')), rows };
};
const keep = (site: string, row: string): void => log(day.world, region(site), machine(day, site), row);

act(
  'in peace: its volumes are sent to Paris, where no machine is; what it is made like is written down, and once more where that changed',
  async () => {
    day.world.broken.add('volume replication');
    expect(await day.run()).toBe(1);
    expect(day.said).toMatch(/Stopped at .*\(standing-erp\)/);
    day.world.broken.clear();
    day.world.at(own)['shape'] = 'VM.Standard.E4.Flex';
    await ran();
    keep(FRANKFURT, '1');
    day.world.pass();
    expect(at(FRANKFURT)).toEqual({ row: 'taken', rows: ['1'] });
    expect(at(PARIS)).toEqual({ row: 'ETIMEDOUT', rows: [] });
  },
);

act('the region is lost: it is made at Paris of what was sent, and nothing is asked of Frankfurt', async () => {
  await day.lose(FRANKFURT, PARIS);
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('eu-frankfurt-1', since)).toEqual([]);
  expect(at(PARIS)).toEqual({ row: 'taken', rows: ['1'] });
});

let old = '';
act('Frankfurt answers again: the old machine stops, and its volumes stay; what it was sent by ends, and Paris sends', async () => {
  keep(PARIS, '2');
  day.world.down.clear();
  old = own;
  await day.declare('normal', FRANKFURT);
  await ran();
  expect(day.world.at(old).lifecycleState).toBe('STOPPED');
  await ran();
  expect(loggedAt(day.world, 'eu-frankfurt-1', old)).toEqual(['1']);
});

act('a planned switch home, given up and gone through, loses nothing', async () => {
  keep(PARIS, '3');
  await day.declare('switch', 'shop', '--to', FRANKFURT);
  day.synth();
  await closing(day.fork('volume replication'), async (fork) => {
    expect(await fork.runs()).toBe(1);
    fork.world.broken.clear();
    await fork.declare('abort', 'shop');
    if ((await fork.run()) !== 0) throw new Error(fork.said);
    expect(at(PARIS, fork)).toEqual({ row: 'taken', rows: ['1', '2', '3'] });
  });
  await ran();
  expect(at(FRANKFURT)).toEqual({ row: 'taken', rows: ['1', '2', '3'] });
  expect(at(PARIS).row).toBe('ETIMEDOUT');
  await ran();
});

act('each call of its files was played', () => {
  expect(played.unplayed('machines')).toEqual({ missing: [], stale: [] });
  return Promise.resolve();
});
