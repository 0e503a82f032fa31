import type { MoveFacts } from '../../../port/facts';
import { looked, type More } from '../../../port/looks';
import type { RecoverySteps } from '../../../port/phases';
import { BEGUN, commandStep, crossingStep, type Check, type Command } from '../../../words/steps';
import { databaseRole, FOLLOWS, lackedAt, SHUT, startDatabase, stopDatabase, takeRole, WRITES } from '../cli-database';
import { carriedPassword, samePassword } from '../database-password';
import { databaseOf, type DatabasePlacement } from './names';

/** A look at the state and the role of a database, from its own region. */
const look = (placement: DatabasePlacement, step: string, title: string, more: More): Check =>
  looked(placement, databaseRole(databaseOf(placement.here)), step, title, more);

/**
 * Around a database that takes the role, stands by or is left: roles are swapped by one command, called where the role goes. A stopped database may
 * be switched from (https://docs.oracle.com/en/cloud/paas/autonomous-database/serverless/adbsb/autonomous-data-guard-switchover.html, 2026-11), so
 * that the fence is a stop: it ends every session, and the swap brings what is left.
 */
export function databaseRecovery(placement: DatabasePlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { id, component, here, peer, attached } = placement;
  const { region } = here;
  const isPlanned = kind === 'planned';
  return {
    check: [look(placement, 'replica', 'can take the role', { matches: FOLLOWS, onFailure: NOT_NOW })],
    age: { run: lackedAt(databaseOf(here), since), endpoint: region },
    fence: [{ step: closing(placement), undo: opening(placement, 'unfence') }],
    fenced: [look(placement, 'fenced', 'takes no write: it is stopped, or follows', { matches: SHUT, timeout: 1800 })],
    drained: [
      look(
        placement,
        'lag',
        `still follows ${peer.region}, which is stopped: the swap waits by itself for what is on its way, and loses nothing`,
        {
          matches: FOLLOWS,
          timeout: 1800,
          onFailure: NOT_NOW,
        },
      ),
    ],
    promote: [
      crossingStep({
        id: `promote-${id}`,
        title: `${component} at ${region} takes the role`,
        run: takeRole(databaseOf(here), !isPlanned),
        endpoint: region,
        expected:
          'no output, once it takes writes; repeated, it finds that it does. A failover is refused by the service where a switchover would lose nothing: then it is one',
        losesData: 'what the old side took and had not sent yet: it is made to follow anew once it answers',
        timeout: 7200,
      }),
    ],
    verify: [look(placement, 'promoted', 'takes writes', { matches: WRITES, timeout: 1800 })],
    follows: [look(placement, 'follows', 'still follows', { matches: FOLLOWS, onFailure: BEGUN })],
    rejoin: [opening(placement, 'wake')],
    ...(attached ? { seed: [{ step: carriedPassword(placement), again: true }] } : {}),
    standing: [
      look(placement, 'standing', 'follows, and is ready', { matches: FOLLOWS, timeout: 7200, onFailure: NOT_FOLLOWING }),
      samePassword(placement),
    ],
  };
}

const closing = ({ id, component, here }: DatabasePlacement): Command =>
  commandStep({
    id: `fence-${id}`,
    title: `Stop ${component} at ${here.region}: every session ends, and none begins`,
    run: stopDatabase(databaseOf(here)),
    endpoint: here.region,
    expected: 'no output, once it is stopped; nothing is done to one that follows already',
    timeout: 3600,
  });

const opening = ({ id, component, here }: DatabasePlacement, step: 'unfence' | 'wake'): Command =>
  commandStep({
    id: `${step}-${id}`,
    title: `Start ${component} at ${here.region}, where it is stopped: in whichever role it has`,
    run: startDatabase(databaseOf(here)),
    endpoint: here.region,
    expected: 'no output',
    timeout: 3600,
  });

const NOT_NOW =
  'look at its state: what is being changed ends by itself. AVAILABLE PRIMARY: it has the role already. SNAPSHOT_STANDBY: somebody opened it for a test; turn it back in the console (Disaster recovery, convert to standby)';
const NOT_FOLLOWING =
  'the service makes the old side follow by itself once its region answers (DISABLED_STANDBY until then). ABSENT: apply what joins the sites. Where it stays disabled: save what only it has, delete it (oci db autonomous-database delete), take it out of its state (terraform state rm), and make another one by a site that replaces this one';
