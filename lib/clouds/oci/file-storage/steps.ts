import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { limitOf, restoreTime } from '../../../words/figure';
import { BEGUN, crossingStep, found, type Check, type Crossing, type Find } from '../../../words/steps';
import {
  ALL_SENT,
  FILES_FOLLOW,
  FILES_HELD,
  FILES_WHOLE,
  FILES_WRITE,
  filesHaveAllSince,
  filesLackedAt,
  filesRole,
  filesWriters,
  releaseFiles,
} from '../cli-files';
import { closedSince, looked, type More } from '../../../port/looks';
import { intervalOf } from './figures';
import { filesAt, type FilesPlacement } from './names';

const look = (placement: FilesPlacement, step: string, title: string, more: More): Check =>
  looked(placement, filesRole(filesAt(placement.here)), step, title, more);

/** Steps around files that take the role, stand by or are left. The side that was left comes back as another file system, which follows: the old one was exported, and never can. */
export function filesRecovery(placement: FilesPlacement, { kind, since }: MoveFacts): RecoverySteps {
  const { here, origin, declaration } = placement;
  const verify = [look(placement, 'promoted', 'follows nobody, and takes writes', { matches: FILES_WRITE, timeout: 900 })];
  const fenced = [look(placement, 'fenced', 'lets nobody write', { run: filesWriters(filesAt(here)), matches: '0', timeout: 600 })];
  if (origin.how !== 'replica') return { verify, fenced, ...mayFollow(placement) };
  return {
    check: [look(placement, 'replica', 'can take the role', kind === 'planned' ? IS_WHOLE_SHARE : HOLDS_SHARE)],
    age: { run: filesLackedAt(filesAt(here), since), endpoint: here.region },
    drained: drained(placement),
    promote: [promotion(placement)],
    verify,
    follows: [look(placement, 'follows', 'still follows', { matches: FILES_FOLLOW, onFailure: BEGUN })],
    standing: [
      look(placement, 'standing', 'follows, and was sent all of its source once', {
        matches: FILES_WHOLE,
        timeout: limitOf(restoreTime(declaration.gib)),
        onFailure: `${NOT_WHOLE}. ALONE: apply what joins the sites`,
      }),
    ],
    fenced,
  };
}

const NOT_WHOLE =
  'NEVER: all of it is being sent first, which takes hours for much; do not take it. ALONE: it has the role already, or nothing joins the sites. FAILED: oci fs replication get, at the side that serves, says why';

const IS_WHOLE_SHARE = { matches: FILES_WHOLE, onFailure: NOT_WHOLE };
/** Where the other side may be out nobody is sent there. */
const HOLDS_SHARE = {
  matches: FILES_HELD,
  onFailure:
    'NEVER: nothing of its source is there whole; do not take it. ALONE: it has the role already. DELETING: it is about to have it: wait, and run this again',
};

/** What a failover makes, and what was broken off before may have made: it follows nobody before users are let in. */
const mayFollow = (placement: FilesPlacement): Pick<RecoverySteps, 'promote'> =>
  placement.origin.how === 'created' && placement.origin.mayFollow !== undefined ? { promote: [promotion(placement)] } : {};

/** A snapshot of the source that was made behind the fence has to be there whole. */
function drained(placement: FilesPlacement): (Check | Find)[] {
  const { here, peer, joined } = placement;
  const minutes = intervalOf(joined ?? 'replica');
  const since = closedSince(placement);
  const all = look(placement, 'lag', `has everything that ${peer.region} took before`, {
    run: filesHaveAllSince(filesAt(here), found(since.id)),
    matches: ALL_SENT,
    timeout: 4 * minutes * 60,
    onFailure: `wait: ${minutes} minutes until it is sent to again, and as long as that takes. Where it stays so: oci fs replication get, at ${peer.region}`,
  });
  return [since, all];
}

const promotion = ({ id, component, here }: FilesPlacement): Crossing =>
  crossingStep({
    id: `promote-${id}`,
    title: `${component} at ${here.region} follows nobody any more: its target is deleted, and the apply exports it`,
    run: releaseFiles(filesAt(here)),
    endpoint: here.region,
    expected: 'no output; repeated, it finds that it follows nobody. Whoever had the share mounted at the other site mounts this one',
    losesData: 'what the old side took behind the last snapshot that is here whole: it stays in its own file system',
    timeout: 1800,
  });
