import { LOST } from '../../words/lag';
import { script } from '../../words/steps';

/*
 * The command lines of Autonomous Database. Calls, options and fields are those of the definitions of the OCI CLI and of its SDK
 * (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/db/autonomous-database.html, 2026-11). UNVERIFIED: none of them was run
 * against OCI.
 */

/** A database, by what names it: its OCID is made by OCI, and looked up in its own region. */
export interface DatabaseWords {
  readonly region: string;
  readonly compartment: string;
  readonly database: string;
}

const words = ({ region, compartment, database }: DatabaseWords): string[] => [region, compartment, database];

const THERE = `oci db autonomous-database list --region "$1" --compartment-id "$2" --display-name "$3" --all --raw-output --query`;
const STANDING = `data[?\\"lifecycle-state\\"!='TERMINATED' && \\"lifecycle-state\\"!='TERMINATING']`;

// Of an empty list the CLI prints nothing, whatever is asked of it.
const KNOWN = `role() {
  said=$(${THERE} "${STANDING}.join(' ', [\\"lifecycle-state\\", role || 'ALONE']) | [0] || 'ABSENT'") || return 1
  printf '%s\\n' "\${said:-ABSENT}"
}
ocid() {
  found=$(${THERE} "${STANDING}.id | [0] || ''") || return 1
  [ -n "$found" ] || {
    printf 'there is no database %s in %s\\n' "$3" "$1" >&2
    return 1
  }
  printf '%s\\n' "$found"
}`;

const ROLE = `set -eu
${KNOWN}
role "$@"`;

/** The state and the role of a database, as it knows them itself: `AVAILABLE PRIMARY`, `STANDBY STANDBY`; `ABSENT` where there is none. */
export const databaseRole = (of: DatabaseWords): string[] => script(ROLE, ...words(of));

/** What {@link databaseRole} says of one that takes writes; of one that nobody follows yet there is no role. */
export const WRITES = 'AVAILABLE (PRIMARY|ALONE)';
/** Of one that follows. */
export const FOLLOWS = 'STANDBY STANDBY';
/** Of one that takes no write: it is stopped, or has not the role. UNVERIFIED: what the service says of one that was failed over from. One that was never made has no writer: where it cannot be asked, the question fails. */
export const SHUT = 'STOPPED .*|\\w+ (STANDBY|DISABLED_STANDBY)|ABSENT';

/** Behind {@link KNOWN}: `is` is what {@link databaseRole} says once nothing is being changed. What a run before began goes on by itself, and a second call is refused until then (409, IncorrectState). */
const SETTLED = `settled() {
  while :; do
    is=$(role "$1" "$2" "$3") || return 1
    case $is in
      STOPPING* | STARTING* | UPDATING* | ROLE_CHANGE_IN_PROGRESS*) sleep 15 ;;
      *) break ;;
    esac
  done
}`;

const STOP = `set -eu
${KNOWN}
${SETTLED}
settled "$@"
case $is in
  STOPPED* | ABSENT | *' STANDBY' | *' DISABLED_STANDBY') exit 0 ;;
esac
id=$(ocid "$@")
oci db autonomous-database stop --region "$1" --autonomous-database-id "$id" --wait-for-state STOPPED --max-wait-seconds 1800 >/dev/null`;

/** Stops one that has the role: it takes no session, and those that it had are ended. One that follows takes none anyway. */
export const stopDatabase = (of: DatabaseWords): string[] => script(STOP, ...words(of));

const WAKE = `settled "$@"
case $is in
  STOPPED*) oci db autonomous-database start --region "$1" --autonomous-database-id "$(ocid "$1" "$2" "$3")" --wait-for-state AVAILABLE --wait-for-state STANDBY --max-wait-seconds 1800 >/dev/null ;;
esac`;

const START = `set -eu
${KNOWN}
${SETTLED}
${WAKE}`;

/** Starts one that is stopped; any other is left alone. */
export const startDatabase = (of: DatabaseWords): string[] => script(START, ...words(of));

/** Called in the region of what takes the role. What waits for it is told of a stopped source, too: then it is started. */
const TAKE = `set -eu
${KNOWN}
${SETTLED}
settled "$@"
case $is in
  *' PRIMARY' | *' ALONE') ;;
  *)
    id=$(ocid "$@")
    peer=$(oci db autonomous-database get --region "$1" --autonomous-database-id "$id" --query "data.\\"peer-db-ids\\" | [0] || ''" --raw-output)
    [ -n "$peer" ] || {
      printf '%s follows nobody\\n' "$3" >&2
      exit 1
    }`;
const WHOSE = `--region "$1" --autonomous-database-id "$id" --peer-db-id "$peer" --wait-for-state AVAILABLE --wait-for-state STOPPED --max-wait-seconds 3600 >/dev/null`;
const TAKEN = `    ;;
esac
${WAKE}`;
const SWITCH = `${TAKE}
    oci db autonomous-database switchover ${WHOSE}
${TAKEN}`;
const FAIL_OVER = `${TAKE}
    oci db autonomous-database fail-over ${WHOSE} || oci db autonomous-database switchover ${WHOSE}
${TAKEN}`;

/** Gives the role to what follows: by a switchover, which loses nothing and asks both, or by a failover; where that is refused since nothing would be lost, by a switchover. One that has it is left alone. */
export const takeRole = (of: DatabaseWords, isForced: boolean): string[] =>
  isForced ? script(FAIL_OVER, ...words(of)) : script(SWITCH, ...words(of));

const MEASURED = `measured() { oci monitoring metric-data summarize-metrics-data --region "$1" --compartment-id "$2" --namespace oci_autonomous_database --query-text "PeerLag[1m]{displayName = \\"$3\\"}.max()" --start-time "$4" --end-time "$5" --query "data[0].\\"aggregated-datapoints\\"[-1].$6 || ''" --raw-output; }`;
const AGO = `at=$(date -u +%s)
stamp() { date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ; }`;

const BEHIND = `set -eu
${AGO}
${MEASURED}
measured "$1" "$2" "$3" "$(stamp $((at - 900)))" "$(stamp "$at")" value`;

/** How many seconds what follows was behind at the last measure of a quarter of an hour; nothing where there was none. */
export const behind = (of: DatabaseWords): string[] => script(BEHIND, ...words(of));

const LACKED = `set -eu
${AGO}
${MEASURED}
${LOST}
loss=
if [ -n "$4" ]; then
  loss=$(date -u -d "$4" +%s)
  at=$loss
fi
from=$(stamp $((at - 3600)))
to=$(stamp "$at")
last=$(measured "$1" "$2" "$3" "$from" "$to" timestamp)
[ -n "$last" ] || exit 0
lost "$loss" "$(date -u -d "$last" +%s)" "$(measured "$1" "$2" "$3" "$from" "$to" value)"`;

/** How many seconds of data it lacked when its source was lost; without a moment, how far it is behind now. */
export const lackedAt = (of: DatabaseWords, loss?: string): string[] => script(LACKED, ...words(of), loss ?? '');
