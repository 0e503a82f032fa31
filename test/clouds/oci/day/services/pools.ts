import { Refusal } from '../../../../support/day/refusal';
import type { Body } from '../../../../support/day/terraform';
import type { Service } from '../service';
import type { Thing, World } from '../world';
import { scan } from './files';
import { objectsIn, sendTo } from './objects';

/*
 * Instance pools and images: https://docs.oracle.com/iaas/Content/Compute/Tasks/creatinginstancepool.htm and …/Tasks/imageimportexport.htm (2026-11). A machine that is made boots for a while, and one
 * that is ended runs on for one. What a pool is made in, no plan takes it out of (v7.29.0, core_instance_pool, `load_balancers`: computed).
 */

const POOL = 'instancepool';
const CONFIGURATION = 'instanceconfiguration';
const IMAGE = 'image';
/** Moments that a machine takes to boot, and to end. */
const TAKES = 1;

interface Machine {
  readonly id: string;
  readonly instanceConfigurationId: string;
  state: 'Provisioning' | 'Running' | 'Terminating';
  left: number;
  loadBalancerBackends: { backendHealthStatus: string }[];
  /** What it wrote to a share and did not send yet: it does so once it ends. */
  waits?: { share: string; file: string };
}
interface Joined {
  readonly id: string;
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  lifecycleState: string;
  left: number;
}
interface Pool extends Thing {
  size: number;
  instanceConfigurationId: string;
  machines: Machine[];
  loadBalancers: Joined[];
}

/** A pool, by its name. */
export const poolAt = (world: World, region: string, name: string): Pool | undefined => world.named(POOL, region, name) as Pool | undefined;
/** How many of its machines run. */
export const runningIn = (pool: Pool | undefined): number => (pool?.machines ?? []).filter(({ state }) => state === 'Running').length;

/** Makes an image, as whoever builds it does. */
export const built = (world: World, region: string, name: string): Thing =>
  world.make(IMAGE, region, name, { lifecycleState: 'AVAILABLE' });

/** A machine is launched of an image that can be used, and of no other. */
function launches(world: World, pool: Pool): boolean {
  const image = world.things.get(String(world.things.get(pool.instanceConfigurationId)?.['imageId']));
  return image?.lifecycleState === 'AVAILABLE';
}

function work(world: World): void {
  for (const pool of world.all(POOL) as Pool[]) {
    if (world.down.has(pool.region)) continue;
    for (const machine of pool.machines) {
      machine.left -= 1;
      if (machine.left > 0) continue;
      if (machine.state === 'Provisioning')
        Object.assign(machine, { state: 'Running', loadBalancerBackends: pool.loadBalancers.map(() => ({ backendHealthStatus: 'OK' })) });
    }
    for (const { state, left, waits } of pool.machines) if (state === 'Terminating' && left <= 0 && waits) sends(world, pool, waits);
    pool.machines = pool.machines.filter(({ state, left }) => state !== 'Terminating' || left > 0);
    const wanted = pool.machines.filter(({ state }) => state !== 'Terminating');
    for (const machine of wanted.slice(pool.size)) Object.assign(machine, { state: 'Terminating', left: TAKES });
    if (launches(world, pool)) for (let n = wanted.length; n < pool.size; n += 1) launch(world, pool);
    for (const one of pool.loadBalancers) one.left -= 1;
    pool.loadBalancers = pool.loadBalancers.filter(({ lifecycleState, left }) => lifecycleState !== 'DETACHING' || left > 0);
  }
  for (const image of world.all(IMAGE)) {
    const { bucket, name } = (image['exporting'] ?? {}) as { bucket?: string; name?: string };
    if (bucket === undefined || image.pending) continue;
    sendTo(world, image.region, bucket, name ?? '');
    delete image['exporting'];
  }
}

/** What a machine wrote is refused where nobody may write any more: nobody hears of it. */
function sends(world: World, { region }: Pool, { share, file }: NonNullable<Machine['waits']>): void {
  try {
    scan(world, region, share, file);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** A machine writes to a share, which it sends later. */
export function buffers(world: World, region: string, pool: string, waits: NonNullable<Machine['waits']>): void {
  Object.assign(poolAt(world, region, pool)?.machines.at(-1) as Machine, { waits });
}

function launch(world: World, pool: Pool): void {
  const ids = world.store('machines', () => ({ last: 0 }));
  ids.last += 1;
  const id = `ocid1.instance.oc1.${pool.region}.${ids.last}`;
  pool.machines.push({
    id,
    instanceConfigurationId: pool.instanceConfigurationId,
    state: 'Provisioning',
    left: TAKES,
    loadBalancerBackends: [],
  });
}

function joins(pool: Pool, body: Body): void {
  for (const one of (body['load_balancers'] ?? []) as Body[]) {
    const [loadBalancerId, backendSetName] = [String(one['load_balancer_id']), String(one['backend_set_name'])];
    if (pool.loadBalancers.some((each) => each.loadBalancerId === loadBalancerId && each.lifecycleState === 'ATTACHED')) continue;
    pool.loadBalancers.push({ id: `${pool.id} ${loadBalancerId}`, loadBalancerId, backendSetName, lifecycleState: 'ATTACHED', left: 0 });
  }
}

function makePool(world: World, region: string, body: Body, was: Thing | undefined): Thing {
  const instanceConfigurationId = String(body['instance_configuration_id']);
  const one = (was ??
    world.make(POOL, region, String(body['display_name']), { lifecycleState: 'RUNNING', machines: [], loadBalancers: [] })) as Pool;
  one.instanceConfigurationId = instanceConfigurationId;
  if (body['size'] !== undefined) one.size = Number(body['size']);
  joins(one, body);
  return one;
}

const change = (world: World, region: string | undefined, id: string | undefined): Pool => {
  const pool = world.at(id, region) as Pool;
  world.in(pool, 'RUNNING');
  return pool;
};

export const pools: Service = {
  passes: { machines: work },
  commands: {
    // Its pool does not grow: nothing scales it.
    'autoscaling configuration list': () => [],
    'compute-management instance-pool list': (world, { region = '', 'display-name': name }) => world.listed(POOL, region, name),
    'compute-management instance-pool get': (world, { region, 'instance-pool-id': id }) => world.at(id, region),
    'compute-management instance-pool list-instances': (world, { region, 'instance-pool-id': id }) =>
      (world.at(id, region) as Pool).machines,
    'compute-management instance-pool update': (world, { region, 'instance-pool-id': id, size }) => {
      const pool = change(world, region, id);
      return world.accept(pool, 'SCALING', { lifecycleState: 'RUNNING', size: Number(size) }, 1);
    },
    'compute-management instance-pool detach-lb': (world, { region, 'instance-pool-id': id, 'load-balancer-id': balancer }) => {
      const pool = change(world, region, id);
      const one = pool.loadBalancers.find(({ loadBalancerId }) => loadBalancerId === balancer);
      if (!one || one.lifecycleState === 'DETACHING') throw new Refusal(409, 'IncorrectState', `${pool.displayName} is not in it.`);
      Object.assign(one, { lifecycleState: 'DETACHING', left: TAKES });
      return pool;
    },
    'compute-management instance-pool-instance detach': (world, options) => {
      const pool = change(world, options['region'], options['instance-pool-id']);
      const machine = pool.machines.find(({ id }) => id === options['instance-id']);
      if (!machine || machine.state === 'Terminating')
        throw new Refusal(409, 'IncorrectState', `${options['instance-id'] ?? ''} is being ended.`);
      Object.assign(machine, { state: 'Terminating', left: TAKES });
      return world.accept(pool, 'SCALING', { lifecycleState: 'RUNNING' }, 1);
    },
    'compute shape list': () =>
      ['VM.Standard.E5.Flex', 'VM.Standard.E4.Flex', 'VM.Standard.A1.Flex', 'VM.Standard3.Flex'].map((shape) => ({ shape })),
    'compute image list': (world, { region = '', 'display-name': name }) => world.listed(IMAGE, region, name),
    'compute image get': (world, { region, 'image-id': id }) => world.at(id, region),
    'compute image export to-object': (world, { region, 'image-id': id, 'bucket-name': bucket, name }) => {
      const image = world.at(id, region);
      world.in(image, 'AVAILABLE');
      image['exporting'] = { bucket, name };
      return world.accept(image, 'EXPORTING', { lifecycleState: 'AVAILABLE' });
    },
    'compute image import from-object': (world, { region = '', 'bucket-name': bucket = '', name = '', 'display-name': named = '' }) => {
      if (!objectsIn(world, region, bucket).has(name)) throw new Refusal(400, 'InvalidParameter', `There is no ${name} in ${bucket}.`);
      return world.accept(world.make(IMAGE, region, named), 'IMPORTING', { lifecycleState: 'AVAILABLE' });
    },
  },
  renders: {
    oci_core_instance_configuration: {
      make: (world, region, body, was) => {
        const { launch_details: details } = body['instance_details'] as { launch_details: { source_details: { image_id: string } } };
        return was ?? world.make(CONFIGURATION, region, String(body['display_name']), { imageId: details.source_details.image_id });
      },
      anew: ['compartment_id', 'instance_details'],
    },
    oci_core_instance_pool: { make: makePool, told: ({ size }) => (size === undefined ? {} : { size }), anew: ['compartment_id'] },
  },
  data: {
    oci_core_images: (world, region, { display_name: name }) => ({
      images: world
        .all(IMAGE, region)
        .filter((one) => one.displayName === name && one.lifecycleState === 'AVAILABLE')
        .map(({ id }) => ({ id })),
    }),
  },
};
