import { bucketArn } from './arn';
import { MOMENT } from './cli-moment';
import { script } from '../../words/steps';

/*
 * The command lines of buckets: whether one is closed, and how what its rule did not send is sent.
 */

const FENCE = `set -eu
policy=$(aws s3api get-bucket-policy --region "$1" --bucket "$2" --query Policy --output text)
printf '%s\\n' "$policy" | grep -o ContinuityFence`;

/** `ContinuityFence` where the policy of a bucket denies writes. */
export const bucketFence = (region: string, bucket: string): string[] => script(FENCE, region, bucket);

/** This machine's clock, in seconds since 1970. */
export const CLOCK: readonly string[] = ['date', '+%s'];

const PENDING = `set -eu
${MOMENT}
region=$1 since=$2 now=$(date +%s)
shift 2
last=$(aws cloudwatch get-metric-statistics --region "$region" --namespace AWS/S3 --metric-name OperationsPendingReplication --dimensions "$@" --start-time "$((now - 900))" --end-time "$now" --period 60 --statistics Maximum --query 'sort_by(Datapoints,&Timestamp)[-1].[Timestamp,Maximum]' --output text)
set -- $last
at=$(moment "\${1:-}") || { echo None; exit 0; }
if [ "$at" -lt "$since" ]; then printf 'measured before the fence: %s\\n' "$2"; else printf '%s\\n' "$2"; fi`;

/**
 * How many operations wait to be sent, in a minute that was measured since a moment: a number of before it says nothing of what was written last. S3 publishes
 * it in the region of the bucket that receives, while nothing is written, too (https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html);
 * `None` where it is not measured. What S3 no longer tracks (its event OperationNotTracked) is in no number.
 */
export const pendingSince = (region: string, since: string, dimensions: Readonly<Record<string, string>>): string[] =>
  script(PENDING, region, since, ...Object.entries(dimensions).map(([name, value]) => `Name=${name},Value=${value}`));

/** Which versions of a bucket are sent once more: those that no rule ever sent, and those that failed. */
const UNSENT = { EligibleForReplication: true, ObjectReplicationStatuses: ['NONE', 'FAILED'] };

const SEND = `set -eu
region=$1 account=$2 bucket=$3 role=$4 about=$5 manifest=$6
any=$(aws s3api list-object-versions --region "$region" --bucket "$bucket" --max-items 1 --query 'Versions[0].Key' --output json)
case $any in ''|null) echo "$bucket is empty"; exit 0 ;; esac
job_that_runs() {
  running=$(aws s3control list-jobs --region "$region" --account-id "$account" --job-statuses New Preparing Ready Active --query "Jobs[?Description=='$about'] | [0].JobId" --output json) || return 1
  printf '%s\\n' "$running" | tr -d '"'
}
of_job() { aws s3control describe-job --region "$region" --account-id "$account" --job-id "$job" --query "$1" --output text; }
ended() {
  while :; do
    status=$(of_job Job.Status)
    case $status in
      New|Preparing|Ready|Active|Completing|Failing) sleep 15 ;;
      *) return ;;
    esac
  done
}
while :; do
  job=$(job_that_runs)
  case $job in ''|null) break ;; esac
  ended
done
job=$(aws s3control create-job --region "$region" --account-id "$account" --no-confirmation-required --priority 1 --role-arn "$role" --description "$about" --operation '{"S3ReplicateObject":{}}' --report '{"Enabled":false}' --manifest-generator "$manifest" --query JobId --output text)
ended
failed=$(of_job Job.ProgressSummary.NumberOfTasksFailed)
why=$(of_job 'Job.FailureReasons[].FailureReason')
case "$status $failed $why" in
  'Complete 0 '*) echo "$job: complete" ;;
  Failed*'found no keys matching'*) echo "$job: nothing to send" ;;
  *) echo "replication job $job: $status, $failed failed: $why" >&2; exit 1 ;;
esac`;

/** What a bucket holds that its rule never sent, or did not send well. */
export interface Unsent {
  /** Region of the bucket. */
  readonly region: string;
  /** Its account. */
  readonly account: string;
  /** The bucket. */
  readonly bucket: string;
  /** The role that starts the replication. */
  readonly role: string;
  /** The bucket that the rule sends to. */
  readonly to: string;
}

/**
 * Sends it by the rule of the bucket, and waits until everything is there: a rule alone sends what is written after it. A job
 * that runs already, of an earlier run or an earlier environment of these names, knows nothing of what was written since it listed the bucket:
 * it is waited for, and what it left is sent. Where nothing is left the job fails, and says that no key matches; so it does where what
 * is left lies in an archive class. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-existing-config.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html. UNVERIFIED: not run against AWS.
 */
export function sendUnsent({ region, account, bucket, role, to }: Unsent): string[] {
  const of = { ExpectedBucketOwner: account, SourceBucket: bucketArn(region, bucket), EnableManifestOutput: false };
  const manifest = { S3JobManifestGenerator: { ...of, Filter: UNSENT } };
  return script(SEND, region, account, bucket, role, `continuity: ${bucket} to ${to}`, JSON.stringify(manifest));
}
