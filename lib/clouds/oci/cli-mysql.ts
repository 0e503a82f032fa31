import { IN_PRIVATE } from '../../port/secrets-in-step';
import { LOST } from '../../words/lag';
import { script } from '../../words/steps';
import { OCID_OF_SYSTEM, systemWords, type Brought, type SystemWords } from './cli-copies';
import { CONTENT, VAULT, type VaultWords } from './cli-secrets';

/*
 * The command lines of MySQL HeatWave. Calls, options and fields are those of the definitions of the OCI CLI and of its SDK
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/mysql.html, 2026-11). UNVERIFIED: none of them was run against OCI.
 */

/** `REGION COMPARTMENT NAME`: its OCID, or nothing. Of an empty list the CLI prints nothing, whatever is asked of it. */
const KNOWN = `found() {
  oci mysql db-system list --region "$1" --compartment-id "$2" --display-name "$3" --all --query "data[?\\"lifecycle-state\\"!='DELETED' && \\"lifecycle-state\\"!='DELETING'].id | [0] || ''" --raw-output
}
${OCID_OF_SYSTEM}`;

const STATE = `set -eu
${KNOWN}
id=$(found "$@")
[ -n "$id" ] || {
  echo ABSENT
  exit 0
}
oci mysql db-system get --region "$1" --db-system-id "$id" --query "data.join(' ', [\\"lifecycle-state\\", \\"database-mode\\", join('', ['channel=', not_null(channels[?\\"lifecycle-state\\"!='DELETED' && \\"lifecycle-state\\"!='DELETING'].\\"lifecycle-state\\" | [0], 'none')])])" --raw-output`;

/** What a DB system says of itself: `ACTIVE READ_WRITE channel=none`, `ACTIVE READ_ONLY channel=ACTIVE`; `ABSENT` where there is none. While a mode is being changed it is `UPDATING`. */
export const systemState = (of: SystemWords): string[] => script(STATE, ...systemWords(of));

/** What {@link systemState} says of one that takes writes, and follows nobody. */
export const MYSQL_WRITES = 'ACTIVE READ_WRITE channel=none';
/** Of one that follows: whether what it follows answers says its channel. */
export const MYSQL_FOLLOWS = 'ACTIVE READ_ONLY channel=(?!none)\\w+';
/** Of one that follows, and hears its source. */
export const MYSQL_HEARS = 'ACTIVE READ_ONLY channel=ACTIVE';
/** Of one that may take the role where its source is out: it has what it received, whether it still has a channel or not. */
export const MYSQL_READS = 'ACTIVE READ_ONLY channel=\\w+';
/** Of one that takes no write of a user. One that was never made has no writer: where it cannot be asked, the question fails. */
export const MYSQL_SHUT = `${MYSQL_READS}|INACTIVE .*|ABSENT`;

const UNCOPIED = `set -eu
${KNOWN}
id=$(found "$@")
[ -n "$id" ] || exit 0
copies=$(oci mysql db-system get --region "$1" --db-system-id "$id" --query "length(data.\\"backup-policy\\".\\"copy-policies\\" || '')" --raw-output)
[ "\${copies:-0}" != 0 ] || exit 0
oci mysql db-system update --region "$1" --db-system-id "$id" --backup-policy '{"copyPolicies":[]}' --force --wait-for-state SUCCEEDED --max-wait-seconds 1800 >/dev/null`;

/**
 * Has a DB system copy its backups no more; what was copied stays for its days. No apply can: a list of blocks that is empty is one that is left out, and that is
 * read back (https://github.com/hashicorp/terraform-plugin-sdk/blob/main/internal/configs/hcl2shim/values.go; `copy_policies` of provider 7.29 is computed).
 * UNVERIFIED: that the service takes an empty list.
 */
export const copyNoMore = (of: SystemWords): string[] => script(UNCOPIED, ...systemWords(of));

/** `REGION ID OPTION…`: has a DB system say how it is, as of now; it changes nothing. */
const ASKED = `asked() {
  of=$1 system=$2
  shift 2
  oci mysql db-system status generate --region "$of" --db-system-id "$system" "$@" --wait-for-state SUCCEEDED --max-wait-seconds 300 >/dev/null
}`;

const WRITTEN = `set -eu
${KNOWN}
${ASKED}
id=$(ocid "$@")
asked "$1" "$id" --gtid-set-type GTID_EXECUTED
set=$(oci mysql db-system status get --region "$1" --db-system-id "$id" --query 'data."db-system-status-result"."gtid-set"' --raw-output)
printf '%s' "$set" | tr -d ' \\n'
echo`;

/** Every transaction that a DB system has, by their ids: exact, and of the moment of the question. */
export const written = (of: SystemWords): string[] => script(WRITTEN, ...systemWords(of));

const LACKS = `set -eu
${KNOWN}
${ASKED}
id=$(ocid "$1" "$2" "$3")
asked "$1" "$id" --gtid-set-to-apply "$4"
applied=$(oci mysql db-system status get --region "$1" --db-system-id "$id" --query 'data."db-system-status-result"."is-gtid-set-applied"' --raw-output)
case $applied in
  true | True) echo 0 ;;
  *) echo more ;;
esac`;

/** `0` once a DB system has applied all of these transactions. */
export const lacksOf = (of: SystemWords, transactions: string): string[] => script(LACKS, ...systemWords(of), transactions);

const CHANNEL = `channel() {
  oci mysql channel list --region "$1" --compartment-id "$2" --db-system-id "$3" --all --query "data[?\\"lifecycle-state\\"!='DELETED' && \\"lifecycle-state\\"!='DELETING'].id | [0] || ''" --raw-output
}`;

const PENDING = `set -eu
${KNOWN}
${CHANNEL}
id=$(ocid "$@")
channel=$(channel "$1" "$2" "$id")
[ -n "$channel" ] || {
  echo applied
  exit 0
}
oci mysql channel status generate --region "$1" --channel-id "$channel" --wait-for-state SUCCEEDED --max-wait-seconds 300 >/dev/null
applied=$(oci mysql channel status get --region "$1" --channel-id "$channel" --query 'data."channel-status-result"."is-received-gtid-set-applied"' --raw-output)
case $applied in
  true | True) echo applied ;;
  *) echo pending ;;
esac`;

/** Whether what a DB system received of its source is applied: what waits in its channel goes with that. */
export const receivedIsApplied = (of: SystemWords): string[] => script(PENDING, ...systemWords(of));

const CUT = `set -eu
${KNOWN}
${CHANNEL}
id=$(found "$@")
[ -n "$id" ] || exit 0
channel=$(channel "$1" "$2" "$id")
if [ -n "$channel" ]; then
  oci mysql channel delete --region "$1" --channel-id "$channel" --force --wait-for-state SUCCEEDED --max-wait-seconds 1800 >/dev/null
fi
while :; do
  ends=$(oci mysql channel list --region "$1" --compartment-id "$2" --db-system-id "$id" --all --query "data[?\\"lifecycle-state\\"=='DELETING'].id | [0] || ''" --raw-output)
  [ -n "$ends" ] || break
  sleep 15
done`;

/** Ends what a DB system follows, in its own region alone; one that follows nobody is left alone. One that a run before began to end is waited for: until then its DB system takes no change. */
export const endChannel = (of: SystemWords): string[] => script(CUT, ...systemWords(of));

/** The password goes by a file that nobody else reads: in an argument every process of the machine would see it. A vault keeps it as base64. */
const IN_JSON = `in_json() { printf '%s' "$2" | base64 -d | sed 's/[\\\\"]/\\\\&/g' | { printf '{"%s":"' "$1"; cat; printf '"}'; } >"$dir/password.json"; }`;

const FOLLOW = `set -eu
${KNOWN}
${CHANNEL}
${VAULT}
${CONTENT}
${IN_JSON}
${IN_PRIVATE}
id=$(ocid "$1" "$2" "$3")
channel=$(channel "$1" "$2" "$id")
if [ -n "$channel" ]; then
  state=$(oci mysql channel get --region "$1" --channel-id "$channel" --query 'data."lifecycle-state"' --raw-output)
  case $state in
    NEEDS_ATTENTION) oci mysql channel resume --region "$1" --channel-id "$channel" --wait-for-state SUCCEEDED >/dev/null ;;
  esac
  exit 0
fi
source=$(ocid "$4" "$5" "$6")
host=$(oci mysql db-system get --region "$4" --db-system-id "$source" --query 'data.endpoints[0]."ip-address"' --raw-output)
at=$(vault_at "$4" "$5" "$7")
value=$(content "$4" "\${at%% *}" "$8")
in_json sourcePassword "$value"
oci mysql channel create-from-mysql --region "$1" --compartment-id "$2" --display-name "$3" --is-enabled true --source-hostname "$host" --source-username "$9" --source-ssl-mode REQUIRED --target-db-system-id "$id" --from-json "file://$dir/password.json" --wait-for-state SUCCEEDED --max-wait-seconds 1800 >/dev/null`;

/** Has a DB system follow another one, by the password that stands in a vault beside that. One that follows is left alone; where its channel needs attention, it is resumed. */
export const follow = (
  of: SystemWords,
  source: SystemWords,
  vault: VaultWords,
  login: { readonly secret: string; readonly user: string },
): string[] => script(FOLLOW, ...systemWords(of), ...systemWords(source), vault.vault, login.secret, login.user);

const PASSWORD = `set -eu
${KNOWN}
${VAULT}
${CONTENT}
${IN_JSON}
${IN_PRIVATE}
id=$(ocid "$1" "$2" "$3")
at=$(vault_at "$1" "$2" "$4")
value=$(content "$1" "\${at%% *}" "$5")
in_json adminPassword "$value"
oci mysql db-system update --region "$1" --db-system-id "$id" --from-json "file://$dir/password.json" --force --wait-for-state SUCCEEDED --max-wait-seconds 1800 >/dev/null`;

/** Gives the administrator of a DB system the password that stands in a vault; done again, it is given once more. */
export const givePassword = (of: SystemWords, vault: VaultWords, secret: string): string[] =>
  script(PASSWORD, ...systemWords(of), vault.vault, secret);

/** `REGION COMPARTMENT SYSTEM FIELD`: of the newest backup in a region that was taken of a DB system of that name, wherever that stands, or nothing. */
const BACKUPS = `newest() {
  oci mysql backup list --region "$1" --compartment-id "$2" --lifecycle-state ACTIVE --all --query "sort_by(data[?\\"db-system-snapshot-summary\\".\\"display-name\\"=='$3'], &\\"time-created\\") | [-1].\\"$4\\" || ''" --raw-output
}
age() {
  taken=$(newest "$1" "$2" "$3" time-created) || return 1
  [ -n "$taken" ] || return 0
  echo $(($(date -u +%s) - $(date -u -d "$taken" +%s)))
}`;

const NEWEST_BACKUP = `set -eu
${BACKUPS}
newest "$1" "$2" "$3" id`;

/** The newest backup of a DB system of that name, in a region; nothing where there is none. */
export const newestBackup = ({ region, compartment }: SystemWords, { system }: SystemWords): string[] =>
  script(NEWEST_BACKUP, region, compartment, system);

const AGE = `set -eu
${BACKUPS}
now=$(date -u +%s)
[ -z "$4" ] || now=$(date -u -d "$4" +%s)
taken=$(newest "$1" "$2" "$3" time-created)
[ -n "$taken" ] || exit 0
echo $((now - $(date -u -d "$taken" +%s)))`;

/** How many seconds old that is, at a moment or now. */
export const backupAge = ({ region, compartment }: SystemWords, { system }: SystemWords, at?: string): string[] =>
  script(AGE, region, compartment, system, at ?? '');

/** One that a run before began is found by the name that it was given, and waited for: it takes hours, and another one would take as many. */
const BRING = `set -eu
${KNOWN}
${BACKUPS}
most=$7 keep=$8 named=$3
begun() {
  while :; do
    going=$(oci mysql backup list --region "$1" --compartment-id "$2" --display-name "$named" --lifecycle-state CREATING --all --query "data[0].id || ''" --raw-output) || return 1
    [ -n "$going" ] || break
    sleep 30
  done
}
begun "$1" "$2"
have=$(age "$1" "$2" "$6")
if [ -n "$have" ] && [ "$have" -lt "$most" ]; then exit 0; fi
begun "$4" "$5"
have=$(age "$4" "$5" "$6")
if [ -z "$have" ] || [ "$have" -ge "$most" ]; then
  source=$(ocid "$4" "$5" "$6")
  oci mysql backup create --region "$4" --db-system-id "$source" --backup-type FULL --retention-in-days "$keep" --display-name "$3" --wait-for-state SUCCEEDED --max-wait-seconds 86400 >/dev/null
fi
backup=$(newest "$4" "$5" "$6" id)
oci mysql backup copy --region "$1" --compartment-id "$2" --source-backup-id "$backup" --source-region "$4" --backup-copy-retention-in-days "$keep" --display-name "$3" --wait-for-state SUCCEEDED --max-wait-seconds 86400 >/dev/null`;

/** Has a backup of a DB system in another region, where there is none yet that is young enough: made where it stands, and copied. */
export const bringBackup = (to: SystemWords, from: SystemWords, { most, keep }: Brought): string[] =>
  script(BRING, to.region, to.compartment, to.system, ...systemWords(from), String(most), String(keep));

const LACKED = `set -eu
${KNOWN}
${LOST}
id=$(ocid "$1" "$2" "$3")
loss=
at=$(date -u +%s)
if [ -n "$4" ]; then
  loss=$(date -u -d "$4" +%s)
  at=$loss
fi
stamp() { date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ; }
measured() { oci monitoring metric-data summarize-metrics-data --region "$1" --compartment-id "$2" --namespace oci_mysql_database --query-text "ChannelLag[1m]{resourceID = \\"$3\\"}.max()" --start-time "$(stamp $((at - 3600)))" --end-time "$(stamp "$at")" --query "data[0].\\"aggregated-datapoints\\"[-1].$4 || ''" --raw-output; }
last=$(measured "$1" "$2" "$id" timestamp)
[ -n "$last" ] || exit 0
lost "$loss" "$(date -u -d "$last" +%s)" "$(measured "$1" "$2" "$id" value)"`;

/** How many seconds of data it lacked when its source was lost; without a moment, how far it is behind now. */
export const mysqlLackedAt = (of: SystemWords, loss?: string): string[] => script(LACKED, ...systemWords(of), loss ?? '');
