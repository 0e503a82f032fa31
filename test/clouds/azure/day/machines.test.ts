import type { App } from 'cdktf';
import { MachineGroup } from '../../../../lib/components/machine-group';
import { Network } from '../../../../lib/components/network';
import { Size } from '../../../../lib/components/size';
import { Duration } from '../../../../lib/objectives/duration';
import { closing } from '../../../support/day/acts';
import { GAVLE, PARIS, STATES } from './app';
import { managed, SUBSCRIPTION } from './arm';
import { Day } from './day';
import { died } from './died';
import { unplayed } from './lines';
import { claimed, grantedNow } from './mutants';
import { shopIn } from './pair';
import { Played, type Wrong } from './played';
import { machinesOf, publish } from './services/scalesets';
import type { World } from './world';

/* A day of two groups of machines: one that is made at both sites, of an image that its pipeline publishes; and one that its owner had at Paris before. */

const OWN = `/subscriptions/${SUBSCRIPTION}/resourceGroups/owner`;
const SET = `${OWN}/providers/Microsoft.Compute/virtualMachineScaleSets/old`;
const NET = `${OWN}/providers/Microsoft.Network/virtualNetworks/own`;
const IMAGES = Object.fromEntries(
  [PARIS, GAVLE].map((site) => [
    site,
    `${OWN}/providers/Microsoft.Compute/galleries/${site.slice('azure:'.length)}/images/old/versions/1.0.0`,
  ]),
);

function build(app: App): void {
  const shop = shopIn(app, { states: STATES });
  const subnets = { publicSubnets: [`${NET}/subnets/gate`], privateSubnets: [`${NET}/subnets/app`] };
  Network.fromExisting(shop, 'Net', { [PARIS]: { id: NET, ...subnets } }, { flowLogs: Duration.ZERO });
  const each = { size: Size.of({ vcpus: 2, memoryGiB: 4 }), instances: { active: 3, standby: 1, most: 6 } };
  new MachineGroup(shop, 'Back', { ...each, image: '1.4.0' });
  MachineGroup.fromExisting(shop, 'Old', { [PARIS]: { id: SET, least: 2 } }, { ...each, images: IMAGES });
}

/** Its owner has it, with what scales it and the images of both sites, before the product is. */
function there(world: World): void {
  managed(world, 'PUT', OWN, { location: 'germanywestcentral' });
  managed(world, 'PUT', NET, { location: 'francecentral' });
  for (const [site, id] of Object.entries(IMAGES)) {
    const location = site.slice('azure:'.length);
    managed(world, 'PUT', id.split('/images/')[0] as string, { location });
    managed(world, 'PUT', id.split('/versions/')[0] as string, { location });
    managed(world, 'PUT', id, { location });
  }
  managed(world, 'PUT', SET, {
    location: 'francecentral',
    sku: { name: 'Standard_F2s_v2', capacity: 5 },
    properties: { orchestrationMode: 'Uniform', virtualMachineProfile: { storageProfile: { imageReference: { id: IMAGES[PARIS] } } } },
  });
  managed(world, 'PUT', `${OWN}/providers/Microsoft.Insights/autoscaleSettings/old`, {
    location: 'francecentral',
    tags: { team: 'old' },
    properties: { enabled: true, targetResourceUri: SET, profiles: [{ capacity: { minimum: 2, maximum: 8 } }] },
  });
}

const day = new Day(undefined, undefined, { build, states: STATES, there });
const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const act = played.act;

const set = (of: Day, component: string, site: string): string => of.namesOf(component, site)['machines'] ?? '';
const well = (of: Day, component: string, site: string): number =>
  machinesOf(of.world, set(of, component, site)).filter((one) => one.well).length;
/** How many machines of each group are well at Paris and at Gävle; and whether what scales the old one goes on. */
const sees = (of: Day) => ({
  back: [well(of, 'Back', PARIS), well(of, 'Back', GAVLE)],
  old: [machinesOf(of.world, 'old').length, well(of, 'Old', GAVLE)],
  scales: of.world.named('Microsoft.Insights/autoscaleSettings', 'old')?.properties['enabled'],
});

const says =
  (over: object): Wrong[2] =>
  (fork) =>
    Object.assign(fork.world.at(SET) as object, over);
const madeOf = (id: string | undefined, orchestrationMode = 'Uniform') => ({
  properties: { orchestrationMode, virtualMachineProfile: { storageProfile: { imageReference: { id } } } },
});
/** What a group does by itself, at a site, does not happen. */
const stays =
  (what: string, component: string, site: string) =>
  (fork: Day): unknown =>
    fork.world.broken.add(`${what} of ${set(fork, component, site)}`);
/** Resource Manager says nothing of how an image is. */
const UNTOLD = 'GET Microsoft.Compute/galleries/images/versions';
const imageFails: Wrong[2] = (fork) =>
  Object.assign(fork.world.at(IMAGES[GAVLE] as string)?.properties as object, { provisioningState: 'Failed' });

const PEACE: readonly Wrong[] = [
  ['a set in another region', 'needs-region-old', says({ location: 'westeurope' })],
  ['a set whose machines are resources of their own', 'needs-uniform-old', says(madeOf(IMAGES[PARIS], 'Flexible'))],
  ['a set of another image', 'needs-same-image-old', says(madeOf(IMAGES[GAVLE]))],
  ['machines that do not boot', 'running-back', stays('boot', 'Back', PARIS)],
  [
    'machines that are not well',
    'running-old',
    (fork) =>
      machinesOf(fork.world, 'old').forEach((one) => {
        one.well = false;
      }),
  ],
  ['an image of which nobody says that it is there', 'image-there-back', UNTOLD],
  ['an image of the other group of which nobody says so', 'image-there-old', (fork) => fork.world.broken.add(`GET ${IMAGES[GAVLE] ?? ''}`)],
  ['machines that do not stand by', 'standing-back', stays('boot', 'Back', GAVLE)],
  ['machines of the other group that do not stand by', 'standing-old', stays('boot', 'Old', GAVLE)],
];
const LOST: readonly Wrong[] = [
  ['an image of which nobody says that it is here', 'image-back', UNTOLD],
  ['an image that failed', 'image-old', imageFails],
  ['a crossing that somebody else claimed', 'claim-shop-swedencentral', (fork) => claimed(fork.world, fork)],
];
const FENCED: readonly Wrong[] = [
  ['machines that go on', 'fenced-back-francecentral', stays('scaling in', 'Back', PARIS)],
  ['machines of the other group that go on', 'fenced-old-francecentral', stays('scaling in', 'Old', PARIS)],
];
const FOLLOWING: readonly Wrong[] = [['a grant of just now', 'granted-francecentral', grantedNow(/shop-francecentral$/)]];

/** Whoever dies on the way, and is run again, comes to the same. */
async function converges(): Promise<void> {
  const { whole, each } = await died(day, sees);
  expect(each.length).toBeGreaterThan(0);
  for (const one of each) expect(one).toEqual(whole);
}

act('in peace: no machine is made of an image that nobody published; once it is there it is copied to the other gallery', async () => {
  expect(await day.run()).toBe(1);
  expect(day.said).toMatch(/GalleryImageNotFound/);
  publish(day.world, day.namesOf('Back', PARIS)['gallery'] ?? '', '1.4.0', 'France Central');
  await played.stops(PEACE);
  await converges();
  await ran();
  expect(sees(day)).toEqual({ back: [3, 1], old: [5, 1], scales: true });
});

act('the region is lost: Gävle has as many machines as serve, and nothing is asked of Paris', async () => {
  await day.lose(PARIS, GAVLE);
  await played.stops(LOST);
  await converges();
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('francecentral', since)).toEqual([]);
  expect(sees(day)).toMatchObject({ back: [3, 3], old: [5, 3] });
});

act('Paris answers again: no machine is left of either group, and what scaled the old one is held', async () => {
  day.world.down.delete('francecentral');
  await day.declare('normal', PARIS);
  await played.stops(FENCED);
  await converges();
  await ran();
  expect(sees(day)).toEqual({ back: [0, 3], old: [0, 3], scales: false });
});

act('Paris stands by', async () => {
  await played.stops(FOLLOWING);
  await converges();
  await ran();
  expect(sees(day)).toEqual({ back: [1, 3], old: [1, 3], scales: false });
});

act('a planned switch home, given up and gone through', async () => {
  await day.declare('switch', 'shop', '--to', PARIS);
  day.synth();
  await closing(day.fork(), async (fork) => {
    stays('scaling in', 'Back', GAVLE)(fork);
    expect(await fork.runs()).toBe(1);
    fork.world.broken.clear();
    await fork.declare('abort', 'shop');
    expect(await fork.run()).toBe(0);
    expect(sees(fork)).toEqual({ back: [1, 3], old: [1, 3], scales: false });
  });
  await converges();
  await ran();
  expect(sees(day)).toEqual({ back: [3, 0], old: [3, 0], scales: true });
  await ran();
  expect(sees(day)).toEqual({ back: [3, 1], old: [3, 1], scales: true });
});

act('each check of the day can fail, and each line of its files was called', () => {
  expect(played.unfound).toEqual([]);
  expect(unplayed(day.called, 'machines')).toEqual([]);
  return Promise.resolve();
});
