import { Refusal } from '../../../../support/day/refusal';
import type { Body, Call, Rendered, Resource, Service } from '../service';
import type { World } from '../world';
import { boot, machineAt, vaultOf } from './machine';

/*
 * Azure Site Recovery, from one region of Azure to another. What is allowed of an item, and how it then calls itself, is told by what its vendor recorded of it
 * (github.com/Azure/azure-cli-extensions, src/site-recovery/…/test_siterecovery_A2A_selfcreated_scenarios.yaml, of one that is protected;
 * github.com/Azure/azure-powershell, …/AsrA2ATests/A2AReprotectTest.json, of one that is committed, and …/A2AClusterCommitFailoverJob.json, of one that waits for
 * that; 2025). What is refused is told by https://learn.microsoft.com/azure/site-recovery/azure-to-azure-support-matrix; under which code is not, so that those here
 * say no more than the status. UNVERIFIED: that the numbers of what waits are brought up to date once a machine is stopped.
 */

const VAULT = 'Microsoft.RecoveryServices/vaults';
const CONTAINER = `${VAULT}/replicationFabrics/replicationProtectionContainers`;
const ITEM = `${CONTAINER}/replicationProtectedItems`;
const MAPPING = `${CONTAINER}/replicationProtectionContainerMappings`;

/** How an item is, and what is allowed of it then. */
const ALLOWED = {
  EnablingProtection: [],
  InitialReplicationInProgress: ['DisableProtection'],
  Protected: ['UnplannedFailover', 'DisableProtection', 'TestFailover'],
  UnplannedFailoverInProgress: [],
  UnplannedFailoverCommitRequired: ['Commit', 'ChangePit', 'DisableProtection', 'SwitchProtection'],
  CommitInProgress: [],
  UnplannedFailoverCommitted: ['CompleteMigration', 'DisableProtection', 'SwitchProtection'],
  DisablingProtection: [],
} as const;
type State = keyof typeof ALLOWED;

/** An item: how it is, what of the machine has arrived, and when; and the job of its failover, if it was begun. */
interface Held {
  state: State;
  job?: string;
  files: string[];
  at: string;
}
/** What an item is told when it is made. */
interface Told {
  readonly fabricObjectId: string;
  readonly recoveryContainerId: string;
  readonly recoveryResourceGroupId: string;
  readonly recoveryAzureNetworkId: string;
  readonly vmManagedDisks: readonly { readonly primaryStagingAzureStorageAccountId: string }[];
}

const all = (world: World): Map<string, Held> => world.store('replicated', () => new Map<string, Held>());
const told = ({ properties }: Resource): Told => properties['told'] as Told;

/** How what is replicated into a group is; undefined: nothing is. */
export const itemInto = (world: World, group: string): Held | undefined =>
  [...all(world)].find(([id]) => id.endsWith(`/replicationprotecteditems/${group.toLowerCase()}`))?.[1];

const refuse = (status: number, why: string): never => {
  throw new Refusal(status, status === 409 ? 'Conflict' : 'BadRequest', why);
};
const found = (world: World, id: string): Resource =>
  world.at(id) ?? refuse(400, `${id} was not found: what an item is made of stands ahead of it.`);

/** What an item says of itself, from what is held of it. */
function saying(world: World, one: Resource): Resource {
  const held = all(world).get(one.id.toLowerCase()) as Held;
  const source = machineAt(world, told(one).fabricObjectId);
  const lacks = (source?.files.length ?? 0) - held.files.length;
  const waits = ALLOWED[held.state].includes('Commit' as never) || held.state === 'UnplannedFailoverCommitted' ? 0 : Math.max(0, lacks);
  return {
    ...one,
    properties: {
      ...one.properties,
      protectionState: held.state,
      currentScenario:
        held.state === 'UnplannedFailoverInProgress'
          ? {
              scenarioName: 'UnplannedFailover',
              jobId: `${one.id.slice(0, one.id.indexOf('/replicationFabrics/'))}/replicationJobs/${one.name}`,
            }
          : { scenarioName: 'None', jobId: 'None' },
      allowedOperations: ALLOWED[held.state],
      replicationHealth: source?.power === 'running' && isUp(world, told(one).fabricObjectId) ? 'Normal' : 'Critical',
      providerSpecificDetails: {
        instanceType: 'A2A',
        protectedManagedDisks: [{ dataPendingAtSourceAgentInMB: waits, dataPendingInStagingStorageAccountInMB: 0 }],
      },
    },
  };
}

const isUp = (world: World, id: string): boolean => {
  const one = world.at(id);
  return one !== undefined && !world.down.has(world.regionOf(one) as string);
};

/** An item is made of what stands: a mapping, a machine of the region that it is mapped from, a cache there, a group and a network at the other side. */
function enable(world: World, next: Resource, was: Resource | undefined): Resource {
  if (was) return refuse(409, `${next.name} is there already.`);
  const { providerSpecificDetails: details, policyId } = next.properties as { providerSpecificDetails: Told; policyId: string };
  const container = next.id.slice(0, next.id.indexOf('/replicationProtectedItems/'));
  const mapping = world
    .all(MAPPING)
    .find(({ id, properties }) => id.startsWith(`${container}/`) && same(properties['to'], details.recoveryContainerId));
  if (!mapping || !same(mapping.properties['policy'], policyId)) refuse(400, `No mapping leads from ${container} by ${policyId}.`);
  const machine = found(world, details.fabricObjectId);
  world.reach(machine);
  if (machine.location !== container.split('/').at(-1)) refuse(400, `${machine.name} is not in the region of ${container}.`);
  if (machineAt(world, machine.id)?.power !== 'running') refuse(400, `${machine.name} does not run: nothing is installed in it.`);
  for (const { primaryStagingAzureStorageAccountId: cache } of details.vmManagedDisks)
    if (found(world, cache).location !== machine.location)
      refuse(400, `The cache storage account ${cache} has to be in the region of the source.`);
  for (const id of [details.recoveryResourceGroupId, details.recoveryAzureNetworkId]) found(world, id);
  const other = world.all(ITEM).find((one) => same(told(one).fabricObjectId, machine.id));
  if (other) refuse(409, `${machine.name} is protected already: ${other.id}`);
  all(world).set(next.id.toLowerCase(), { state: 'EnablingProtection', files: [], at: '' });
  return saying(world, { ...next, properties: { policyId, told: details } });
}

const same = (one: unknown, other: string): boolean => String(one).toLowerCase() === other.toLowerCase();

/** Takes a machine to a state, where that is allowed of it. */
const act =
  (operation: string, state: State) =>
  (world: World, one: Resource): void => {
    const held = all(world).get(one.id.toLowerCase()) as Held;
    if (!(ALLOWED[held.state] as readonly string[]).includes(operation))
      refuse(409, `${operation} is not allowed of ${one.name}, which is ${held.state}.`);
    held.state = state;
    if (operation === 'UnplannedFailover') held.job = 'InProgress';
  };

/** What was begun goes on by itself, as the region of the vault answers. */
function goOn(world: World): void {
  for (const one of world.all(ITEM)) {
    const held = all(world).get(one.id.toLowerCase()) as Held;
    if (world.down.has(world.regionOf(one) as string)) continue;
    const next = NEXT[held.state];
    if (next) next(world, one, held);
    if (world.at(one.id)) world.resources.set(one.id.toLowerCase(), saying(world, one));
  }
}

type Goes = (world: World, one: Resource, held: Held) => void;
const becomes =
  (state: State): Goes =>
  (_world, _one, held) => {
    held.state = state;
  };
/** As long as the machine runs, and both answer. */
const copies =
  (state: State): Goes =>
  (world, one, held) => {
    const { fabricObjectId: id } = told(one);
    const source = machineAt(world, id);
    if (source?.power !== 'running' || !isUp(world, id) || world.broken.has('machine replication')) return;
    Object.assign(held, { state, files: [...source.files], at: new Date().toISOString() });
  };
const NEXT: Partial<Record<State, Goes>> = {
  EnablingProtection: becomes('InitialReplicationInProgress'),
  InitialReplicationInProgress: copies('Protected'),
  Protected: copies('Protected'),
  UnplannedFailoverInProgress: (world, one, held) => {
    held.job = world.broken.has('machine failover') ? 'Failed' : 'Succeeded';
    if (held.job === 'Failed') return void (held.state = 'Protected');
    const { fabricObjectId: id, recoveryResourceGroupId: group } = told(one);
    const like = world.at(id);
    const location = found(world, group).location as string;
    boot(world, `${group}/providers/Microsoft.Compute/virtualMachines/${id.split('/').at(-1) as string}`, location, {
      files: held.files,
      ...(like ? { like } : {}),
    });
    held.state = 'UnplannedFailoverCommitRequired';
  },
  CommitInProgress: becomes('UnplannedFailoverCommitted'),
  DisablingProtection: (world, one) => {
    all(world).delete(one.id.toLowerCase());
    world.resources.delete(one.id.toLowerCase());
  },
};

/** The job of a failover. */
function jobOf(world: World, path: string): unknown {
  const [, vault = '', name = ''] = /^(.*\/vaults\/[^/]+)\/replicationJobs\/([^/]+)$/i.exec(path) ?? [];
  const held = itemInto(world, name);
  if (vault === '' || held?.job === undefined) return undefined;
  world.reach(found(world, vault));
  const errors = held.job === 'Failed' ? [{ serviceErrorDetails: { message: 'No capacity of this size.' } }] : [];
  return { id: path, name, properties: { scenarioName: 'UnplannedFailover', state: held.job, errors } };
}

/** What a vault lists of all its containers, its jobs, and the points of an item: the newest alone. */
function lists(world: World, { path }: Call): unknown {
  const job = jobOf(world, path);
  if (job !== undefined) return job;
  const [, vault] = /^(.*\/vaults\/[^/]+)\/replicationProtectedItems$/i.exec(path) ?? [];
  if (vault !== undefined) {
    world.reach(found(world, vault));
    return { value: world.all(ITEM).filter(({ id }) => id.toLowerCase().startsWith(`${vault.toLowerCase()}/`)) };
  }
  const [, item] = /^(.*\/replicationProtectedItems\/[^/]+)\/recoveryPoints$/i.exec(path) ?? [];
  const one = item === undefined ? undefined : world.at(item);
  if (!one) return undefined;
  world.reach(one);
  const { at } = all(world).get(one.id.toLowerCase()) as Held;
  return { value: at === '' ? [] : [{ properties: { recoveryPointTime: at } }] };
}

/** Of a vault, by the arguments of Terraform. */
const within = (path: (body: Body) => string, arm: (body: Body) => Body = () => ({})): Rendered => ({
  id: (body) => `${vaultOf(body)}/${path(body)}`,
  arm: (body) => ({ properties: arm(body) }),
});
const containerOf = ({ recovery_fabric_name: fabric }: Body, name: unknown): string =>
  `replicationFabrics/${String(fabric)}/replicationProtectionContainers/${String(name)}`;

export const recovery: Service = {
  types: {
    [ITEM.toLowerCase()]: {
      put: enable,
      actions: {
        unplannedFailover: act('UnplannedFailover', 'UnplannedFailoverInProgress'),
        failoverCommit: act('Commit', 'CommitInProgress'),
        remove: act('DisableProtection', 'DisablingProtection'),
      },
    },
  },
  lists,
  passes: { 'site recovery': goOn },
  renders: {
    azurerm_site_recovery_fabric: within(
      ({ name }) => `replicationFabrics/${String(name)}`,
      ({ location }) => ({ location }),
    ),
    azurerm_site_recovery_protection_container: within((body) => containerOf(body, body['name'])),
    azurerm_site_recovery_replication_policy: within(({ name }) => `replicationPolicies/${String(name)}`),
    azurerm_site_recovery_protection_container_mapping: within(
      (body) =>
        `${containerOf(body, body['recovery_source_protection_container_name'])}/replicationProtectionContainerMappings/${String(body['name'])}`,
      ({ recovery_target_protection_container_id: to, recovery_replication_policy_id: policy }) => ({ to, policy }),
    ),
  },
};
