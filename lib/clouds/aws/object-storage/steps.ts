import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { BasePlacement } from '../../../plan/plan';
import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, script } from '../../../words/steps';
import type { AwsLink, AwsPlacement } from '../cell';
import { lastMetric } from '../cli';
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
    run: script(
      'aws s3api get-bucket-policy --region "$1" --bucket "$2" --query Policy --output text | grep -o ContinuityFence',
      region,
      names.bucket,
    ),
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
    found: script(FOUND, region, vault, source, point, names.bucket),
    taken: script(TAKEN, region, vault, source, point),
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
    run: script(RESTORE, region, names.bucket, backupRoleArn(here), ground.vault, source, point),
    endpoint: region,
    expected: 'the id of a restore job that is completed',
    timeout: 86400,
    losesData: `what was written after the copy (at most ${budget.rpo} s of data)`,
  });
}

/**
 * The point that was chosen, where it is complete, or the latest complete copy of the bucket; `None` where there is none. As JSON: text
 * is made page by page, and each page has a latest of its own. A call that fails is no absence.
 */
const FIND = `of_point() {
  aws backup describe-recovery-point --region "$region" --backup-vault-name "$vault" --recovery-point-arn "$point" --query "$1" --output text
}
point_of() {
  if [ -n "$point" ]; then
    status=$(of_point Status) || return 1
    if [ "$status" = COMPLETED ]; then printf '%s\n' "$point"; else echo None; fi
    return 0
  fi
  latest=$(aws backup list-recovery-points-by-backup-vault --region "$region" --backup-vault-name "$vault" --by-resource-type S3 --output json --query "sort_by(RecoveryPoints[?contains(ResourceArn,'$source')&&Status=='COMPLETED'],&CreationDate)[-1].RecoveryPointArn") || return 1
  case $latest in ''|null) echo None ;; *) printf '%s\n' "$latest" | tr -d '"' ;; esac
}`;
/** The bucket that is restored into has to be there, too. */
const FOUND = `set -eu
region=$1 vault=$2 source=$3 point=$4 bucket=$5
${FIND}
aws s3api head-bucket --region "$region" --bucket "$bucket" >/dev/null
point_of`;
/** When a copy was made: how much older its content is, is not stated. UNVERIFIED. */
const TAKEN = `set -eu
region=$1 vault=$2 source=$3 point=$4
${FIND}
point=$(point_of)
of_point CreationDate`;

/**
 * A bucket is restored once: a job of it that runs or is complete is found by what it makes, and one that failed is followed by another.
 * UNVERIFIED: not run against AWS; that a job names its bucket while it runs, how long a token counts, and how long a restore takes.
 */
const RESTORE = `set -eu
region=$1 bucket=$2 role=$3 vault=$4 source=$5 point=$6
${FIND}
point=$(point_of)
case $point in None) echo "no complete copy of $source in $vault" >&2; exit 1 ;; esac
look() { status=$(aws backup describe-restore-job --region "$region" --restore-job-id "$job" --query Status --output text); }
job=$(aws backup list-restore-jobs --region "$region" --by-resource-type S3 --output json --query "RestoreJobs[?ends_with(CreatedResourceArn || '', ':$bucket')&&(Status=='COMPLETED'||Status=='RUNNING'||Status=='PENDING')] | [0].RestoreJobId" | tr -d '"')
case $job in
  ''|null)
    for try in 1 2 3 4 5 6 7 8 9; do
      job=$(aws backup start-restore-job --region "$region" --recovery-point-arn "$point" --iam-role-arn "$role" --idempotency-token "$bucket-$try" --metadata "DestinationBucketName=$bucket,NewBucket=false,Encrypted=true" --query RestoreJobId --output text)
      look
      case $status in ABORTED|FAILED) ;; *) break ;; esac
    done
    ;;
  *) look ;;
esac
while :; do
  case $status in
    COMPLETED) break ;;
    PENDING|RUNNING) sleep 15 ;;
    *) echo "restore job $job: $status" >&2; exit 1 ;;
  esac
  look
done
echo "$job"`;
