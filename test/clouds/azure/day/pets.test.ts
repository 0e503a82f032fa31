import type { App } from 'cdktf';
import { Machine } from '../../../../lib/components/machine';
import { Network } from '../../../../lib/components/network';
import { Duration } from '../../../../lib/objectives/duration';
import { closing } from '../../../support/day/acts';
import { GAVLE, PARIS, STATES } from './app';
import { SUBSCRIPTION } from './arm';
import { Day } from './day';
import { died } from './died';
import { unplayed } from './lines';
import { claimed, grantedNow } from './mutants';
import { shopIn } from './pair';
import { Played, type Wrong } from './played';
import { boot, machineAt, write } from './services/machine';
import { itemInto } from './services/recovery';
import type { World } from './world';

/* A day of a machine by itself, whose disks Azure Site Recovery replicates. */

const ERP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/erp-prod/providers/Microsoft.Compute/virtualMachines/erp01`;

function build(app: App): void {
  const shop = shopIn(app, { states: STATES });
  new Network(shop, 'Net', { flowLogs: Duration.ZERO, egress: 'nat' });
  Machine.fromExisting(shop, 'Erp', { [PARIS]: { id: ERP } });
}

/** Its owner has it, in a group of its own, before the product is. */
function there(world: World): void {
  const group = ERP.slice(0, ERP.indexOf('/providers/'));
  world.resources.set(group.toLowerCase(), {
    id: group,
    name: 'erp-prod',
    type: 'Microsoft.Resources/resourceGroups',
    location: 'francecentral',
    properties: {},
  });
  boot(world, ERP, 'francecentral', { files: ['0'] });
}

const day = new Day(undefined, undefined, { build, states: STATES, there });
const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const act = played.act;

/** The machine at a site, in the group of its generation. */
const idAt = (of: Day, site: string): string =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/${of.namesOf('Erp', site)['group'] ?? ''}/providers/Microsoft.Compute/virtualMachines/erp01`;
const id = (site: string): string => idAt(day, site);
const held = (of: Day, site: string) => machineAt(of.world, idAt(of, site));
const erp = (site: string) => held(day, site);
/** What is replicated to a site. */
const into = (of: Day, site: string) => itemInto(of.world, of.namesOf('Erp', site)['group'] ?? '');
/** What a day came to: machines, what they hold, whether they run, and what is replicated. */
const sees = (of: Day) => [PARIS, GAVLE].map((site) => ({ ...held(of, site), copied: undefined, item: into(of, site)?.state }));

const PEACE: readonly Wrong[] = [
  [
    'a disk that is encrypted by a key of its own',
    'taken-erp',
    (fork) => {
      const disk = { managedDisk: { id: 'x', storageAccountType: 'Premium_LRS', diskEncryptionSet: { id: 'set' } } };
      Object.assign(fork.world.at(ERP)?.properties['storageProfile'] as object, { dataDisks: [disk] });
    },
  ],
  ['a first copy that does not arrive', 'standing-erp', 'machine replication'],
];
const LOST: readonly Wrong[] = [
  [
    'a first copy that had not arrived',
    'replica-erp',
    (fork) => Object.assign(into(fork, GAVLE) as object, { state: 'InitialReplicationInProgress' }),
  ],
  ['a crossing that somebody else claimed', 'claim-shop-swedencentral', (fork) => claimed(fork.world, fork)],
  ['a job that fails: it is told at once, and not behind an hour', 'promote-erp', 'machine failover'],
  ['a machine that is made and does not boot', 'promoted-erp', 'boot'],
];
const FENCED: readonly Wrong[] = [['a machine that goes on', 'fenced-erp-francecentral', 'POST deallocate']];
const FOLLOWING: readonly Wrong[] = [['a grant of just now', 'granted-francecentral', grantedNow(/shop-francecentral$/)]];
const SWITCHED: readonly Wrong[] = [
  [
    'what does not arrive',
    'lag-erp-g1',
    (fork) => (fork.world.broken.add('machine replication'), write(fork.world, idAt(fork, GAVLE), 'late')),
  ],
];

/** Whoever dies on the way, and is run again, comes to the same. */
async function converges(): Promise<void> {
  const { whole, each } = await died(day, sees);
  expect(each.length).toBeGreaterThan(0);
  for (const one of each) expect(one).toEqual(whole);
}

act('in peace: it stops until the first copy of its disks is there, and goes on then', async () => {
  await played.stops(PEACE);
  expect(await day.run()).toBe(1);
  expect(day.said).toMatch(/Stopped at .*\(standing-erp\)/);
  await ran();
  expect(sees(day)).toMatchObject([{ power: 'running', item: undefined }, { item: 'Protected' }]);
  expect([erp(PARIS)?.copied, erp(GAVLE)]).toEqual([expect.stringMatching(/shop-erp-francecentral$/), undefined]);
});

act('the region is lost: it is made at Gävle of its newest point, and nothing is asked of Paris', async () => {
  write(day.world, ERP, '1');
  day.world.pass();
  write(day.world, ERP, '2');
  await day.lose(PARIS, GAVLE);
  await played.stops(LOST);
  await converges();
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('francecentral', since)).toEqual([]);
  expect(erp(GAVLE)).toMatchObject({ power: 'running', files: ['0', '1'] });
});

act('Paris answers again: what runs there is stopped before anything follows; what it never sent stays on its own disks', async () => {
  write(day.world, id(GAVLE), '3');
  day.world.down.delete('francecentral');
  write(day.world, ERP, 'late');
  await day.declare('normal', PARIS);
  await played.stops(FENCED);
  await converges();
  await ran();
  expect(machineAt(day.world, ERP)).toMatchObject({ power: 'deallocated', files: ['0', '1', '2', 'late'] });
});

act('Paris stands by, in another group: what brought the role to Gävle is committed and ended first', async () => {
  await played.stops(FOLLOWING);
  await converges();
  expect(await day.run()).toBe(1);
  expect(day.said).toMatch(/Stopped at .*\(standing-erp-g1\)/);
  await ran();
  expect([into(day, GAVLE), into(day, PARIS)]).toMatchObject([undefined, { state: 'Protected', files: ['0', '1', '3'] }]);
  expect(erp(GAVLE)).toMatchObject({ power: 'running', copied: expect.stringMatching(/shop-erp-swedencentral$/) as string });
});

act('a planned switch home that is given up: it runs at Gävle as before, and is replicated as before', async () => {
  write(day.world, id(GAVLE), '4');
  await day.declare('switch', 'shop', '--to', PARIS);
  day.synth();
  await closing(day.fork('machine replication'), async (fork) => {
    write(fork.world, id(GAVLE), '5');
    expect(await fork.runs()).toBe(1);
    expect(fork.said).toMatch(/Stopped at .*\(lag-erp-g1\)/);
    expect(held(fork, GAVLE)?.power).toBe('deallocated');
    fork.world.broken.clear();
    await fork.declare('abort', 'shop');
    expect(await fork.run()).toBe(0);
    expect(held(fork, GAVLE)).toMatchObject({ power: 'running', files: ['0', '1', '3', '4', '5'] });
    expect(into(fork, PARIS)).toMatchObject({ state: 'Protected', files: ['0', '1', '3', '4', '5'] });
  });
});

act('a planned switch home that is gone through: nothing is lost, and no machine was ever taken away', async () => {
  await played.stops(SWITCHED);
  await converges();
  await ran();
  expect([erp(PARIS), erp(GAVLE)]).toMatchObject([{ power: 'running', files: ['0', '1', '3', '4'] }, { power: 'deallocated' }]);
  expect(await day.run()).toBe(1);
  await ran();
  expect(into(day, GAVLE)).toMatchObject({ state: 'Protected', files: ['0', '1', '3', '4'] });
  expect(machineAt(day.world, ERP)?.files).toEqual(['0', '1', '2', 'late']);
  expect(day.world.calls.filter(({ method }) => method === 'DELETE')).toEqual([]);
});

act('each check of the day can fail, and each line of its file was called', () => {
  expect(played.unfound).toEqual([]);
  expect(unplayed(day.called, 'pets')).toEqual([]);
  return Promise.resolve();
});
