import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { BEGUN, crossingStep, type Check } from '../../../words/steps';
import { behindBytes, FOLLOWS_READY, FOLLOWS_WHOLE, lackedAt, promoteServer, replicationOf, WRITES_READY } from '../cli-database';
import { POSTGRES_COPIED } from '../cli-copied';
import { closeServer, openServer } from '../cli-existing';
import { serverFences } from '../existing-server';
import { outgrownAt, swappable } from './alike';
import type { More } from '../../../port/looks';
import { isOfCopies } from '../restored';
import { copiedServer, type Copied } from './copies';
import { serverSeeds } from './needs';
import { fits, left, look as lookAt } from './looks';
import { idOfServer, postgres, serverOf, type DatabasePlace, type DatabasePlacement } from './names';
import { listedSize, serverSize } from './sizes';

const look = (placement: DatabasePlacement, step: string, title: string, more: More): Check =>
  lookAt(placement, postgres(placement.here, placement.declaration), step, title, more);

const whole = (placement: DatabasePlacement, step: string, title: string, more: Partial<More>): Check =>
  look(placement, step, title, {
    run: replicationOf(serverOf(placement.here, placement.declaration)),
    matches: FOLLOWS_WHOLE,
    onFailure: brokenOf(placement),
    ...more,
  });

/** How it is made from copies. */
export const copiedOf = ({ declaration }: Pick<DatabasePlacement, 'declaration'>): Copied => ({
  lines: POSTGRES_COPIED,
  at: (place) => postgres(place as DatabasePlace, declaration),
  id: (place) => idOfServer(place as DatabasePlace, declaration),
  writes: WRITES_READY,
  size: listedSize(serverSize(declaration.size)),
  az: 'postgres',
  unpaired:
    'Enabled, and none is there yet, or the first is young: wait. Disabled: that was said when the server was made, and never again. It was made at another tier, or restored while its pair was out: tier: Tier.HOT for it alone, with a tierReason, is a replica, which needs no copies of this kind; back below it only as another component, filled by pg_dump',
});

/** Steps around a server that takes the role, stands by or is left. */
export const databaseRecovery = (placement: DatabasePlacement, move: MoveFacts): RecoverySteps =>
  isOfCopies(placement) ? copiedServer(placement, copiedOf(placement), move) : swappedRecovery(placement, move);

/** The service swaps the roles of both, by one command. */
function swappedRecovery(placement: DatabasePlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { id, component, here, peer, attached, declaration } = placement;
  const own = serverOf(here, declaration);
  const closed = left(placement, postgres(here, declaration));
  const swaps = kind === 'planned' ? swappable(placement) : [];
  return {
    // Where the other side is out its replication may well be broken, and the replica is still the latest there is: that is told, and stops nothing.
    check: [
      look(placement, 'replica', 'can take the role', { matches: FOLLOWS_READY, onFailure: NOT_NOW }),
      whole(
        placement,
        'whole',
        'follows whole: its replication is not broken',
        kind === 'planned' ? {} : { timeout: 30, bestEffort: true },
      ),
      ...swaps,
    ],
    // It is the age of the last transaction, so that a source that nobody wrote to looks further ahead than it was. UNVERIFIED: that it is told once that is dead.
    age: { run: lackedAt(own, since), endpoint: here.region },
    ...(attached ? { seed: [...serverSeeds(placement), fits(id, outgrownAt(placement, peer))] } : {}),
    ...closed,
    fence: [...serverFences(placement, { close: closeServer(own), open: (ways) => openServer(own, ways) }), ...closed.fence],
    drained: [
      look(placement, 'lag', `has everything that ${peer.region} took before`, {
        run: behindBytes(serverOf(peer, declaration)),
        matches: '0(?:\\.0+)?',
        number: component,
        endpoint: peer.region,
        timeout: 1800,
        onFailure:
          'wait: it is told a minute late; UNVERIFIED that it is told at all once nothing is written. A planned promotion waits for the rest by itself',
      }),
    ],
    promote: [
      crossingStep({
        id: `promote-${id}`,
        title: `${component} at ${here.region} takes the role`,
        run: promoteServer(own, kind === 'planned' ? 'planned' : 'forced'),
        endpoint: here.region,
        expected: 'no output, once it takes writes; repeated, it finds that it does. No moment of before its first backup can be restored',
        losesData:
          'what the old side took and had not sent yet; and nothing is restored to a moment of before its first backup in the role',
        timeout: 3600,
      }),
    ],
    verify: [look(placement, 'promoted', 'takes writes', { matches: WRITES_READY, timeout: 1800 })],
    follows: [look(placement, 'follows', 'still follows', { matches: FOLLOWS_READY, onFailure: BEGUN })],
    standing: [
      whole(placement, 'standing', 'follows whole, and is ready', { timeout: 3600, onFailure: notFollowing(placement) }),
      ...swappable(placement),
    ],
  };
}

const NOT_NOW = 'look at its state: what is being changed ends by itself. Where it follows nobody, it has the role already';
/** How it is made anew: what exists is its owner's, and bears its name again. */
function madeAnew({ here, peer, declaration }: DatabasePlacement): string {
  const { subscription, group, server } = serverOf(here, declaration);
  return here.existing
    ? `delete it (az postgres flexible-server delete), and make it anew under its name: az postgres flexible-server replica create --subscription ${subscription} --resource-group ${group} --name ${server} --location ${here.region} --source-server ${idOfServer(peer, declaration)}, with the private endpoints that led to it`
    : 'delete it (az postgres flexible-server delete), and apply its site: it is made anew';
}
const brokenOf = (placement: DatabasePlacement): string =>
  `Broken: it lacks all that was written since, and does not mend itself. In a forced move read how much that is (age), and go on or not; else ${madeAnew(placement)}`;
const notFollowing = (placement: DatabasePlacement): string =>
  `Broken: ${madeAnew(placement)}. Else the service makes the old side follow by itself, once it answers (UNVERIFIED after a forced promotion). Where it does not: save what only it has, then ${madeAnew(placement)}, and run this again`;
