import { IN_PRIVATE } from '../../port/secrets-in-step';
import { LOST } from '../../words/lag';
import { script } from '../../words/steps';
import { CONTENT, VAULT, type VaultWords } from './cli-secrets';
import { FROM_PEER } from './database-group';

/*
 * The command lines of Base Database, with Data Guard as a group: each is called in the region of what it is about, and a change of roles at what takes
 * the role ("this operation should be performed on respective standby database"). Calls, options and fields are those of the definitions of the OCI CLI
 * and of its SDK (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/db/database.html, 2026-11). UNVERIFIED: none of them was
 * run against OCI.
 */

/** A DB system with its one database, by what names it: its OCIDs are made by OCI, and looked up in its own region. */
export interface BaseWords {
  readonly region: string;
  readonly compartment: string;
  readonly system: string;
}

/** Where the password of its administrator is. */
export interface BaseLogin extends VaultWords {
  readonly secret: string;
}

const words = ({ region, compartment, system }: BaseWords): string[] => [region, compartment, system];

// Of an empty list the CLI prints nothing, whatever is asked of it.
const KNOWN = `system() {
  oci db system list --region "$1" --compartment-id "$2" --display-name "$3" --all --query "data[?\\"lifecycle-state\\"!='TERMINATED' && \\"lifecycle-state\\"!='TERMINATING'].id | [0] || ''" --raw-output
}
inside() {
  oci db database list --region "$1" --compartment-id "$2" --db-system-id "$3" --query "data[?\\"lifecycle-state\\"!='TERMINATED' && \\"lifecycle-state\\"!='TERMINATING'].id | [0] || ''" --raw-output
}
nodes() {
  oci db node list --region "$1" --compartment-id "$2" --db-system-id "$3" --all --query "data[?\\"lifecycle-state\\"!='TERMINATED'].join(' ', [id, \\"lifecycle-state\\"]) | [0] || ''" --raw-output
}
database() {
  held=$(system "$@") || return 1
  [ -z "$held" ] || held=$(inside "$1" "$2" "$held") || return 1
  [ -n "$held" ] || {
    printf 'there is no database in %s in %s\\n' "$3" "$1" >&2
    return 1
  }
  printf '%s\\n' "$held"
}
state() {
  of=$(system "$@") || return 1
  [ -n "$of" ] || {
    echo ABSENT
    return 0
  }
  node=$(nodes "$1" "$2" "$of") || return 1
  db=$(inside "$1" "$2" "$of") || return 1
  said='PROVISIONING ALONE'
  [ -z "$db" ] || said=$(oci db database get --region "$1" --database-id "$db" --query "data.join(' ', [\\"lifecycle-state\\", not_null(\\"data-guard-group\\".members[?\\"database-id\\"=='$db'].role | [0], 'ALONE')])" --raw-output) || return 1
  printf '%s node=%s\\n' "$said" "\${node#* }"
}`;

const STATE = `set -eu
${KNOWN}
state "$@"`;

/** The state and the role of a database, as it knows them itself, and the state of its node: `AVAILABLE PRIMARY node=AVAILABLE`; `ABSENT` where there is none. */
export const baseState = (of: BaseWords): string[] => script(STATE, ...words(of));

const STANDS = '(?:AVAILABLE|BACKUP_IN_PROGRESS)';
/** What {@link baseState} says of one that takes writes; of one that nobody follows yet there is no role. */
export const BASE_WRITES = `${STANDS} (?:PRIMARY|ALONE) node=AVAILABLE`;
/** Of one that follows. */
export const BASE_FOLLOWS = `${STANDS} STANDBY node=AVAILABLE`;

const SHUT = `set -eu
${KNOWN}
is=$(state "$1" "$2" "$3")
group=$(oci network nsg list --region "$1" --compartment-id "$2" --display-name "$4" --lifecycle-state AVAILABLE --all --query "data[0].id || ''" --raw-output)
open=0
[ -z "$group" ] || open=$(oci network nsg rules list --region "$1" --nsg-id "$group" --direction INGRESS --all --query "data[?description!='${FROM_PEER}'] | length(@)" --raw-output)
printf '%s rules=%s\\n' "$is" "\${open:-0}"`;

/** The same, with how many rules let in others than what follows it. */
export const baseShut = (of: BaseWords, group: string): string[] => script(SHUT, ...words(of), group);

/** What {@link baseShut} says of one that takes no new session, and whose machine runs, as a switchover needs it: what a session that is open still writes goes over with that, which ends it. */
export const BASE_CLOSED = '\\w+ \\w+ node=AVAILABLE rules=0|ABSENT rules=0';
/** Of one that takes no write at all: its node is stopped, or it has not the role. One that was never made has no writer: where it cannot be asked, the question fails. */
export const BASE_SILENT = '\\w+ \\w+ node=STOPPED rules=0|\\w+ (?:STANDBY|DISABLED_STANDBY) node=\\w+ rules=0|ABSENT rules=0';

/** What a run before began goes on by itself, and a second call is refused until then (409, IncorrectState). */
const SETTLED = `settled() {
  while :; do
    is=$(state "$@") || return 1
    case $is in *' node=STOPPING' | *' node=STARTING') sleep 15 ;; *) break ;; esac
  done
}`;

const STOP = `set -eu
${KNOWN}
${SETTLED}
settled "$@"
case $is in
  ABSENT | *' node=STOPPED' | *' STANDBY '* | *' DISABLED_STANDBY '*) exit 0 ;;
esac
of=$(system "$@")
node=$(nodes "$1" "$2" "$of")
oci db node stop --region "$1" --db-node-id "\${node%% *}" --wait-for-state STOPPED --max-wait-seconds 1800 >/dev/null`;

/** Stops the node of one that has the role, and every session with it; one that follows is left alone. */
export const stopBase = (of: BaseWords): string[] => script(STOP, ...words(of));

const START = `set -eu
${KNOWN}
${SETTLED}
settled "$@"
case $is in
  *' node=STOPPED') ;;
  *) exit 0 ;;
esac
of=$(system "$@")
node=$(nodes "$1" "$2" "$of")
oci db node start --region "$1" --db-node-id "\${node%% *}" --wait-for-state AVAILABLE --max-wait-seconds 1800 >/dev/null`;

/** Starts a node that is stopped, with its database, in whichever role that has; any other is left alone. */
export const startBase = (of: BaseWords): string[] => script(START, ...words(of));

/** The password goes by a file that nobody else reads: in an argument every process of the machine would see it. A vault keeps it as base64. */
const LOGIN = `${IN_PRIVATE}
${VAULT}
${CONTENT}
login() {
  at=$(vault_at "$1" "$2" "$3") || return 1
  value=$(content "$1" "\${at%% *}" "$4") || return 1
  [ -n "$value" ] || return 1
  value=$(printf '%s' "$value" | base64 -d)
}`;

const TAKE = `set -eu
${KNOWN}
${LOGIN}
is=$(state "$1" "$2" "$3")
case $is in *' PRIMARY '* | *' ALONE '*) exit 0 ;; esac
id=$(database "$1" "$2" "$3")
login "$1" "$2" "$4" "$5"
printf '{"databaseAdminPassword":"%s"}' "$value" >"$dir/login.json"`;
const TAKEN = `--region "$1" --database-id "$id" --from-json "file://$dir/login.json" --wait-for-state AVAILABLE --max-wait-seconds 3600 >/dev/null`;
const SWITCH = `${TAKE}
oci db database switch-over-data-guard ${TAKEN}`;
const FAIL_OVER = `${TAKE}
oci db database failover-data-guard ${TAKEN}`;

/** Gives the role to what follows, in its own region: by a switchover, which loses nothing and asks both, or by a failover, which asks nobody else. One that has it is left alone. */
export const takeBaseRole = (of: BaseWords, { vault, secret }: BaseLogin, isForced: boolean): string[] =>
  isForced ? script(FAIL_OVER, ...words(of), vault, secret) : script(SWITCH, ...words(of), vault, secret);

const REINSTATE = `set -eu
${KNOWN}
${LOGIN}
is=$(state "$1" "$2" "$3")
case $is in
  ABSENT | *' STANDBY '*) exit 0 ;;
  *' DISABLED_STANDBY '*) ;;
  *)
    printf '%s says %s: where it is PRIMARY, the service has not seen yet that it lost the role, and nobody is let in to it. Run this again\\n' "$3" "$is" >&2
    exit 1
    ;;
esac
id=$(database "$1" "$2" "$3")
source=$(database "$4" "$5" "$6")
login "$4" "$5" "$7" "$8"
printf '{"databaseAdminPassword":"%s"}' "$value" >"$dir/login.json"
oci db database reinstate-data-guard --region "$1" --database-id "$id" --source-database-id "$source" --from-json "file://$dir/login.json" --wait-for-state AVAILABLE --max-wait-seconds 7200 >/dev/null`;

/** Has a database that a failover left follow what took the role: it is flashed back, and what only it had is gone. One that follows, or is not there, is left alone. */
export const reinstateBase = (of: BaseWords, source: BaseWords, { vault, secret }: BaseLogin): string[] =>
  script(REINSTATE, ...words(of), ...words(source), vault, secret);

/** A tag of a database whose passwords are those of the vault: they are given once, since the one of its wallet is not changed without the one before. */
const GIVEN = 'continuity-password';

/** What follows is launched in its own region, as large as its source, in the subnet that its group names, with the tags of that; one of its database says that its passwords are those of the vault. */
const FOLLOW = `set -eu
${KNOWN}
${LOGIN}
is=$(state "$1" "$2" "$3")
case $is in ABSENT) ;; *) exit 0 ;; esac
source=$(system "$4" "$5" "$6")
[ -n "$source" ] || {
  printf 'there is no DB system %s in %s\\n' "$6" "$4" >&2
  exit 1
}
as() { oci db system get --region "$of_region" --db-system-id "$source" --query "data.\\"$1\\"" --raw-output; }
of_region=$4
group=$(oci network nsg list --region "$1" --compartment-id "$2" --display-name "$9" --lifecycle-state AVAILABLE --all --query "data[0].join(' ', [id, \\"freeform-tags\\".subnet])" --raw-output)
domain=$(oci iam availability-domain list --region "$1" --compartment-id "$2" --query "sort(data[].name) | [0]" --raw-output)
login "$4" "$5" "$7" "$8"
printf '{"database":{"adminPassword":"%s","tdeWalletPassword":"%s","protectionMode":"MAXIMUM_PERFORMANCE","transportType":"ASYNC","isActiveDataGuardEnabled":false,"dbBackupConfig":{"autoBackupEnabled":true,"recoveryWindowInDays":%s,"backupDeletionPolicy":"DELETE_AFTER_RETENTION_PERIOD"},"databaseFreeformTags":{"${GIVEN}":"given"}}}' "$value" "$value" "\${11}" >"$dir/home.json"
as ssh-public-keys >"$dir/keys.json"
oci network nsg get --region "$1" --nsg-id "\${group%% *}" --query 'data."freeform-tags".{workload: workload, component: component}' >"$dir/tags.json"
oci db system launch-db-system-launch-standby-db-system-details --region "$1" --compartment-id "$2" --display-name "$3" --primary-db-system-id "$source" --availability-domain "$domain" --subnet-id "\${group#* }" --nsg-ids "[\\"\${group%% *}\\"]" --hostname "\${10}" --shape "$(as shape)" --cpu-core-count "$(as cpu-core-count)" --initial-data-storage-size-in-gb "$(as data-storage-size-in-gbs)" --license-model "$(as license-model)" --ssh-public-keys "file://$dir/keys.json" --freeform-tags "file://$dir/tags.json" --db-home "file://$dir/home.json" --wait-for-state AVAILABLE --max-wait-seconds 28800 --wait-interval-seconds 60 >/dev/null`;

/** Where a standby is made, what it is called, and what is kept of it. */
export interface BaseBirth {
  /** Its group, which names its subnet. */
  readonly group: string;
  readonly host: string;
  /** Days for which its automatic backups are kept: of what follows, too, so that there are some once it has the role. */
  readonly days: number;
}

/** Makes a standby of a database of another region, with a DB system of its own; one that is there, or is being made, is left alone. */
export const followBase = (of: BaseWords, source: BaseWords, { vault, secret }: BaseLogin, born: BaseBirth): string[] =>
  script(FOLLOW, ...words(of), ...words(source), vault, secret, born.group, born.host, String(born.days));

const PASSWORD = `set -eu
${KNOWN}
${LOGIN}
id=$(database "$1" "$2" "$3")
given=$(oci db database get --region "$1" --database-id "$id" --query "data.\\"freeform-tags\\".\\"${GIVEN}\\" || ''" --raw-output)
[ -z "$given" ] || exit 0
login "$1" "$2" "$4" "$5"
once="Aa1-Bb2_$(printf '%s' "\${at%% *}" | sha256sum | cut -c1-16)"
printf '{"newAdminPassword":"%s","oldTdeWalletPassword":"%s","newTdeWalletPassword":"%s","freeformTags":{"${GIVEN}":"given"}}' "$value" "$once" "$value" >"$dir/login.json"
oci db database update --region "$1" --database-id "$id" --from-json "file://$dir/login.json" --force --wait-for-state AVAILABLE --max-wait-seconds 1800 >/dev/null`;

/** Gives the administrator of a database, and its wallet, the password that stands in a vault; once, in one call, which marks the database. */
export const giveBasePassword = (of: BaseWords, { vault, secret }: BaseLogin): string[] => script(PASSWORD, ...words(of), vault, secret);

/** `WHAT`: of a database in its group, as it was seen last. What is measured is written in words (`9 seconds`, `1 minute 2 seconds`). */
const MEASURED = `seen() { oci db database get --region "$1" --database-id "$2" --query "data.\\"data-guard-group\\".members[?\\"database-id\\"=='$2'].\\"$3\\" | [0] || ''" --raw-output; }
seconds() {
  printf '%s\\n' "$1" | awk '{ n = 0; for (i = 1; i < NF; i += 2) { u = $(i + 1); if ($i !~ /^[0-9]+(\\.[0-9]+)?$/) exit; n += $i * (u ~ /^day/ ? 86400 : u ~ /^hour/ ? 3600 : u ~ /^minute/ ? 60 : u ~ /^second/ ? 1 : 0); k = 1 } if (k) print n }'
}`;

const BEHIND = `set -eu
${KNOWN}
${MEASURED}
id=$(database "$@")
seconds "$(seen "$1" "$id" apply-lag)"`;

/** How many seconds what follows is behind in what it has applied, as it was seen last; nothing where nobody knows. */
export const baseBehind = (of: BaseWords): string[] => script(BEHIND, ...words(of));

const LACKED = `set -eu
${KNOWN}
${MEASURED}
${LOST}
id=$(database "$1" "$2" "$3")
at=$(seen "$1" "$id" time-updated)
[ -n "$at" ] || exit 0
loss=
[ -z "$4" ] || loss=$(date -u -d "$4" +%s)
lost "$loss" "$(date -u -d "$at" +%s)" "$(seconds "$(seen "$1" "$id" transport-lag)")"`;

/** How many seconds of data it lacked when its source was lost: what was not received, from when that was seen last. */
export const baseLackedAt = (of: BaseWords, loss?: string): string[] => script(LACKED, ...words(of), loss ?? '');

const ALIKE = `set -eu
${KNOWN}
like() {
  id=$(system "$1" "$2" "$3") || return 1
  oci db system get --region "$1" --db-system-id "$id" --query "data.join(' ', [shape, to_string(\\"cpu-core-count\\"), \\"database-edition\\"])" --raw-output || return 1
  oci db db-home list --region "$1" --compartment-id "$2" --db-system-id "$id" --query "data[0].\\"db-version\\"" --raw-output
}
here=$(like "$1" "$2" "$3")
there=$(like "$4" "$5" "$6")
if [ "$here" = "$there" ]; then echo alike; else printf 'here %s, there %s\\n' "$here" "$there" | tr '\\n' ' '; fi`;

/** `alike` where shape, size, edition and version of two DB systems are the same; else what they are. */
export const basesDiffer = (of: BaseWords, peer: BaseWords): string[] => script(ALIKE, ...words(of), ...words(peer));
