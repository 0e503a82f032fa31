import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { BasePlacement } from '../../../plan/plan';
import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep } from '../../../words/steps';
import type { AwsLink, AwsPlacement } from '../cell';
import { bucketCopy, bucketCopyTaken, bucketFence, lastMetric, restoreBucket } from '../cli';
import { copySteps, type Copied } from '../copies';
import { AWS_NAMES } from '../facts';
import { backupRoleArn, type AwsGroundName } from '../ground';
import { partitionOf } from '../partition';

/** The names that a bucket asks for. */
export const BUCKET_NAMES = { bucket: AWS_NAMES.bucket, role: AWS_NAMES.replicationRole };

type Name = keyof typeof BUCKET_NAMES;
/** A bucket at a site. */
export type BucketPlacement = AwsPlacement<ObjectStorageDeclaration, Name>;
/** What is known of a bucket at a site whatever the situation. */
export type BucketBase = BasePlacement<ObjectStorageDeclaration, Name, AwsGroundName>;
/** Two buckets. */
export type BucketLink = AwsLink<ObjectStorageDeclaration, Name>;

/** Reads and commands around a bucket that takes over: its lag while the old side is fenced; where copies are all there is, its restore. */
export function bucketRecovery(placement: BucketPlacement, move: MoveFacts): RecoverySteps {
  const { component, here, peer, origin } = placement;
  const { region, names } = here;
  const fenced = checkStep({
    id: `fenced-${placement.id}`,
    title: `${component} at ${region} denies writes`,
    run: bucketFence(region, names.bucket),
    matches: 'ContinuityFence',
    endpoint: region,
  });
  if (origin.how === 'restored') {
    if (origin.done) return { fenced: [fenced] };
    const copied = copySteps(placement, move, copyOf(placement));
    return { ...copied, fenced: [fenced], promote: [restore(placement, move)] };
  }
  const lag = checkStep({
    id: `lag-${placement.id}`,
    title: `Nothing of ${component} waits for replication`,
    // The region where S3 publishes these metrics is not stated by its guide: the source's is assumed, UNVERIFIED.
    run: lastMetric(peer.region, 'AWS/S3', 'OperationsPendingReplication', 900, {
      SourceBucket: peer.names.bucket,
      DestinationBucket: names.bucket,
      RuleId: 'continuity',
    }),
    matches: '0(\\.0+)?',
    number: component,
    endpoint: peer.region,
    timeout: 1800,
  });
  return { drained: [lag], fenced: [fenced] };
}

/** The bucket that is copied, and the point that was chosen: the latest where none was. */
const sourceOf = ({ origin }: BucketPlacement): [string, string] =>
  origin.how === 'restored' ? [origin.of.names.bucket, origin.point ?? ''] : ['', ''];

function copyOf(placement: BucketPlacement): Copied {
  const { region, names, ground } = placement.here;
  const [source, point] = sourceOf(placement);
  const vault = ground.vault;
  return {
    found: bucketCopy({ region, vault, source, point }, names.bucket),
    taken: bucketCopyTaken({ region, vault, source, point }),
    resource: `arn:${partitionOf(region)}:s3:::${source}`,
  };
}

/** The bucket is there, and closed to users until the apply that follows: its data comes first. */
function restore(placement: BucketPlacement, { budget }: MoveFacts): ReturnType<typeof commandStep> {
  const { component, here, id } = placement;
  const { region, names, ground } = here;
  const [source, point] = sourceOf(placement);
  return commandStep({
    id: `restore-${id}`,
    title: `Restore ${point === '' ? 'the latest copy' : point} of ${component} into ${names.bucket}`,
    run: restoreBucket({ region, vault: ground.vault, source, point }, names.bucket, backupRoleArn(here)),
    endpoint: region,
    expected: 'the id of a restore job that is completed',
    timeout: 86400,
    losesData: `what was written after the copy (at most ${budget.rpo} s of data)`,
  });
}
