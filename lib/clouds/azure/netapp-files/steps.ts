import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps, Seed } from '../../../port/phases';
import { limitOf, restoreTime } from '../../../words/figure';
import { BEGUN, commandStep, crossingStep, found, type Check, type Crossing, type Find } from '../../../words/steps';
import {
  ALL_SENT,
  breakReplication,
  releaseVolume,
  snapshotsOf,
  VOLUME_FOLLOWS,
  VOLUME_WHOLE,
  VOLUME_WRITES,
  volumeHasAllSince,
  volumeLackedAt,
  volumeRole,
  writers,
} from '../cli-netapp';
import { closedSince, looked, type More } from '../../../port/looks';
import { snapshotPolicyId } from './volume';
import { wordsAt, type NetappPlace, type NetappPlacement } from './names';

const look = (placement: NetappPlacement, step: string, title: string, more: More): Check =>
  looked(placement, volumeRole(wordsAt(placement.here)), step, title, more);

/**
 * Steps around a volume that takes the role, stands by or is left. The other side comes back as a new volume that follows this one: a reverse resync
 * would be shorter, and overwrites what the old one took and never sent
 * (https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/azure-netapp-files/cross-region-replication-manage-disaster-recovery.md, 2025-05-12).
 */
export function netappRecovery(placement: NetappPlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { here, origin, attached, declaration } = placement;
  const verify = [look(placement, 'promoted', 'takes writes', { matches: VOLUME_WRITES, timeout: 900 })];
  const fenced = [look(placement, 'fenced', 'lets nobody write', { run: writers(wordsAt(here)), matches: '0', timeout: 900 })];
  if (origin.how !== 'replica') return { verify, fenced, ...mayFollow(placement) };
  return {
    check: [look(placement, 'replica', 'can take the role', kind === 'planned' ? WHOLE : FOLLOWS)],
    age: { run: volumeLackedAt(wordsAt(here), since), endpoint: here.region },
    ...(attached ? { seed: followed(placement, origin.of) } : {}),
    drained: drained(placement),
    promote: [promotion(placement, kind !== 'planned')],
    verify,
    follows: [look(placement, 'follows', 'still follows', { matches: VOLUME_FOLLOWS, onFailure: BEGUN })],
    standing: [
      look(placement, 'standing', 'follows, and has all of its source', {
        matches: VOLUME_WHOLE,
        timeout: limitOf(restoreTime(declaration.gib)),
        onFailure:
          'wait while it is Uninitialized: all of it is sent first. Where it is not healthy, look at errorMessage of az netappfiles volume replication status',
      }),
    ],
    fenced,
  };
}

const FOLLOWS: More = {
  matches: VOLUME_FOLLOWS,
  onFailure: 'an Uninitialized one has not all of its source: do not take it. Where it is Broken, it has the role already',
};
/** Told ahead of the fence: one that is not sent to would stop the move where nobody writes any more. */
const WHOLE: More = {
  matches: VOLUME_WHOLE,
  onFailure: 'look at errorMessage of az netappfiles volume replication status: a lost connection comes back by itself',
};

/** What a failover makes, and what was broken off before may have made: it follows nobody before users are let in. */
const mayFollow = (placement: NetappPlacement): Pick<RecoverySteps, 'promote'> =>
  placement.origin.how === 'created' && placement.origin.mayFollow !== undefined ? { promote: [promotion(placement, true)] } : {};

/** What took the role by a command still names whom it followed: nothing follows it until that is forgotten, and no snapshots are made of it. */
function followed({ id, component }: NetappPlacement, source: NetappPlace): Seed[] {
  const at = { endpoint: source.region };
  return [
    {
      before: 'sites',
      step: commandStep({
        ...at,
        id: `released-${id}`,
        title: `${component} at ${source.region} forgets the replication that its promotion broke: until then nothing can follow it`,
        run: releaseVolume(wordsAt(source)),
        expected: 'no output; repeated, it finds none. Both regions have to answer',
      }),
    },
    {
      before: 'sites',
      step: commandStep({
        ...at,
        id: `snapshots-${id}`,
        title: `Snapshots of ${component} at ${source.region} are made: none were since its promotion`,
        run: snapshotsOf(wordsAt(source), snapshotPolicyId(source)),
        expected: 'no output; repeated, it is the same policy',
      }),
    },
  ];
}

/** What it was given last was read at its source behind the fence. It is sent to every ten minutes, and told of every five. */
function drained(placement: NetappPlacement): (Check | Find)[] {
  const { here, peer } = placement;
  const since = closedSince(placement);
  const all = look(placement, 'lag', `has everything that ${peer.region} took before`, {
    run: volumeHasAllSince(wordsAt(here), found(since.id)),
    matches: ALL_SENT,
    timeout: 7200,
    onFailure:
      'wait: ten minutes until it is sent to again, and five until that is told. Where it stays so, look at az netappfiles volume replication status',
  });
  return [since, all];
}

const promotion = ({ id, component, here }: NetappPlacement, force: boolean): Crossing =>
  crossingStep({
    id: `promote-${id}`,
    title: `${component} at ${here.region} follows nobody any more, and takes writes`,
    run: breakReplication(wordsAt(here), force),
    endpoint: here.region,
    expected: 'no output; repeated, it finds that it is broken. Whoever has the volume mounted at the other site mounts this one',
    losesData: 'what the old side took and had not sent yet: it stays in its own volume',
    timeout: 1800,
  });
