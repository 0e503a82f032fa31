import { MOMENT } from './cli-moment';
import { script } from '../../words/steps';

/*
 * The command lines of Amazon EFS. Calls, options and fields: https://docs.aws.amazon.com/efs/latest/ug/api-reference.html, 2026-11.
 * UNVERIFIED: none of them was run against AWS.
 */

/** A file system, by the token that it was made with: its id is made by AWS, and looked up in its own region. */
export interface EfsWords {
  readonly region: string;
  readonly token: string;
}

const words = ({ region, token }: EfsWords): string[] => [region, token];

/** What protects it from being overwritten says whether it follows: `REPLICATING` is read-only (API_FileSystemProtectionDescription.html). */
const EFS_LOOK = `${MOMENT}
region=$1 token=$2
state_of() {
  files= state= protection=
  said=$(aws efs describe-file-systems --region "$region" --creation-token "$token" --query "FileSystems[0].[FileSystemId,LifeCycleState,FileSystemProtection.ReplicationOverwriteProtection]" --output text) || return 1
  case $said in '' | None) return 0 ;; esac
  files=$(printf '%s\\n' "$said" | cut -f1)
  state=$(printf '%s\\n' "$said" | cut -f2)
  protection=$(printf '%s\\n' "$said" | cut -f3)
}
look() {
  source= status= point=
  state_of || return 1
  [ "$protection" = REPLICATING ] || return 0
  said=$(aws efs describe-replication-configurations --region "$region" --file-system-id "$files" --query "Replications[0].[SourceFileSystemId,Destinations[0].Status,Destinations[0].LastReplicatedTimestamp]" --output text) || return 1
  source=$(printf '%s\\n' "$said" | cut -f1)
  status=$(printf '%s\\n' "$said" | cut -f2)
  point=$(printf '%s\\n' "$said" | cut -f3)
}`;

const EFS_ROLE = `set -eu
${EFS_LOOK}
look
if [ -z "$files" ]; then
  echo ABSENT
elif [ -z "$source" ]; then
  printf '%s ALONE\\n' "$state"
else
  case $point in '' | None) point=NEVER ;; esac
  printf '%s FOLLOWS %s %s\\n' "$state" "$status" "$point"
fi`;

/** The state of a file system, and, of one that follows, that of its replication and until when it has all of its source: `available FOLLOWS ENABLED 2026-…`; `ABSENT` where there is none. */
export const efsRole = (of: EfsWords): string[] => script(EFS_ROLE, ...words(of));

/** What that says of one that follows. */
export const EFS_FOLLOWS = 'available FOLLOWS ENABLED .*';
/** Of one that has had all of its source once. */
export const EFS_WHOLE = 'available FOLLOWS ENABLED \\d.*';
/** Of one that has had it, where its source is out: whether the replication failed by now changes nothing of what is there. */
export const EFS_HELD = 'available FOLLOWS (?:ENABLED|ERROR|PAUSED|PAUSING) \\d.*';
/** Of one that takes writes. */
export const EFS_WRITES = 'available ALONE';

const EFS_POINT = `at_point=$(moment "$point") || {
  printf '%s has never had all of its source: %s\\n' "$token" "\${status:-it follows nobody}" >&2
  exit 1
}`;

const EFS_LACKED = `set -eu
${EFS_LOOK}
look
${EFS_POINT}
if [ -n "$3" ]; then at=$(date -u -d "$3" +%s); else at=$(date -u +%s); fi
lacked=$((at - at_point))
echo "$((lacked > 0 ? lacked : 0))"`;

/**
 * How many seconds of data it lacked when its source was lost: "any changes to data on the source file system that occurred before this time have been successfully
 * replicated" (API_Destination.html, LastReplicatedTimestamp). Without a moment, how far it is behind now. (`date -d` is that of GNU.)
 */
export const efsLackedAt = (of: EfsWords, loss?: string): string[] => script(EFS_LACKED, ...words(of), loss ?? '');

const EFS_SENT = `set -eu
${EFS_LOOK}
look
${EFS_POINT}
lacks=$(($(date -u -d "$3" +%s) - at_point))
if [ "$lacks" -lt 0 ]; then echo sent; else printf 'what it has is %s s older\\n' "$lacks"; fi`;

/** Whether it has all that its source took before a moment. */
export const efsHasAllSince = (of: EfsWords, moment: string): string[] => script(EFS_SENT, ...words(of), moment);

/** What that prints where it has. */
export const EFS_ALL_SENT = 'sent';

const EFS_RELEASE = `set -eu
${EFS_LOOK}
alone=$3
look
[ -n "$source" ] || exit 0
end() { aws efs delete-replication-configuration --region "$region" --source-file-system-id "$source" "$@"; }
here() { [ -z "$alone" ] || end --deletion-mode LOCAL_CONFIGURATION_ONLY; }
[ "$status" = DELETING ] || end || { [ -n "$alone" ] || exit 1; here; }
looks=0
until state_of && [ "$protection" != REPLICATING ]; do
  looks=$((looks + 1))
  if [ "$looks" -eq 20 ]; then here || true; fi
  sleep 15
done`;

/**
 * Ends that a file system follows, from its own region: then it takes writes, and is protected from being overwritten again. One that follows nobody, or is not there, is left
 * alone; one that a run before began to release is waited for. By default both halves of the replication are deleted; where the source may be out (`alone`) and that is refused,
 * or not done within 5 minutes, the half of this region is deleted by itself ("in the case that Amazon EFS is unable to delete the replication configuration in both":
 * API_DeleteReplicationConfiguration.html). UNVERIFIED: what the service does of the first kind while the region of the source does not answer.
 */
export const releaseEfs = (of: EfsWords, alone: boolean): string[] => script(EFS_RELEASE, ...words(of), alone ? 'alone' : '');

const EFS_MOUNTS = `set -eu
${EFS_LOOK}
state_of
if [ -z "$files" ]; then echo 0; else aws efs describe-mount-targets --region "$region" --file-system-id "$files" --output json --query 'length(MountTargets)'; fi`;

/** How many addresses a file system has in its network: without one nobody has it mounted. */
export const efsMounts = (of: EfsWords): string[] => script(EFS_MOUNTS, ...words(of));

const EFS_COPIED = `set -eu
${EFS_LOOK}
vault=$3 prefix=$4
state_of
found=$(aws backup list-recovery-points-by-backup-vault --region "$region" --backup-vault-name "$vault" --by-resource-arn "$prefix$files" --output json --query "sort_by(RecoveryPoints[?Status=='COMPLETED'],&CreationDate)[-1].CreationDate")
printf '%s\\n' "$found" | tr -d '"'`;

/** When the newest copy of a file system in the vault of its site was made; `prefix`: its ARN without its id. */
export const efsCopied = (of: EfsWords, vault: string, prefix: string): string[] => script(EFS_COPIED, ...words(of), vault, prefix);
