import type { App } from 'cdktf';
import { KubernetesCluster } from '../../../../lib/components/kubernetes-cluster';
import { Network } from '../../../../lib/components/network';
import { ObjectStorage } from '../../../../lib/components/object-storage';
import { Size } from '../../../../lib/components/size';
import { Duration } from '../../../../lib/objectives/duration';
import { Objectives } from '../../../../lib/objectives/objectives';
import { GAVLE, PARIS, STATES } from './app';
import { SUBSCRIPTION } from './arm';
import { Day } from './day';
import { diedEach } from './died';
import { unplayed } from './lines';
import { claimed, grantedNow } from './mutants';
import { shopIn } from './pair';
import { Played, type Wrong } from './played';
import { deploy, due, insideOf, keep } from './services/inside';
import { nodesOf } from './services/kubernetes';

/* A day of a cluster whose namespaces Velero copies into object storage of the workload. */

function build(app: App): void {
  const shop = shopIn(app, {
    states: STATES,
    objectives: Objectives.of({
      rto: Duration.hours(4),
      rpo: Duration.hours(2),
      mtpd: Duration.hours(24),
      resumption: Duration.hours(2),
    }),
    site: (region) => ({
      subnets: [`/subscriptions/${SUBSCRIPTION}/resourceGroups/app/providers/Microsoft.Network/virtualNetworks/${region}/subnets/app`],
    }),
  });
  new Network(shop, 'Net', { flowLogs: Duration.ZERO });
  const copies = new ObjectStorage(shop, 'Copies');
  new KubernetesCluster(shop, 'Platform', {
    version: '1.33',
    pools: [
      { name: 'apps', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 3, standby: 1, most: 6 } },
      { name: 'batch', size: Size.of({ vcpus: 4, memoryGiB: 16 }), nodes: { active: 2 } },
    ],
    backup: { to: copies, every: Duration.hours(1), namespaces: ['shop', 'jobs'] },
  });
}

const day = new Day(undefined, undefined, { build, states: STATES });
const played = new Played(day);
const ran = (): Promise<void> => played.ran();
const { act } = played;
const cluster = (of: Day, site: string): string => of.namesOf('Platform', site)['cluster'] ?? '';
const nodes = (of: Day, site: string): number => nodesOf(of.world, cluster(of, site));
const at = (of: Day, site: string) => insideOf(of.world, cluster(of, site));
const data = (of: Day, site: string) => at(of, site).namespaces.get('shop')?.data;

/** Whoever dies on the way, and is run again, comes to the same. */
async function converges(): Promise<void> {
  const { whole, last, deaths } = await diedEach(day, 'Microsoft.ContainerService', sees);
  expect([deaths > 4, last]).toEqual([true, whole]);
}

/** How many nodes a site has, whether its copies pause, and what its volumes and those that nothing claims hold. */
const sees = (of: Day) =>
  [PARIS, GAVLE].map((site) => {
    const { schedule, retained, namespaces } = at(of, site);
    const { pods, job } = namespaces.get('shop') ?? {};
    return { nodes: nodes(of, site), pauses: schedule?.paused, data: data(of, site), pods, job, retained };
  });

const pool =
  (site: string, properties: object): Wrong[2] =>
  (fork) => {
    for (const one of fork.world.all('Microsoft.ContainerService/managedClusters/agentPools'))
      if (one.id.includes(`/${cluster(fork, site)}/`)) Object.assign(one.properties, properties);
  };
const fails = (site: string): Wrong[2] => pool(site, { provisioningState: 'Failed' });

/** Whatever was put there since, and does not go. */
const runsOn =
  (site: string): Wrong[2] =>
  (fork) => {
    fork.world.broken.add('pods go');
    Object.assign(at(fork, site).namespaces.get('shop') ?? {}, { pods: true });
  };

const LOST: readonly Wrong[] = [
  ['a pool that failed', 'cluster-platform', fails(GAVLE)],
  ['a crossing that somebody else claimed', 'claim-shop-swedencentral', (fork) => claimed(fork.world, fork)],
  ['an object storage that Velero does not read', 'known-platform-swedencentral', 'velero reads'],
  ['a copy that does not come back whole', 'recreated-platform-swedencentral', 'velero restores'],
  ['a pool that is changed by half', 'running-platform', 'pools settle'],
];
const FENCED: readonly Wrong[] = [
  ['nodes that stay', 'fenced-platform-francecentral', 'PUT Microsoft.ContainerService/managedClusters/agentPools'],
];
const FOLLOWING: readonly Wrong[] = [
  ['a grant of just now', 'granted-francecentral', grantedNow(/shop-francecentral$/)],
  ['a pool that is made by half', 'standing-platform', 'pools settle'],
  ['pods that came since', 'rested-platform', runsOn(PARIS)],
];
const SWITCHED: readonly Wrong[] = [
  ['pods that stay', 'stopped-platform-swedencentral', 'pods go'],
  ['a last copy that is not whole', 'recopied-platform-swedencentral', 'velero copies'],
  ['namespaces that stay', 'cleared-platform-francecentral', 'namespaces go'],
];

act('in peace: nodes of what serves and of what stands by; one that is raised by its load is not raised by an apply', async () => {
  await ran();
  expect([nodes(day, PARIS), nodes(day, GAVLE)]).toEqual([5, 2]);
  deploy(day.world, cluster(day, PARIS), 'shop');
  keep(day.world, cluster(day, PARIS), 'shop', '1');
  due(day.world, cluster(day, PARIS));
  day.world.pass();
});

act('the region is lost: what the newest copy has is made anew at Gävle, and nothing is asked of Paris', async () => {
  day.world.pass();
  keep(day.world, cluster(day, PARIS), 'shop', '2');
  await day.lose(PARIS, GAVLE);
  await played.stops(LOST);
  await converges();
  const since = day.world.calls.length;
  await ran();
  expect(played.calledIn('francecentral', since)).toEqual([]);
  expect([nodes(day, GAVLE), data(day, GAVLE)]).toEqual([5, ['1']]);
});

act(
  'Paris answers again: no node of the application is left there, and then it stands by, with nodes that nothing of it runs on',
  async () => {
    keep(day.world, cluster(day, GAVLE), 'shop', '3');
    day.world.down.delete('francecentral');
    await day.declare('normal', PARIS);
    await played.stops(FENCED);
    await ran();
    expect([nodes(day, PARIS), data(day, PARIS), at(day, PARIS).namespaces.get('shop')?.pods]).toEqual([0, ['1', '2'], false]);
    await played.stops(FOLLOWING);
    await ran();
    expect(sees(day)).toMatchObject([
      { nodes: 2, pauses: true, pods: false },
      { nodes: 5, pauses: false, pods: true },
    ]);
  },
);

act('a planned switch home loses nothing, and what the old volumes held is kept', async () => {
  await day.declare('switch', 'shop', '--to', PARIS);
  await played.stops(SWITCHED);
  await converges();
  await ran();
  expect(sees(day)).toMatchObject([
    { nodes: 5, pauses: false, data: ['1', '3'], pods: true, job: { suspended: false, failed: 0 }, retained: ['1', '2'] },
    { nodes: 0, pods: false },
  ]);
  await ran();
  expect(sees(day)).toMatchObject([{ nodes: 5 }, { nodes: 2, pauses: true, pods: false }]);
});

act('each check of the cluster can fail, and each line of its files was called', () => {
  // Those of its object storage have their mutants in the day of the shop.
  expect(played.unfound.filter((id) => id.includes('platform'))).toEqual([]);
  expect(unplayed(day.called, 'clusters')).toEqual([]);
  return Promise.resolve();
});
