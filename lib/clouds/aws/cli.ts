import { claimScript } from '../../port/marker-messages';
import { script } from '../../words/steps';

/*
 * Every command line of AWS (of databases: `cli-database.ts`): which call, and how its answer is read. The steps say which of them, when, and what is expected. Texts are
 * constant; names, regions and recovery points are arguments.
 */

const LAST_MAXIMUM = 'sort_by(Datapoints,&Timestamp)[-1].Maximum';

const METRIC = `now=$(date +%s)
region=$1 namespace=$2 metric=$3 window=$4
shift 4
aws cloudwatch get-metric-statistics --region "$region" --namespace "$namespace" --metric-name "$metric" --dimensions "$@" --start-time "$((now - window))" --end-time "$now" --period 60 --statistics Maximum --query '${LAST_MAXIMUM}' --output text`;

/** The dimensions of a metric, as the command line takes them. */
const named = (dimensions: Readonly<Record<string, string>>): string[] =>
  Object.entries(dimensions).map(([name, value]) => `Name=${name},Value=${value}`);

/** The last maximum of a metric in the quarter of an hour before a moment; `None` where there is none. */
export function metricBefore(
  moment: string,
  region: string,
  namespace: string,
  metric: string,
  dimensions: Readonly<Record<string, string>>,
): string[] {
  const end = Date.parse(moment);
  const at = (time: number): string => new Date(time).toISOString();
  return [
    ...['aws', 'cloudwatch', 'get-metric-statistics', '--region', region, '--namespace', namespace, '--metric-name', metric],
    ...[
      '--dimensions',
      ...named(dimensions),
      '--start-time',
      at(end - 900_000),
      '--end-time',
      at(end),
      '--period',
      '60',
      '--statistics',
      'Maximum',
    ],
    ...['--query', LAST_MAXIMUM, '--output', 'text'],
  ];
}

/** The last maximum of a metric in a window of seconds; `None` where there is none. */
export const lastMetric = (
  region: string,
  namespace: string,
  metric: string,
  window: number,
  dimensions: Readonly<Record<string, string>>,
): string[] => script(METRIC, region, namespace, metric, String(window), ...named(dimensions));

const FENCE = 'aws s3api get-bucket-policy --region "$1" --bucket "$2" --query Policy --output text | grep -o ContinuityFence';

/** `ContinuityFence` where the policy of a bucket denies writes. */
export const bucketFence = (region: string, bucket: string): string[] => script(FENCE, region, bucket);

/** Copies of a bucket in a vault. */
export interface BucketCopies {
  /** Where the vault is. */
  readonly region: string;
  /** Its name. */
  readonly vault: string;
  /** The bucket that was copied. */
  readonly source: string;
  /** The point that was chosen; empty for the latest. */
  readonly point: string;
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

const FOUND = `set -eu
region=$1 vault=$2 source=$3 point=$4 bucket=$5
${FIND}
aws s3api head-bucket --region "$region" --bucket "$bucket" >/dev/null
point_of`;

/** The copy that would be restored into a bucket, which has to be there, too; `None` where there is none. */
export const bucketCopy = ({ region, vault, source, point }: BucketCopies, into: string): string[] =>
  script(FOUND, region, vault, source, point, into);

const TAKEN = `set -eu
region=$1 vault=$2 source=$3 point=$4
${FIND}
point=$(point_of)
of_point CreationDate`;

/** When a copy was made: how much older its content is, is not stated. UNVERIFIED. */
export const bucketCopyTaken = ({ region, vault, source, point }: BucketCopies): string[] => script(TAKEN, region, vault, source, point);

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

/**
 * A bucket is restored once: a job of it that runs or is complete is found by what it makes, and one that failed is followed by another.
 * UNVERIFIED: not run against AWS; that a job names its bucket while it runs, how long a token counts, and how long a restore takes.
 */
export const restoreBucket = ({ region, vault, source, point }: BucketCopies, into: string, role: string): string[] =>
  script(RESTORE, region, into, role, vault, source, point);

const AGE = `at=$1
shift
taken=$("$@") && taken=$(date -d "$(printf %s "$taken" | tr -d '"')" +%s) || exit 1
[ -n "$at" ] || at=$(date +%s)
age=$((at - taken))
echo $((age > 0 ? age : 0))`;

/** Seconds between the copy and the loss. (`date -d` is that of GNU: where it fails nothing is printed, and a person is asked.) */
export const copyAge = (at: string, taken: readonly string[]): string[] => script(AGE, at, ...taken);

const LAST_COPY = `set -eu
region=$1 resource=$2 vault=$3 role=$4 to=$5 days=$6
backup() { aws backup "$@" --region "$region" --output text; }
ended() {
  while :; do
    state=$(backup "$@")
    case $state in
      COMPLETED) return 0 ;;
      CREATED | PENDING | RUNNING) sleep 15 ;;
      *)
        printf '%s: %s\\n' "$*" "$state" >&2
        exit 1
        ;;
    esac
  done
}
job=$(backup start-backup-job --backup-vault-name "$vault" --resource-arn "$resource" --iam-role-arn "$role" --lifecycle "DeleteAfterDays=$days" --query BackupJobId)
ended describe-backup-job --backup-job-id "$job" --query State
point=$(backup describe-backup-job --backup-job-id "$job" --query RecoveryPointArn)
copy=$(backup start-copy-job --recovery-point-arn "$point" --source-backup-vault-name "$vault" --destination-backup-vault-arn "$to" --iam-role-arn "$role" --lifecycle "DeleteAfterDays=$days" --query CopyJobId)
ended describe-copy-job --copy-job-id "$copy" --query CopyJob.State
backup describe-copy-job --copy-job-id "$copy" --query CopyJob.DestinationRecoveryPointArn`;

/**
 * A vault that is locked refuses what it is not told when to delete. States of jobs:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html and API_CopyJob.html. UNVERIFIED: not run against AWS, and
 * how long the two take (the whole of the data, the first time).
 */
export const copyNow = (
  region: string,
  resource: string,
  vaults: { readonly from: string; readonly to: string; readonly role: string; readonly days: number },
): string[] => script(LAST_COPY, region, resource, vaults.from, vaults.role, vaults.to, String(vaults.days));

const CLAIM = claimScript(`region=$1 path=$2 move=$3 follows=$4 released=$5
value_of() {
  value=$(aws ssm get-parameters --region "$region" --names "$1" --query 'Parameters[0].Value' --output text) || return 1
  [ "$value" = None ] || printf '%s\\n' "$value"
}
standing() {
  marker=$(value_of "$path/marker") || return 1
  [ -n "$marker" ] || { echo 0; return 0; }
  is=$(printf '%s\\n' "$marker" | sed -n 's/.*"marker":"\\([^"]*\\)".*/\\1/p')
  [ -n "$is" ] || is=$(printf '%s\\n' "$marker" | sed -n 's/.*"sequence":\\([0-9][0-9]*\\).*/\\1/p')
  [ -n "$is" ] || { printf '%s/marker is no marker: %s\\n' "$path" "$marker" >&2; return 1; }
  printf '%s\\n' "$is"
}
claim() { aws ssm put-parameter --region "$region" --name "$path/claims/$id" --type String --value "$move"; }
claimed() { value_of "$path/claims/$id"; }`);

/**
 * `get-parameters` answers with success where a parameter is absent, and fails where nobody answers. `put-parameter` without
 * `--overwrite` is refused where there is one already; that it is when two are sent at the same moment is not stated: UNVERIFIED.
 */
export const claimLine = (region: string, path: string, words: readonly string[]): string[] => [
  'sh',
  '-c',
  CLAIM,
  'claim',
  region,
  path,
  ...words,
];
