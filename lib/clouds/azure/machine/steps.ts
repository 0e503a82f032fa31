import type { NetworkDeclaration } from '../../../components/network';
import type { Placement } from '../../../plan/plan';
import type { MoveFacts } from '../../../port/facts';
import type { Fence, RecoverySteps, Seed } from '../../../port/phases';
import { BEGUN, checkStep, commandStep, crossingStep, type Check, type Command, type Crossing } from '../../../words/steps';
import { momentOf } from '../cli-database';
import {
  backUp,
  deallocate,
  endReplication,
  failOver,
  failOverWhereThere,
  IS_REPLICATED,
  IS_SWITCHABLE,
  machineTaken,
  MAY_FAIL_OVER,
  pointAge,
  powerState,
  replicateMachine,
  replicationPending,
  replicationState,
  RUNS,
  RUNS_NOT,
  startMachine,
  switchable,
} from '../cli-replication';
import { groupId, siteGroupId } from '../ids';
import { looked, type More } from '../../../port/looks';
import { cacheId, containerId, itemId, machineId, machineOf, MACHINES, policyId, vaultId, type MachinePlacement } from './names';

/** What is replicated to where a placement is. */
export const itemOf = ({ here, peer }: Pick<MachinePlacement, 'here' | 'peer'>): string => itemId(here, peer);

const look = (placement: MachinePlacement, step: string, title: string, more: More): Check =>
  looked(placement, replicationState(itemOf(placement)), step, title, more);

/**
 * Steps around a machine that takes the role, stands by or is left. What is replicated is in no state, so that no apply can end it: it is enabled, failed
 * over and ended here, each by a call of the vault of the site to which it leads.
 */
export function machineRecovery(placement: MachinePlacement, { kind, since, beside = [] }: MoveFacts): RecoverySteps {
  const { origin, here, declaration } = placement;
  const verify = [
    looked(placement, powerState(machineOf(declaration, here)), 'promoted', 'runs', {
      matches: RUNS,
      timeout: 1800,
      onFailure: `look at the job in the vault ${here.names.vault}; a machine that was made and does not run: az vm start --ids ${machineId(declaration, here)}`,
    }),
  ];
  const closed = { fence: [fenceOf(placement)], fenced: [stopped(placement)] };
  if (origin.how !== 'replica') return { verify, ...closed, ...mayFollow(placement) };
  return {
    check: [mayCross(placement, kind)],
    age: { run: pointAge(itemOf(placement), momentOf(since)), endpoint: here.region },
    seed: seeds(placement, beside),
    drained: [drained(placement)],
    promote: [promotion(placement, failOver(itemOf(placement)))],
    verify,
    follows: [look(placement, 'follows', 'still follows', { matches: MAY_FAIL_OVER, onFailure: BEGUN })],
    standing: [
      look(placement, 'standing', 'is replicated, and may be failed over', { matches: IS_REPLICATED, timeout: 86_400, onFailure: NOT_YET }),
    ],
    ...closed,
  };
}

/** Whether it may be made here: of a switch, also how its replication is. */
function mayCross(placement: MachinePlacement, kind: MoveFacts['kind']): Check {
  const title = 'can take the role';
  if (kind !== 'planned') return look(placement, 'replica', title, { matches: MAY_FAIL_OVER, onFailure: NOT_NOW });
  const run = switchable(itemOf(placement), machineOf(placement.declaration, placement.peer));
  return looked(placement, run, 'replica', title, { matches: IS_SWITCHABLE, onFailure: NOT_NOW });
}

const NOT_NOW =
  'look at its health in the vault; a replication that is being repaired goes on by itself. Where it was failed over, it has the role already';
const NOT_YET =
  "wait: the first copy of all disks takes hours. Where it stays so, look at its health in the vault, and at the agent in the machine, which has to reach Azure: the network that it was recovered into needs egress: 'nat'";

/** What a failover makes, and what was broken off before may have made. */
const mayFollow = (placement: MachinePlacement): Pick<RecoverySteps, 'promote'> =>
  placement.origin.how === 'created' && placement.origin.mayFollow !== undefined
    ? { promote: [promotion(placement, failOverWhereThere(itemOf(placement)))] }
    : {};

/** Deallocated, and started again where the move is given up. */
function fenceOf({ id, component, here, declaration }: MachinePlacement): Fence {
  const machine = machineOf(declaration, here);
  const step = commandStep({
    id: `fence-${id}`,
    title: `${component} at ${here.region} stops, and gives its capacity back`,
    run: deallocate(machine),
    endpoint: here.region,
    expected: 'no output, or not there; repeated, it finds it stopped',
    timeout: 1800,
  });
  const undo = commandStep({
    id: `unfence-${id}`,
    title: `${component} at ${here.region} starts again`,
    run: startMachine(machine),
    endpoint: here.region,
    expected: 'no output, or not there. Where Azure has no capacity for it: another size of its family',
    timeout: 1800,
  });
  return { step, undo };
}

const stopped = (placement: MachinePlacement): Check =>
  looked(placement, powerState(machineOf(placement.declaration, placement.here)), 'fenced', 'is deallocated', {
    matches: RUNS_NOT,
    timeout: 900,
  });

/** What it had written when it stopped has arrived. UNVERIFIED: that these numbers are brought up to date once the machine is stopped. */
const drained = (placement: MachinePlacement): Check =>
  looked(placement, replicationPending(itemOf(placement)), 'lag', `has everything that ${placement.peer.region} wrote`, {
    matches: '0(?:\\.0+)?',
    number: placement.component,
    timeout: 1800,
    onFailure: 'wait, or give up the switch: what waits in a machine that is stopped is sent once it runs again',
  });

const promotion = ({ id, component, here }: MachinePlacement, run: string[]): Crossing =>
  crossingStep({
    id: `promote-${id}`,
    title: `${component} is made at ${here.region} of its newest point, and boots`,
    run,
    endpoint: here.region,
    expected:
      'failed over, after minutes; repeated, it finds that it was. Another point, until the reprotect: in the vault, "Change recovery point"',
    losesData: 'what the old machine wrote behind that point: it stays on its own disks',
    timeout: 3600,
  });

/** A machine is replicated by one vault at a time: what brought the role to the side that serves is committed and ended first. */
const ended = ({ id, component, peer }: MachinePlacement): Command =>
  commandStep({
    id: `ended-${id}`,
    title: `What brought ${component} to ${peer.region} is committed, and replicated no more`,
    run: endReplication(vaultId(peer)),
    endpoint: peer.region,
    expected: 'no output; repeated, it finds nothing. No earlier point can be chosen any more',
    timeout: 3600,
  });

/** What it is made of at the side that serves, and what has it replicated from there. */
function seeds(placement: MachinePlacement, beside: readonly Placement[]): Seed[] {
  const { id, component, here, peer, declaration } = placement;
  const machine = machineId(declaration, peer);
  const taken = checkStep({
    id: `taken-${id}`,
    title: `${component} is in ${peer.region}, and all its disks are managed ones without a key of their own`,
    run: machineTaken(machine),
    matches: `${peer.region} 0 0`,
    endpoint: peer.region,
    onFailure: 'a disk of an encryption set of its own is replicated by its owner, by hand: a set has to stand at the other site, too',
  });
  const copied = commandStep({
    id: `copied-${id}`,
    title: `${component} at ${peer.region} is copied each day, where nobody does so`,
    run: backUp(peer.account, machine, { group: peer.ground.group, vault: peer.names.vault, policy: MACHINES }),
    endpoint: peer.region,
    expected: 'no output; one that is copied already is left alone',
    timeout: 1800,
  });
  const replicated = commandStep({
    id: `seed-${id}`,
    title: `${component} is replicated from ${peer.region} to ${here.region}`,
    run: replicateMachine({
      ...{ item: itemOf(placement), machine, policy: policyId(here), container: containerId(here, here), cache: cacheId(peer) },
      ...{ group: groupId(here.account, here.names.group), ...subnetAt(placement, beside) },
    }),
    endpoint: here.region,
    expected: 'no output; one that is replicated already is left alone. The first copy takes hours, and is waited for',
    timeout: 1800,
  });
  return [
    { before: 'sites', step: taken },
    { before: 'sites', step: ended(placement) },
    { before: 'sites', again: true, step: copied },
    { step: replicated },
  ];
}

/** Where it will stand: the first private subnet of the network of its site, by its name. */
function subnetAt({ here }: MachinePlacement, beside: readonly Placement[]): { readonly network: string; readonly subnet: string } {
  const net = beside.find(({ kind }) => kind === 'network');
  const found = (net?.declaration as NetworkDeclaration | undefined)?.existing?.[here.site];
  if (found) return { network: found.id, subnet: found.privateSubnets[0]?.split('/').at(-1) ?? '' };
  const network = `${siteGroupId(here)}/providers/Microsoft.Network/virtualNetworks/${net?.here.names['network'] ?? ''}`;
  return { network, subnet: 'private-1' };
}
