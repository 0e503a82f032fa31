import { script } from '../../words/steps';
import { LIST_DOMAINS } from './cli-domains';

/*
 * The command lines of File Storage. Calls, options and fields are those of the definitions of the OCI CLI and of its SDK
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/fs.html, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** A file system, by what names it: its OCID is made by OCI, and looked up in its own region. */
export interface FilesWords {
  readonly region: string;
  readonly compartment: string;
  readonly files: string;
}

const words = ({ region, compartment, files }: FilesWords): string[] => [region, compartment, files];

// Of an empty list the CLI prints nothing, whatever is asked of it.
const LOOK = `${LIST_DOMAINS}
region=$1 compartment=$2 name=$3
look() {
  files= follows=
  all=$(domains "$region" "$compartment") || return 1
  [ -n "$all" ] || return 1
  for domain in $all; do
    [ -z "$files" ] || break
    files=$(oci fs file-system list --region "$region" --compartment-id "$compartment" --availability-domain "$domain" --display-name "$name" --all --query "data[?\\"lifecycle-state\\"!='DELETED' && \\"lifecycle-state\\"!='DELETING'].id | [0] || ''" --raw-output) || return 1
  done
  [ -n "$files" ] || return 0
  said=$(oci fs file-system get --region "$region" --file-system-id "$files" --query "join(' ', [data.\\"lifecycle-state\\", data.\\"replication-target-id\\" || 'NONE'])" --raw-output) || return 1
  state=\${said%% *} target=\${said#* }
  [ "$target" != NONE ] || return 0
  follows=$(oci fs replication-target get --region "$region" --replication-target-id "$target" --query "join(' ', [data.\\"lifecycle-state\\", data.\\"recovery-point-time\\" || 'NEVER'])" --raw-output) || return 1
  case $follows in DELETED*) follows= ;; esac
}`;

const ROLE = `set -eu
${LOOK}
look
if [ -z "$files" ]; then
  echo ABSENT
elif [ -z "$follows" ]; then
  printf '%s ALONE\\n' "$state"
else
  printf '%s FOLLOWS %s\\n' "$state" "$follows"
fi`;

/** The state of a file system, and, of one that follows, that of its target and what it has all of: `ACTIVE FOLLOWS ACTIVE 2026-…`; `ABSENT` where there is none. */
export const filesRole = (of: FilesWords): string[] => script(ROLE, ...words(of));

/** What that says of one that follows. */
export const FILES_FOLLOW = 'ACTIVE FOLLOWS ACTIVE .*';
/** Of one that has been sent all once. */
export const FILES_WHOLE = 'ACTIVE FOLLOWS ACTIVE \\d.*';
/** Of one that was sent all once, where its source is out: whether that failed by now changes nothing of what is there whole. */
export const FILES_HELD = 'ACTIVE FOLLOWS (?:ACTIVE|FAILED) \\d.*';
/** Of one that takes writes. */
export const FILES_WRITE = 'ACTIVE ALONE';

const POINT = `case $follows in
  *' '[0-9]*) point=$(date -u -d "\${follows#* }" +%s) ;;
  *)
    printf '%s has nothing whole of its source: %s\\n' "$name" "\${follows:-it follows nobody}" >&2
    exit 1
    ;;
esac`;

const LACKED = `set -eu
${LOOK}
look
${POINT}
if [ -n "$4" ]; then at=$(date -u -d "$4" +%s); else at=$(date -u +%s); fi
lacked=$((at - point))
echo "$((lacked > 0 ? lacked : 0))"`;

/** How many seconds of data it lacked when its source was lost: since the snapshot that it has whole was made there. Without a moment, how far it is behind now. (`date -d` is that of GNU.) */
export const filesLackedAt = (of: FilesWords, loss?: string): string[] => script(LACKED, ...words(of), loss ?? '');

const SENT = `set -eu
${LOOK}
look
${POINT}
lacks=$(($(date -u -d "$4" +%s) - point))
if [ "$lacks" -lt 0 ]; then echo sent; else printf 'what it has is %s s older\\n' "$lacks"; fi`;

/** Whether it has all that its source took before a moment: a snapshot that was made behind it, whole. */
export const filesHaveAllSince = (of: FilesWords, moment: string): string[] => script(SENT, ...words(of), moment);

/** What that prints where it has. */
export const ALL_SENT = 'sent';

const RELEASE = `set -eu
${LOOK}
look
[ -n "$follows" ] || exit 0
case $follows in
  DELETING*)
    until [ -z "$follows" ]; do
      sleep 15
      look
    done
    ;;
  *) oci fs replication-target delete --region "$region" --replication-target-id "$target" --force --wait-for-state DELETED --max-wait-seconds 1500 >/dev/null ;;
esac`;

/**
 * Ends that a file system follows, from its own region alone: then it can be exported. "If there is any current delta being applied the delete operation is blocked until
 * the current delta has been completely applied". One that follows nobody, or is not there, is left alone; one that a run before began to release is waited for.
 */
export const releaseFiles = (of: FilesWords): string[] => script(RELEASE, ...words(of));

const WRITERS = `set -eu
${LOOK}
look
writers=0
if [ -n "$files" ]; then
  exports=$(oci fs export list --region "$region" --compartment-id "$compartment" --file-system-id "$files" --all --query "not_null(data[?\\"lifecycle-state\\"=='ACTIVE'].id, ['']) | join(' ', @)" --raw-output)
  for one in $exports; do
    found=$(oci fs export get --region "$region" --export-id "$one" --query "length(data.\\"export-options\\"[?access=='READ_WRITE'])" --raw-output)
    writers=$((writers + found))
  done
fi
echo "$writers"`;

/** How many rules of its exports let somebody write. */
export const filesWriters = (of: FilesWords): string[] => script(WRITERS, ...words(of));

const COPIED = `set -eu
${LOOK}
look
last=$(oci fs snapshot list --region "$region" --file-system-id "$files" --all --query "sort(data[?\\"lifecycle-state\\"=='ACTIVE'].\\"time-created\\") | [-1] || ''" --raw-output)
[ -n "$last" ] || exit 0
echo "$(($(date +%s) - $(date -d "$last" +%s)))"`;

/** How many seconds old the newest snapshot is; nothing where there is none. (`date -d` is that of GNU.) */
export const filesCopyAge = (of: FilesWords): string[] => script(COPIED, ...words(of));
