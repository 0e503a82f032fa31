import { script } from '../../words/steps';

/*
 * The command lines that say which of two regions owns a secret. Calls, options and fields are those of
 * https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/ (2026-11). No value is read. UNVERIFIED: none of them was run against AWS.
 */

const EACH = `set -eu
region=$1 to=$2 key=$3
shift 3
ask() { aws secretsmanager describe-secret --region "$region" --secret-id "$1" --query "$2" --output text; }
for name in "$@"; do`;

/** A replica becomes a secret of its own by a call in its own region, and keeps its ARN. */
const CUT = 'aws secretsmanager stop-replication-to-replica --region "$region" --secret-id "$name" --query ARN --output text';

const CUT_LOOSE = `owner=$(ask "$name" PrimaryRegion)
  case $owner in
    "$region" | "$to" | None) ;;
    *) ${CUT} ;;
  esac`;

const ADD = 'aws secretsmanager replicate-secret-to-regions --region "$region" --secret-id "$name" --query ARN --output text';

const GIVE_ONE = `is=$(ask "$name" "ReplicationStatus[?Region=='$to'].Status | [0]")
  if [ "$is" = None ]; then
    ${ADD} --add-replica-regions "Region=$to,KmsKeyId=$key"
  else
    printf '%s: %s\\n' "$name" "$is"
  fi`;

const REPLICATE = `${EACH}
  ${GIVE_ONE}
done`;

/** Gives secrets a replica in another region, those that have none there: no other region and no value is touched, and nothing is overwritten. */
export const replicateSecrets = (region: string, to: string, key: string, names: readonly string[]): string[] =>
  script(REPLICATE, region, to, key, ...names);

const HAND_ON = `${EACH}
  ${CUT_LOOSE}
  ${GIVE_ONE}
done`;

/**
 * The same of those that are replicas of a third region, which is gone: each becomes a secret of its own first
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html). UNVERIFIED: that it is let go while the first
 * region is out.
 */
export const handOnSecrets = (region: string, to: string, key: string, names: readonly string[]): string[] =>
  script(HAND_ON, region, to, key, ...names);

const OWN = `set -u
region=$1 failed=0
shift
for name in "$@"; do
  owner=$(aws secretsmanager describe-secret --region "$region" --secret-id "$name" --query PrimaryRegion --output text) || { failed=1; continue; }
  case $owner in
    '' | None | "$region") printf '%s is its own\\n' "$name" ;;
    *) ${CUT} || failed=1 ;;
  esac
done
exit "$failed"`;

/**
 * Makes each replica that a region has of another one a secret of its own there, so that it can be changed; one that is, is left alone. One that fails
 * stops none of the others.
 */
export const ownSecrets = (region: string, names: readonly string[]): string[] => script(OWN, region, ...names);

const FOLLOW = `set -eu
region=$1 to=$2 key=$(aws kms describe-key --region "$2" --key-id "$3" --query KeyMetadata.Arn --output text)
shift 3
ask() { aws secretsmanager describe-secret --region "$region" --secret-id "$1" --query "$2" --output text; }
for name in "$@"; do
  owner=$(ask "$name" PrimaryRegion)
  if [ "$owner" = "$to" ]; then
    printf '%s: %s owns it still\\n' "$name" "$to"
    continue
  fi
  is=$(ask "$name" "ReplicationStatus[?Region=='$to'].Status | [0]")
  case $is in
    None | Failed) ${ADD} --add-replica-regions "Region=$to,KmsKeyId=$key" --force-overwrite-replica-secret ;;
    *) printf '%s: %s\\n' "$name" "$is" ;;
  esac
done`;

/**
 * Makes what a region has of each secret a replica of another one's again, which overwrites it: the ARN stays, since both differ in their region alone
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html). One that the region owns still is left alone.
 */
export const followSecrets = (region: string, to: string, key: string, names: readonly string[]): string[] =>
  script(FOLLOW, region, to, key, ...names);
