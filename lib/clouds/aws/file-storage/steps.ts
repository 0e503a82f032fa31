import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { closedSince, looked, type More } from '../../../port/looks';
import { limitOf, restoreTime } from '../../../words/figure';
import { BEGUN, crossingStep, found, type Check, type Crossing, type Find } from '../../../words/steps';
import {
  EFS_ALL_SENT,
  EFS_FOLLOWS,
  EFS_HELD,
  EFS_WHOLE,
  EFS_WRITES,
  efsHasAllSince,
  efsLackedAt,
  efsMounts,
  efsRole,
  releaseEfs,
} from '../cli-efs';
import { LAG } from './figures';
import { filesAt, type FilesPlacement } from './names';

const look = (placement: FilesPlacement, step: string, title: string, more: More): Check =>
  looked(placement, efsRole(filesAt(placement.here)), step, title, more);

/** Steps around files that take the role, stand by or are left. The side that was left comes back as another file system, which follows: what the old one took alone is never overwritten. */
export function filesRecovery(placement: FilesPlacement, move: MoveFacts): RecoverySteps {
  const { here, origin, declaration } = placement;
  const verify = [look(placement, 'promoted', 'follows nobody, and takes writes', { matches: EFS_WRITES, timeout: 1800 })];
  const fenced = [
    look(placement, 'fenced', 'is reached by nobody: it has no address in its network', {
      ...{ run: efsMounts(filesAt(here)), matches: '0', timeout: 600 },
      onFailure:
        'apply its site once more; what is counted and stays was made by somebody else: aws efs describe-mount-targets, and delete it',
    }),
  ];
  if (origin.how !== 'replica') return { verify, fenced, ...mayFollow(placement, move) };
  return {
    check: [look(placement, 'replica', 'can take the role', move.kind === 'planned' ? IS_WHOLE_EFS : HOLDS_EFS)],
    age: { run: efsLackedAt(filesAt(here), move.since), endpoint: here.region },
    drained: drained(placement),
    promote: [promotion(placement, move)],
    verify,
    follows: [look(placement, 'follows', 'still follows', { matches: EFS_FOLLOWS, onFailure: BEGUN })],
    standing: [
      look(placement, 'standing', 'follows, and has had all of its source once', {
        matches: EFS_WHOLE,
        timeout: limitOf(restoreTime(declaration.gib)),
        onFailure: `${NOT_WHOLE}. ALONE: apply what joins the sites`,
      }),
    ],
    fenced,
  };
}

const NOT_WHOLE =
  'NEVER: all of it is being sent first, which takes hours for much; do not take it. ALONE: it has the role already, or nothing joins the sites. ERROR: one of the two file systems failed (aws efs describe-replication-configurations)';

const IS_WHOLE_EFS = { matches: EFS_WHOLE, onFailure: NOT_WHOLE };
/** Where the other side may be out nobody is sent there. */
const HOLDS_EFS = {
  matches: EFS_HELD,
  onFailure:
    'NEVER: it has never had all of its source; do not take it. ALONE: it has the role already. DELETING: it is about to have it: wait, and run this again',
};

/** What a failover makes, and what was broken off before may have made: it follows nobody before users are let in. */
const mayFollow = (placement: FilesPlacement, move: MoveFacts): Pick<RecoverySteps, 'promote'> =>
  placement.origin.how === 'created' && placement.origin.mayFollow !== undefined ? { promote: [promotion(placement, move)] } : {};

/** A synchronization that was complete behind the fence of the source. */
function drained(placement: FilesPlacement): (Check | Find)[] {
  const { here, peer } = placement;
  const since = closedSince(placement);
  const all = look(placement, 'lag', `has everything that ${peer.region} took before`, {
    run: efsHasAllSince(filesAt(here), found(since.id)),
    matches: EFS_ALL_SENT,
    timeout: 4 * LAG.seconds,
    onFailure: `wait: most file systems are sent to within ${LAG.seconds / 60} minutes, and one of many files that changed takes longer. Where it stays so: aws efs describe-replication-configurations, at ${peer.region}`,
  });
  return [since, all];
}

const promotion = ({ id, component, here }: FilesPlacement, { kind }: MoveFacts): Crossing =>
  crossingStep({
    id: `promote-${id}`,
    title: `${component} at ${here.region} follows nobody any more: its replication is deleted, from here`,
    run: releaseEfs(filesAt(here), kind !== 'planned'),
    endpoint: here.region,
    expected:
      'no output; repeated, it finds that it follows nobody. What was under way may be left in efs-replication-lost+found-… of its root. Whoever had the share mounted at the other site mounts this one',
    losesData: 'what the old side took behind the last synchronization that is complete here: it stays in its own file system',
    timeout: 1800,
  });
