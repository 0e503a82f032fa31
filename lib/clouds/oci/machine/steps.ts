import type { Placement } from '../../../plan/plan';
import type { MoveFacts } from '../../../port/facts';
import type { Fence, RecoverySteps, Seed } from '../../../port/phases';
import {
  BEGUN,
  checkStep,
  commandStep,
  crossingStep,
  found,
  type Check,
  type Command,
  type Crossing,
  type Find,
} from '../../../words/steps';
import {
  ARE_TAKEN,
  haltMachine,
  MACHINE_RUNS,
  MACHINE_RUNS_NOT,
  machineState,
  machineWhole,
  replicateVolumes,
  resumeMachine,
  volumesTaken,
} from '../cli-machine';
import { HAS_CAPACITY, IS_KNOWN, launchMachine, madeLike, roomForMachine, writeDown } from '../cli-launch';
import {
  activateReplica,
  activateWhereThere,
  copyVolumes,
  endReplica,
  IS_SENT,
  MAY_ACTIVATE,
  replicaHasAllSince,
  replicaLackedAt,
  replicaState,
  VOLUMES_SENT,
} from '../cli-volumes';
import { closedSince, looked, type More } from '../../../port/looks';
import { launchedInto, machineAt, type MachinePlacement } from './names';

const look = (placement: MachinePlacement, step: string, title: string, more: More): Check =>
  looked(placement, replicaState(machineAt(placement.here)), step, title, more);

/**
 * Steps around a machine that takes the role, stands by or is left. Its volumes, their group and its replica are in no state, so that no apply can end a replication: they are joined,
 * made a machine of and parted here, each by calls of one region at a time.
 */
export function machineRecovery(placement: MachinePlacement, { kind, since, beside = [] }: MoveFacts): RecoverySteps {
  const { origin, here } = placement;
  const verify = [
    look(placement, 'promoted', 'runs, with all its volumes attached', {
      run: machineWhole(machineAt(here)),
      matches: MACHINE_RUNS,
      timeout: 1800,
      onFailure:
        'attach what is not (oci compute volume-attachment attach); a machine that was made and does not run: its console connection says how far it boots',
    }),
  ];
  const left = { fence: [fenceOf(placement, kind)], fenced: [stopped(placement)], rejoin: [ended(placement)] };
  if (origin.how !== 'replica') return { verify, ...left, ...mayFollow(placement, beside) };
  return {
    check: [
      look(placement, 'replica', 'can take the role', kind === 'planned' ? WHEN_PLANNED : WHEN_FORCED),
      known(placement, 'like'),
      room(placement),
    ],
    age: { run: replicaLackedAt(machineAt(here), since), endpoint: here.region },
    seed: seeds(placement),
    drained: drained(placement),
    promote: [promotion(placement, activateReplica(machineAt(here))), launched(placement, beside)],
    verify,
    follows: [look(placement, 'follows', 'still follows', { matches: MAY_ACTIVATE, onFailure: BEGUN })],
    standing: [
      look(placement, 'standing', 'follows, and was sent all of its source once', {
        matches: IS_SENT,
        timeout: 86_400,
        onFailure: NOT_SENT,
      }),
      known(placement, 'like-there'),
    ],
    ...left,
  };
}

const NOT_SENT =
  'PROVISIONING: all of it is being sent first, which takes hours for much; do not take it. ABSENT: nothing is replicated to here (establish, reprotect). ACTIVATED: it has the role already. FAULTY: end it at its source, and replicate it again';
const WHEN_PLANNED = { matches: IS_SENT, onFailure: NOT_SENT };
/** Where the other side may be out nobody is sent there. */
const WHEN_FORCED = {
  matches: MAY_ACTIVATE,
  onFailure:
    'PROVISIONING: not all of its source is there; do not take it. ACTIVATED: it has the role already. FAULTY, ABSENT: nothing is made of it; what is left are copies of your own',
};

/** What it is made like is known here: nobody could be asked on the day. */
const known = (placement: MachinePlacement, step: string): Check =>
  look(placement, step, 'can be launched: what it is made like is written down there', {
    run: madeLike(machineAt(placement.here)),
    matches: IS_KNOWN,
    timeout: 120,
    onFailure:
      'in peace: establish, or reprotect, writes it down. On the day: launch it by hand of the boot volume of its group, under its name, and run the procedure again',
  });

/** Whether there is room for that now. */
const room = (placement: MachinePlacement): Check =>
  look(placement, 'room', 'has capacity for it now', {
    run: roomForMachine(machineAt(placement.here)),
    matches: HAS_CAPACITY,
    timeout: 120,
    bestEffort: true,
    onFailure:
      'OUT_OF_HOST_CAPACITY, HARDWARE_NOT_SUPPORTED: launch another shape of the boot volume by hand; that there is capacity now is no promise either',
  });

/** What a failover makes, and what was broken off before may have made. */
const mayFollow = (placement: MachinePlacement, beside: readonly Placement[]): Pick<RecoverySteps, 'promote'> =>
  placement.origin.how === 'created' && placement.origin.mayFollow !== undefined
    ? { promote: [promotion(placement, activateWhereThere(machineAt(placement.here))), launched(placement, beside)] }
    : {};

/** Stopped, and started again where the move is given up. Where nobody waits for what it has in memory, it is not asked to shut down. */
function fenceOf({ id, component, here }: MachinePlacement, kind: MoveFacts['kind']): Fence {
  const step = commandStep({
    id: `fence-${id}`,
    title: `${component} at ${here.region} stops`,
    run: haltMachine(machineAt(here), kind === 'planned'),
    endpoint: here.region,
    expected: 'STOPPED, or not there; repeated, it finds it stopped. Its volumes stay attached',
    timeout: 1800,
  });
  const undo = commandStep({
    id: `unfence-${id}`,
    title: `${component} at ${here.region} starts again`,
    run: resumeMachine(machineAt(here)),
    endpoint: here.region,
    expected: 'RUNNING, or not there',
    timeout: 1800,
  });
  return { step, undo };
}

const stopped = (placement: MachinePlacement): Check =>
  look(placement, 'fenced', 'is stopped', { run: machineState(machineAt(placement.here)), matches: MACHINE_RUNS_NOT, timeout: 1800 });

/** What it had written when it stopped has arrived: the replica was in step twice since. */
function drained(placement: MachinePlacement): (Check | Find)[] {
  const { here, peer } = placement;
  const since = closedSince(placement);
  const all = look(placement, 'lag', `has everything that ${peer.region} wrote before`, {
    run: replicaHasAllSince(machineAt(here), found(since.id)),
    matches: VOLUMES_SENT,
    timeout: 2 * 3600,
    onFailure: 'wait, twice half an hour as a rule, or give up the switch: what waits in a machine that is stopped is sent all the same',
  });
  return [since, all];
}

const promotion = ({ id, component, here }: MachinePlacement, run: string[]): Crossing =>
  crossingStep({
    id: `promote-${id}`,
    title: `A volume group of ${component} is made at ${here.region} of its replica, of one point for all volumes`,
    run,
    endpoint: here.region,
    expected: 'made, after minutes; repeated, it finds that it was. The replica stays',
    losesData: 'what the old machine wrote behind the point that the replica has: it stays on its own volumes',
    timeout: 3600,
  });

const launched = (placement: MachinePlacement, beside: readonly Placement[]): Command => {
  const { id, component, here } = placement;
  return commandStep({
    id: `launch-${id}`,
    title: `${component} is launched at ${here.region} of its boot volume, its other volumes attached as they were`,
    run: launchMachine(machineAt(here), launchedInto(placement, beside)),
    endpoint: here.region,
    expected:
      'RUNNING; repeated, it finds that it was. Its address is another one. Out of capacity: launch another shape of that boot volume by hand, under this name, and run the procedure again',
    timeout: 3600,
  });
};

/** What was left sends nothing any more: a replica that nobody takes is paid for, and a group that is replicated cannot be deleted. */
const ended = ({ id, component, here, peer }: MachinePlacement): Command =>
  commandStep({
    id: `ended-${id}`,
    title: `What ${component} at ${here.region} was replicated by, when the role left it, ends`,
    run: endReplica(machineAt(here), machineAt(peer)),
    endpoint: here.region,
    expected: 'no output, after what was made of it is whole; repeated, it finds nothing. The old machine and its volumes stay as they are',
    timeout: 86_400,
  });

/** What it is made of at the side that serves, and what has it replicated from there. */
function seeds(placement: MachinePlacement): Seed[] {
  const { id, component, here, peer } = placement;
  const from = machineAt(peer);
  const taken = checkStep({
    id: `taken-${id}`,
    title: `What ${component} at ${peer.region} is stands on volumes that may be in a group of their own`,
    run: volumesTaken(from),
    matches: ARE_TAKEN,
    endpoint: peer.region,
    onFailure:
      'a volume of another group: take it out there (a volume is in one); disks of the host are replicated by nobody; one that is shared would need the other machine in the same group; one of iSCSI: attach it paravirtualized, or let the agent log in',
  });
  const at = { title: `${component} at ${peer.region}`, endpoint: peer.region, timeout: 3600 };
  const replicated = commandStep({
    ...at,
    id: `seed-${id}`,
    title: `The volumes of ${at.title} are in one group, which is replicated to ${here.region}`,
    run: replicateVolumes(from, machineAt(here), here.names.copies),
    expected:
      'no output; what is replicated already is left alone. All of it is sent first, which takes hours. A volume that is replicated takes no other size: end that first (oci bv volume-group update), and run this again',
  });
  const written = commandStep({
    ...at,
    id: `known-${id}`,
    title: `What ${at.title} is like is written down in ${here.region}`,
    run: writeDown(from, machineAt(here)),
    expected: 'known, or written down: shape, how it boots, how its volumes are attached. No key and no password',
  });
  const copied = commandStep({
    ...at,
    id: `copied-${id}`,
    title: `${at.title} is copied each day, where nobody does so`,
    run: copyVolumes(from, peer.names.copies),
    expected: 'copied, or by what it is copied already',
  });
  return [
    { before: 'sites', step: taken },
    { again: true, step: replicated },
    { again: true, step: written },
    { again: true, step: copied },
  ];
}
