import { Refusal } from '../../../../support/day/refusal';
import type { Body } from '../../../../support/day/terraform';
import type { Options, Service } from '../service';
import { notFound, type Accepted, type Thing, type World } from '../world';

/*
 * One machine with its volumes, and volume groups that are replicated to another region: https://docs.oracle.com/iaas/Content/Block/Concepts/volumegroupreplication.htm and
 * https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Instance/InstanceAction (2026-11). A volume is in one group; a group that is being changed takes no other change; of a replica one group is
 * made at a time. A machine takes an action in one state alone.
 */

const INSTANCE = 'instance';
const [BOOT, VOLUME] = ['bootvolume', 'volume'];
const GROUP = 'volumegroup';
const REPLICA = 'volumegroupreplica';
const BLOCK = 'blockvolumereplica';
const [ATTACHED, ATTACHED_BOOT] = ['volumeattachment', 'bootvolumeattachment'];
/** One of a pool has one, too: a configuration that nothing is launched by. */
const CONFIGURATION = 'instanceconfiguration';

interface Volume extends Thing {
  rows: string[];
  volumeGroupId?: string | undefined;
}
interface Group extends Thing {
  volumeIds: string[];
  isHydrated: boolean;
  volumeGroupReplicas: { displayName: string; volumeGroupReplicaId: string }[];
}
interface Replica extends Thing {
  readonly groupId: string;
  readonly availabilityDomain: string;
  timeLastSynced?: string;
  /** What each volume held then. */
  held: Readonly<Record<string, string[]>>;
}

const volumesOf = (world: World, machine: Thing): Volume[] =>
  [ATTACHED_BOOT, ATTACHED].flatMap((kind) =>
    world.all(kind, machine.region).flatMap((one) => {
      const id = one['instanceId'] === machine.id ? String(one['volumeId'] ?? one['bootVolumeId']) : '';
      return id === '' ? [] : [world.things.get(id) as Volume];
    }),
  );

/** What an application on a machine does that has a row to keep. */
export function log(world: World, region: string, machine: string, row: string): void {
  world.reach(region);
  const one = world.things.get(machine) ?? world.named(INSTANCE, region, machine);
  if (one?.lifecycleState !== 'RUNNING') throw new Refusal(0, 'ETIMEDOUT', `${machine} does not run`);
  for (const volume of volumesOf(world, one)) if (volume.kind === VOLUME) volume.rows.push(row);
}

/** What its volumes hold that it does not boot of. */
export const loggedAt = (world: World, region: string, machine: string): string[] => {
  const one = world.things.get(machine) ?? world.named(INSTANCE, region, machine);
  return one ? volumesOf(world, one).flatMap(({ kind, rows }) => (kind === VOLUME ? rows : [])) : [];
};

const attach = (world: World, machine: Thing, volume: Volume, more: Body = {}): Thing =>
  volume.kind === BOOT
    ? world.make(ATTACHED_BOOT, machine.region, 'boot', { lifecycleState: 'ATTACHED', instanceId: machine.id, bootVolumeId: volume.id })
    : world.make(ATTACHED, machine.region, 'data', {
        ...{ lifecycleState: 'ATTACHED', instanceId: machine.id, volumeId: volume.id, attachmentType: 'paravirtualized' },
        ...{ isShareable: false, isReadOnly: false, device: null, ...more },
      });

/** Makes one with a boot volume and another one, as whoever owns it does. */
export function machineIn(world: World, region: string, name: string, domain: string): Thing {
  const machine = world.make(INSTANCE, region, name, {
    ...{ lifecycleState: 'RUNNING', availabilityDomain: domain, shape: 'VM.Standard.E5.Flex' },
    shapeConfig: { ocpus: 2, memoryInGbs: 16, localDisks: 0 },
    launchOptions: { firmware: 'UEFI_64', bootVolumeType: 'PARAVIRTUALIZED', networkType: 'PARAVIRTUALIZED' },
  });
  for (const kind of [BOOT, VOLUME])
    attach(world, machine, world.make(kind, region, `${name}-${kind}`, { lifecycleState: 'AVAILABLE', rows: [] }) as Volume);
  return machine;
}

/** What is replicated is in step while both regions answer, and its group is there. */
function send(world: World): void {
  for (const replica of world.all(REPLICA) as Replica[]) {
    const group = world.things.get(replica.groupId) as Group;
    if (world.down.has(group.region) || world.down.has(replica.region) || replica.pending) continue;
    replica.held = Object.fromEntries(group.volumeIds.map((id) => [id, [...(world.things.get(id) as Volume).rows]]));
    // A second passes between two moments, so that each is later.
    const last = Date.parse(replica.timeLastSynced ?? '') || 0;
    replica.timeLastSynced = new Date(Math.max(Date.now(), last + 1000)).toISOString();
  }
}

const INSTANCE_ACTIONS: Readonly<Record<string, readonly [from: string, by: string, to: string]>> = {
  STOP: ['RUNNING', 'STOPPING', 'STOPPED'],
  SOFTSTOP: ['RUNNING', 'STOPPING', 'STOPPED'],
  START: ['STOPPED', 'STARTING', 'RUNNING'],
};

function act(world: World, { region, 'instance-id': id, action = '' }: Options): Accepted {
  const one = world.at(id, region);
  const [from, by, to] = INSTANCE_ACTIONS[action] as readonly [string, string, string];
  world.in(one, from);
  return world.accept(one, by, { lifecycleState: to });
}

/** A group of volumes that are there, or of what a replica holds. */
function makeGroup(world: World, options: Options): Accepted {
  const { region = '', 'display-name': name = '', 'availability-domain': availabilityDomain } = options;
  const source = JSON.parse(options['source-details'] ?? '{}') as { volumeIds?: string[]; volumeGroupReplicaId?: string };
  const of = { availabilityDomain, volumeGroupReplicas: [], isHydrated: true };
  if (source.volumeIds) {
    const group = world.make(GROUP, region, name, { ...of, volumeIds: [] });
    joins(world, group, source.volumeIds);
    return world.accept(group, 'PROVISIONING', { lifecycleState: 'AVAILABLE' });
  }
  const replica = world.at(source.volumeGroupReplicaId, region) as Replica;
  world.in(replica, 'AVAILABLE');
  if (replica.availabilityDomain !== availabilityDomain)
    throw new Refusal(400, 'InvalidParameter', 'It is in another availability domain.');
  const group = world.make(GROUP, region, name, { ...of, volumeIds: [], isHydrated: false });
  const volumes = Object.entries(replica.held).map(([id, rows]) => {
    const kind = id.split('.')[1] as string;
    const block = world.make(BLOCK, region, id, { lifecycleState: 'AVAILABLE', blockVolumeId: id });
    return world.make(kind, region, `of-${name}`, { lifecycleState: 'AVAILABLE', rows: [...rows], sourceDetails: { id: block.id } }).id;
  });
  joins(world, group, volumes);
  world.accept(replica, 'ACTIVATING', { lifecycleState: 'AVAILABLE' });
  return world.accept(group, 'PROVISIONING', { lifecycleState: 'AVAILABLE', isHydrated: true }, 6);
}

function joins(world: World, group: Thing, volumes: readonly string[]): void {
  for (const id of volumes) {
    const volume = world.at(id, group.region) as Volume;
    if (volume.volumeGroupId !== undefined && volume.volumeGroupId !== group.id)
      throw new Refusal(409, 'IncorrectState', `${id} is in another volume group.`);
    volume.volumeGroupId = group.id;
  }
  group['volumeIds'] = [...volumes];
}

function changeGroup(world: World, options: Options): Accepted {
  const group = world.at(options['volume-group-id'], options['region']) as Group;
  world.in(group, 'AVAILABLE');
  if (options['volume-ids'] !== undefined) joins(world, group, JSON.parse(options['volume-ids']) as string[]);
  const to = options['volume-group-replicas'];
  if (to !== undefined) replicate(world, group, JSON.parse(to) as { displayName: string; availabilityDomain: string }[]);
  return world.accept(group, 'UPDATE_PENDING', { lifecycleState: 'AVAILABLE' });
}

function replicate(world: World, group: Group, to: readonly { readonly displayName: string; readonly availabilityDomain: string }[]): void {
  if (group.isHydrated !== true) throw new Refusal(409, 'IncorrectState', `${group.displayName} is not copied whole yet.`);
  for (const { volumeGroupReplicaId } of group.volumeGroupReplicas)
    (world.things.get(volumeGroupReplicaId) as Replica).lifecycleState = 'TERMINATED';
  group.volumeGroupReplicas = to.map(({ displayName, availabilityDomain }) => {
    const region = /^Uocm:([\w-]+)-AD-\d+$/.exec(availabilityDomain)?.[1]?.toLowerCase() ?? '';
    world.reach(region);
    const replica = world.make(REPLICA, region, displayName, { groupId: group.id, availabilityDomain, held: {} });
    world.accept(replica, 'PROVISIONING', { lifecycleState: 'AVAILABLE' }, 6);
    return { displayName, volumeGroupReplicaId: replica.id };
  });
}

/** Of a boot volume that is attached to no other machine. */
function launch(world: World, options: Options): Accepted {
  const { region = '', 'display-name': name = '', shape, 'availability-domain': availabilityDomain } = options;
  const boot = world.at(options['source-boot-volume-id'], region) as Volume;
  const isTaken = world.all(ATTACHED_BOOT, region).some((one) => one['bootVolumeId'] === boot.id);
  if (isTaken || boot.kind !== BOOT) throw new Refusal(409, 'IncorrectState', `${boot.id} is attached already, or boots nothing.`);
  if (world.at(options['subnet-id'], region).kind !== 'oci_core_subnet') throw notFound(options['subnet-id'] ?? '');
  for (const id of JSON.parse(options['nsg-ids'] ?? '[]') as string[]) world.at(id, region);
  const { ocpus, memoryInGBs: memoryInGbs } = JSON.parse(options['shape-config'] ?? '{}') as Body;
  const launchOptions = JSON.parse(options['launch-options'] ?? '{}') as Body;
  const of = { availabilityDomain, shape, shapeConfig: { ocpus, memoryInGbs, localDisks: 0 }, launchOptions };
  const machine = world.make(INSTANCE, region, name, of);
  attach(world, machine, boot);
  for (const { volumeId, type } of JSON.parse(options['launch-volume-attachments'] ?? '[]') as Record<string, string>[])
    attach(world, machine, world.at(volumeId, region) as Volume, { attachmentType: type });
  return world.accept(machine, 'PROVISIONING', { lifecycleState: 'RUNNING' });
}

const attachments =
  (kind: string) =>
  (world: World, { region = '', 'instance-id': id }: Options) =>
    world.listed(kind, region).filter((one) => one['instanceId'] === id);
const byId = (option: string) => (world: World, options: Options) => world.at(options[option], options['region']);

export const machine: Service = {
  passes: { 'volume replication': send },
  commands: {
    'compute instance list': (world, { region = '', 'display-name': name }) => world.listed(INSTANCE, region, name),
    'compute instance get': byId('instance-id'),
    'compute instance action': act,
    'compute instance launch': launch,
    'compute instance list-vnics': (world, { region, 'instance-id': id }) => [
      { isPrimary: true, hostnameLabel: world.at(id, region).displayName },
    ],
    'compute boot-volume-attachment list': attachments(ATTACHED_BOOT),
    'compute volume-attachment list': attachments(ATTACHED),
    'compute compute-capacity-report create': (_, { 'availability-domain': availabilityDomain }) => ({
      availabilityDomain,
      shapeAvailabilities: [{ availabilityStatus: 'AVAILABLE' }],
    }),
    'compute-management instance-configuration list': (world, { region = '' }) => world.all(CONFIGURATION, region),
    'compute-management instance-configuration get': byId('instance-configuration-id'),
    'compute-management instance-configuration create': (
      world,
      { region = '', 'display-name': name = '', 'instance-details': details = '{}' },
    ) => world.make(CONFIGURATION, region, name, { instanceDetails: JSON.parse(details) as unknown }),
    'compute-management instance-configuration delete': (world, { region, 'instance-configuration-id': id }) => {
      world.at(id, region).lifecycleState = 'DELETED';
      return undefined;
    },
    'bv boot-volume get': byId('boot-volume-id'),
    'bv volume get': byId('volume-id'),
    'bv block-volume-replica get': byId('block-volume-replica-id'),
    'bv volume-group create': makeGroup,
    'bv volume-group get': byId('volume-group-id'),
    'bv volume-group list': (world, { region = '', 'display-name': name }) => world.listed(GROUP, region, name),
    'bv volume-group update': changeGroup,
    'bv volume-group-replica list': (world, { region = '', 'display-name': name, 'availability-domain': domain }) =>
      (world.listed(REPLICA, region, name) as Replica[]).filter((one) => one.availabilityDomain === domain),
    'bv volume-backup-policy list': (world, { region = '' }) =>
      world
        .all('oci_core_volume_backup_policy', region)
        .map(({ id, displayName, told }) => ({ id, displayName, freeformTags: (told as Body)['freeform_tags'] })),
    'bv volume-backup-policy-assignment get-volume-backup-policy-asset-assignment': (world, { region = '', 'asset-id': id }) =>
      world.all('volumebackuppolicyassignment', region).filter((one) => one['assetId'] === id),
    'bv volume-backup-policy-assignment create': (world, { region = '', 'asset-id': assetId = '', 'policy-id': policyId = '' }) =>
      world.make('volumebackuppolicyassignment', region, 'copies', {
        assetId: world.at(assetId, region).id,
        policyId: world.at(policyId, region).id,
      }),
  },
};
