import { MOMENT } from './cli-moment';
import { script } from '../../words/steps';

/*
 * The command lines of AWS Backup: where a copy is, how old it is, how it is restored, and how one more is made.
 */

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
[ -z "$bucket" ] || aws s3api head-bucket --region "$region" --bucket "$bucket" >/dev/null
point_of`;

/** The copy that would be restored into a bucket, which has to be there, too, unless it is empty; `None` where there is none. */
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
region=$1 bucket=$2 role=$3 vault=$4 source=$5 point=$6 alias=$7 since=$8
${FIND}
point=$(point_of)
case $point in None) echo "no complete copy of $source in $vault" >&2; exit 1 ;; esac
look() { status=$(aws backup describe-restore-job --region "$region" --restore-job-id "$job" --query Status --output text); }
job=$(aws backup list-restore-jobs --region "$region" --by-resource-type S3 \${since:+--by-created-after "$since"} --output json --query "RestoreJobs[?ends_with(CreatedResourceArn || '', ':$bucket')&&(Status=='RUNNING'||Status=='PENDING'||Status=='COMPLETED'&&RecoveryPointArn=='$point')] | [0].RestoreJobId")
job=$(printf '%s\\n' "$job" | tr -d '"')
case $job in
  ''|null)
    key=$(aws kms describe-key --region "$region" --key-id "$alias" --query KeyMetadata.Arn --output text)
    for try in 1 2 3 4 5 6 7 8 9; do
      job=$(aws backup start-restore-job --region "$region" --recovery-point-arn "$point" --iam-role-arn "$role" --idempotency-token "$bucket-\${point##*:}-$since-$try" --metadata "DestinationBucketName=$bucket,NewBucket=false,Encrypted=true,EncryptionType=SSE-KMS,KMSKey=$key,RestoreACLs=false" --query RestoreJobId --output text)
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

/** Where a bucket's copy is restored into, and how. */
export interface Restored {
  /** The bucket, which is there. */
  readonly bucket: string;
  /** The role that restores. */
  readonly role: string;
  /** Alias of the key that encrypts what is restored. */
  readonly alias: string;
  /** When the move was declared; empty where none is. */
  readonly since: string;
}

/**
 * A bucket is restored once in a move. An environment that was made again has the names of the one before it, whose jobs are still listed: a
 * job counts where it began after the move was declared, into this bucket, and runs, or is complete and of this point
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreJobsListMember.html, 2026-11). One that failed is followed by another,
 * under a token of its own, since a repeated one does nothing
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html): so a job that a clock which is ahead hides is not begun twice. What a copy of another region was encrypted with
 * cannot be used, so a key of this one is named; and a bucket without ACLs takes none
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html).
 * UNVERIFIED: not run against AWS; that a job names its bucket while it runs, how long a token counts, and how long a restore takes.
 */
export const restoreBucket = ({ region, vault, source, point }: BucketCopies, { bucket, role, alias, since }: Restored): string[] =>
  script(RESTORE, region, bucket, role, vault, source, point, alias, since);

const NEW = `account=\${NEW_ACCOUNT:?the account that serves from now on}`;

const RESTORE_ELSEWHERE = `set -eu
restore=$1 region=$2 prefix=$3 partition=$4 role=$5 vault=$6 source=$7 alias=$8
${NEW}
bucket=$(aws s3api list-buckets --output json --query "Buckets[?starts_with(Name,'$prefix')].Name | [0]")
bucket=$(printf '%s\\n' "$bucket" | tr -d '"')
case $bucket in ''|null) echo "no bucket $prefix in $account: lay its site first" >&2; exit 1 ;; esac
exec sh -c "$restore" step "$region" "$bucket" "arn:$partition:iam::$account:role/$role" "$vault" "$source" '' "$alias" ''`;

/**
 * Restores the latest copy of a bucket into that of another account, which the account names by a suffix of its own, as {@link restoreBucket}
 * does: with the credentials of the account that `NEW_ACCOUNT` names.
 */
export const restoreElsewhere = (
  { region, vault, source }: Omit<BucketCopies, 'point'>,
  into: { readonly prefix: string; readonly partition: string; readonly role: string; readonly alias: string },
): string[] => script(RESTORE_ELSEWHERE, RESTORE, region, into.prefix, into.partition, into.role, vault, source, into.alias);

const AGE = `${MOMENT}
at=$1
shift
taken=$("$@") && taken=$(moment "$taken") || exit 1
[ -n "$at" ] || at=$(date +%s)
age=$((at - taken))
echo $((age > 0 ? age : 0))`;

/** Seconds between the copy and the loss. (`date -d` is that of GNU: where it fails nothing is printed, and a person is asked.) */
export const copyAge = (at: string, taken: readonly string[]): string[] => script(AGE, at, ...taken);

const NEWEST_AWAY = `set -eu
found=$(aws backup list-recovery-points-by-backup-vault --region "$1" --backup-vault-name "$2" --by-resource-arn "$3" --output json --query "sort_by(RecoveryPoints[?Status=='COMPLETED'],&CreationDate)[-1].$4")
case $found in ''|null) echo "no complete copy of $3 in $2" >&2; exit 1 ;; *) printf '%s\\n' "$found" | tr -d '"' ;; esac`;

/**
 * A field of the newest complete copy in a vault of what has that ARN, wherever it was copied from. As JSON, as above. UNVERIFIED: that a copy of
 * another account is listed by the ARN of what it was made from.
 */
export const newestAway = (region: string, vault: string, resource: string, field: 'RecoveryPointArn' | 'CreationDate'): string[] =>
  script(NEWEST_AWAY, region, vault, resource, field);

const SHARE = `set -eu
region=$1 alias=$2 partition=$3 own=$4
${NEW}
key=$(aws kms describe-key --region "$region" --key-id "alias/$alias" --query KeyMetadata.KeyId --output text)
policy=$(printf '{"Version":"2012-10-17","Statement":[{"Sid":"Account","Effect":"Allow","Principal":{"AWS":"arn:%s:iam::%s:root"},"Action":"kms:*","Resource":"*"},{"Sid":"CopiesBack","Effect":"Allow","Principal":{"AWS":"arn:%s:iam::%s:root"},"Action":["kms:DescribeKey","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:CreateGrant"],"Resource":"*"}]}' "$partition" "$own" "$partition" "$account")
aws kms put-key-policy --region "$region" --key-id "$key" --policy-name default --policy "$policy"`;

/** Lets the account that `NEW_ACCOUNT` names read with a key of this one. UNVERIFIED: not run against AWS. */
export const shareKey = (region: string, alias: string, own: { readonly partition: string; readonly account: string }): string[] =>
  script(SHARE, region, alias, own.partition, own.account);

const BACK = `set -eu
region=$1 vault=$2 role=$3 point=$4 partition=$5 to=$6 into=$7 days=$8
${NEW}
copy=$(aws backup start-copy-job --region "$region" --recovery-point-arn "$point" --source-backup-vault-name "$vault" --destination-backup-vault-arn "arn:$partition:backup:$to:$account:backup-vault:$into" --iam-role-arn "$role" --lifecycle "DeleteAfterDays=$days" --query CopyJobId --output text)
while :; do
  state=$(aws backup describe-copy-job --region "$region" --copy-job-id "$copy" --query CopyJob.State --output text)
  case $state in
    COMPLETED) break ;;
    CREATED | PENDING | RUNNING) sleep 15 ;;
    *) echo "copy job $copy: $state" >&2; exit 1 ;;
  esac
done
aws backup describe-copy-job --region "$region" --copy-job-id "$copy" --query CopyJob.DestinationRecoveryPointArn --output text`;

/** Where a copy is brought to: a vault of that name, in a region of the account that `NEW_ACCOUNT` names. */
interface BroughtTo {
  readonly partition: string;
  readonly region: string;
  readonly vault: string;
  readonly days: number;
}

/** Sends a copy to another account, and waits for it; prints what it is there. UNVERIFIED: not run against AWS. */
export const bringBack = (
  from: { readonly region: string; readonly vault: string; readonly role: string },
  point: string,
  to: BroughtTo,
): string[] => script(BACK, from.region, from.vault, from.role, point, to.partition, to.region, to.vault, String(to.days));

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
