import type { MoveFacts } from '../../../port/facts';
import { looked, type More } from '../../../port/looks';
import type { RecoverySteps } from '../../../port/phases';
import { BEGUN, checkStep, commandStep, crossingStep, type Check, type Command, type Crossing } from '../../../words/steps';
import {
  BASE_CLOSED,
  BASE_FOLLOWS,
  BASE_SILENT,
  BASE_WRITES,
  baseLackedAt,
  baseShut,
  baseState,
  followBase,
  giveBasePassword,
  reinstateBase,
  startBase,
  stopBase,
  takeBaseRole,
} from '../cli-dbsystem';
import { carriedPassword, samePassword } from '../database-password';
import { baseOf, hostOf, loginOf, type BasePlacement } from './names';
import { LONGEST } from './system';

/** A look at the state and the role of a database, from its own region. */
const look = (placement: BasePlacement, step: string, title: string, more: More): Check =>
  looked(placement, baseState(baseOf(placement.here)), step, title, more);

/**
 * Around a database that takes the role, stands by or is left. Roles are swapped by one command, called where the role goes; a switchover needs both machines, so that a planned
 * fence closes the doors, and starts the machine that a forced one before had stopped; a forced one stops it: what comes back as a second primary takes no session.
 */
export function baseRecovery(placement: BasePlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { here, peer, attached } = placement;
  const isPlanned = kind === 'planned';
  return {
    check: [look(placement, 'replica', 'can take the role', { matches: BASE_FOLLOWS, onFailure: NOT_NOW })],
    age: { run: baseLackedAt(baseOf(here), since), endpoint: here.region },
    fence: [{ step: isPlanned ? starting(placement, 'both') : stopping(placement), undo: starting(placement, 'unfence') }],
    fenced: [shut(placement, isPlanned)],
    drained: [
      look(placement, 'lag', `still follows ${peer.region}: the switchover brings by itself what is on its way, and loses nothing`, {
        matches: BASE_FOLLOWS,
        timeout: 1800,
        onFailure: NOT_NOW,
      }),
      samePassword(placement),
    ],
    promote: [taking(placement, isPlanned)],
    verify: [look(placement, 'promoted', 'takes writes', { matches: BASE_WRITES, timeout: 1800 })],
    follows: [look(placement, 'follows', 'still follows', { matches: BASE_FOLLOWS, onFailure: BEGUN })],
    rejoin: [starting(placement, 'wake'), ...(isPlanned ? [] : [reinstating(placement)])],
    ...(attached
      ? {
          seed: [
            { before: 'sites', step: giving(placement) },
            { step: carriedPassword(placement), again: true },
            { step: following(placement), again: true },
          ],
        }
      : {}),
    standing: [
      look(placement, 'standing', 'follows, and is ready', { matches: BASE_FOLLOWS, timeout: 7200, onFailure: NOT_FOLLOWING }),
      samePassword(placement),
    ],
  };
}

/** What is asked of the side that is left. */
const shut = ({ id, component, here }: BasePlacement, isPlanned: boolean): Check =>
  checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${here.region} ${isPlanned ? 'lets nobody in but what follows it' : 'takes no write: it is stopped, or has not the role, and lets nobody in'}`,
    run: baseShut(baseOf(here), here.names.group),
    matches: isPlanned ? BASE_CLOSED : BASE_SILENT,
    endpoint: here.region,
    timeout: 1800,
  });

const stopping = ({ id, component, here }: BasePlacement): Command =>
  commandStep({
    id: `fence-${id}`,
    title: `Stop the machine of ${component} at ${here.region}: every session ends, and none begins`,
    run: stopBase(baseOf(here)),
    endpoint: here.region,
    expected: 'no output, once it is stopped; nothing is done to one that follows already',
    timeout: 3600,
  });

const starting = ({ id, component, here }: BasePlacement, step: 'unfence' | 'wake' | 'both'): Command =>
  commandStep({
    id: `${step}-${id}`,
    title: `Start the machine of ${component} at ${here.region}, where it is stopped: in whichever role its database has, and with nobody let in`,
    run: startBase(baseOf(here)),
    endpoint: here.region,
    expected: 'no output',
    timeout: 3600,
  });

const taking = ({ id, component, here }: BasePlacement, isPlanned: boolean): Crossing =>
  crossingStep({
    id: `promote-${id}`,
    title: `${component} at ${here.region} takes the role`,
    run: takeBaseRole(baseOf(here), loginOf(here), !isPlanned),
    endpoint: here.region,
    expected: 'no output, after minutes; repeated, it finds that it takes writes',
    losesData: 'what the old side took and had not sent yet: it stays there until that is made to follow again',
    timeout: 7200,
  });

/** Only where a failover left it: it is flashed back to where the other one took over. */
const reinstating = ({ id, component, here, peer }: BasePlacement): Crossing =>
  crossingStep({
    id: `reinstate-${id}`,
    title: `${component} at ${here.region} follows ${peer.region} again`,
    run: reinstateBase(baseOf(here), baseOf(peer), loginOf(peer)),
    endpoint: here.region,
    expected:
      'no output, after minutes; repeated, it finds that it follows. Where it cannot be flashed back: docs/databases-on-oci.md, "A standby that stays lost"',
    losesData:
      'behind a failover, what only the old side has (behind a switchover it has nothing): read it out first, from inside of its network, or back it up (oci db backup create --database-id ID --display-name NAME)',
    timeout: 9000,
  });

/** Once, wherever a database was created: what it was made with, can be computed by whoever reads its state. */
const giving = ({ id, component, peer }: BasePlacement): Command =>
  commandStep({
    id: `password-${id}`,
    title: `The administrator of ${component} at ${peer.region}, and its wallet, are given the password that its vault has`,
    run: giveBasePassword(baseOf(peer), loginOf(peer)),
    endpoint: peer.region,
    expected: 'no output, after minutes; repeated, it finds that they have it, and no value is printed',
    timeout: 2400,
  });

/** Behind the way between the networks, by which redo goes. */
const following = ({ id, component, here, peer, declaration }: BasePlacement): Command =>
  commandStep({
    id: `follow-${id}`,
    title: `${component} at ${here.region} is made from ${peer.region}, with a DB system of its own, and follows it`,
    run: followBase(baseOf(here), baseOf(peer), loginOf(peer), {
      group: here.names.group,
      host: hostOf(here),
      days: declaration.restorableDays,
    }),
    endpoint: here.region,
    expected: 'no output, after an hour or more; repeated, it finds it there',
    timeout: LONGEST + 9000,
  });

const NOT_NOW =
  'look at its state: what is being changed ends by itself. PRIMARY: it has the role already. DISABLED_STANDBY: it follows nobody, and is reinstated in peace. SNAPSHOT_STANDBY: somebody opened it for a test; turn it back (oci db database convert-standby-database-type). node=STOPPED: somebody stopped it, start it (oci db node start)';
const NOT_FOLLOWING =
  'ABSENT: run this again, it is made. DISABLED_STANDBY: it was left by a failover, or broke: oci db database reinstate-data-guard, or it is made anew (docs/databases-on-oci.md, "A standby that stays lost"). A lag that grows: the way between the networks, or a password that was changed at one side alone';
