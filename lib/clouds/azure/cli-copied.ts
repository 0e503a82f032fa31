import { script } from '../../words/steps';
import { wordsOf, type ServerWords } from './cli-database';

/*
 * How a flexible server is made from the geo-redundant backups of another one, in the region that Microsoft pairs. Asked for at Resource Manager itself, by the body and the version
 * of the API that azurerm 4.55 sends: `az … flexible-server geo-restore` reads the source first (azure-cli 2.91, `flexible_server_georestore`), whose region may be what is out. All
 * else is of https://learn.microsoft.com/cli/azure/postgres/flexible-server and /mysql/flexible-server. UNVERIFIED: none of it was run against Azure.
 */

/** What is made: where, of what, and whether its own backups go to the pair, too. */
export interface ServerMade {
  readonly of: ServerWords;
  /** Its id. */
  readonly id: string;
  readonly region: string;
  /** Id of the server that the backups are of: nothing is asked there. */
  readonly source: string;
  /** Whether its own backups are kept in the pair, too: only while that answers. */
  readonly paired: boolean;
  /** What has to be in it: the name that a mark begins with. Absent: whatever the newest backup has. */
  readonly mark?: string;
}

/** Lines of a family around what is made from copies. */
export interface CopiedLines {
  /** How many servers of that name there are. */
  readonly named: (of: ServerWords) => string[];
  /** Writes the last thing that is written to a source: an empty database, with the moment in its name. */
  readonly mark: (of: ServerWords, mark: string) => string[];
  /** How long ago it was written: {@link CARRIED} once it is as old as a copy may be behind. */
  readonly carried: (of: ServerWords, mark: string) => string[];
  /** Makes it, once, waits until it is ready, and looks for the mark. */
  readonly restore: (made: ServerMade) => string[];
  /** Where backups of a server are kept, and whether one has had the time to get there: {@link PAIRED}. */
  readonly kept: (of: ServerWords) => string[];
  /** 0 where they are kept in the pair and one is there, else 1. */
  readonly unkept: (of: ServerWords) => string[];
  /** Whether a subscription is offered a size in a region. */
  readonly offered: (subscription: string, region: string, size: string) => string[];
}

/** What {@link CopiedLines.carried} says then. */
export const CARRIED = 'carried';
/** What {@link CopiedLines.kept} says of one that can be restored in the pair. */
export const PAIRED = 'Enabled, since \\d+ s';
/** The same, whether one had the time to get there or not. */
export const KEPT_THERE = 'Enabled, .*';

/** Seconds that a copy in the pair may be behind. */
const AN_HOUR = 3600;

// A question that is not answered ends a line: read as "nothing", it would be made a second time, or deleted as what lacks its mark.
const UNTIL_READY = `is=$(state "$@")
case $is in
  '' | None) az resource create --id "$4" --api-version "$api" --is-full-object --properties "$(body "$@")" --output none; is=$(state "$@") ;;
esac
while [ "$is" != Ready ]; do
  case $is in
    Provisioning | Starting | Updating | Restarting) sleep 60 ;;
    *) printf 'it is %s, and does not become ready by itself\\n' "\${is:-not there}" >&2; exit 1 ;;
  esac
  is=$(state "$@")
done
if [ -n "$8" ]; then
  many=$(marks "$@")
  if [ "\${many:-0}" -eq 0 ]; then printf 'it lacks what was written last: no database %s… is in it\\n' "$8" >&2; exit 1; fi
fi`;

const MARKED = `many=$(marks "$@")
if [ "\${many:-0}" -eq 0 ]; then database "$4$(date +%s)"; fi`;

const OLD = `last=$(names "$@" | sort | tail -n 1)
case \${last:-None} in None) echo 'not marked'; exit 0 ;; esac
age=$(($(date +%s) - \${last##*_}))
if [ "$age" -ge "$5" ]; then echo carried; else printf '%s s of %s\\n' "$age" "$5"; fi`;

const KEPT_WHERE = `set -- $is
taken=\${2:-None}
if [ "$taken" = None ]; then printf '%s, and none is there yet\\n' "\${1:-unknown}"; exit 0; fi
age=$(($(date +%s) - $(date -d "$taken" +%s)))
if [ "$age" -ge "$behind" ]; then printf '%s, since %s s\\n' "$1" "$age"; else printf '%s, and the first is %s s old\\n' "$1" "$age"; fi`;

const KEPT_OR_NOT = `set -- $is
if [ "\${1:-}" = Enabled ] && [ "\${2:-None}" != None ]; then echo 0; else echo 1; fi`;

const IN_BODY = '"backup":{"geoRedundantBackup":"%s"},"network":{"publicNetworkAccess":"Disabled"}}}';

const POSTGRES_STATE = `set -eu
state() { az postgres flexible-server list --subscription "$1" --resource-group "$2" --query "[?name=='$3'].state | [0]" --output tsv; }
marks() { az postgres flexible-server db list --subscription "$1" --resource-group "$2" --server-name "$3" --query "length([?starts_with(name, '$8')])" --output tsv; }
api=2025-08-01
body() { printf '{"location":"%s","properties":{"createMode":"GeoRestore","sourceServerResourceId":"%s","pointInTimeUTC":"%s",${IN_BODY}' "$5" "$6" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$7"; }`;
const RESTORE_POSTGRES = `${POSTGRES_STATE}
${UNTIL_READY}`;
const MARK_POSTGRES = `set -eu
marks() { az postgres flexible-server db list --subscription "$1" --resource-group "$2" --server-name "$3" --query "length([?starts_with(name, '$4')])" --output tsv; }
database() { az postgres flexible-server db create --subscription "$subscription" --resource-group "$group" --server-name "$server" --name "$1" --output none; }
subscription=$1 group=$2 server=$3
${MARKED}`;
const OLD_POSTGRES = `set -eu
names() { az postgres flexible-server db list --subscription "$1" --resource-group "$2" --server-name "$3" --query "[?starts_with(name, '$4')].name" --output tsv; }
${OLD}`;
const KEPT_POSTGRES = `set -eu
behind=$4
is=$(az postgres flexible-server show --subscription "$1" --resource-group "$2" --name "$3" --query "join(' ', [backup.geoRedundantBackup || 'unknown', backup.earliestRestoreDate || 'None'])" --output tsv)`;
const WHERE_POSTGRES = `${KEPT_POSTGRES}
${KEPT_WHERE}`;
const UNKEPT_POSTGRES = `${KEPT_POSTGRES}
${KEPT_OR_NOT}`;

const OFFERED_OR_NOT = `if [ "\${many:-0}" -gt 0 ]; then echo offered; else echo 'not offered'; fi`;
const OFFERED_POSTGRES = `set -eu
many=$(az postgres flexible-server list-skus --subscription "$1" --location "$2" --query "length([].supportedServerEditions[].supportedServerSkus[] | [?name=='$3'])" --output tsv)
${OFFERED_OR_NOT}`;

/** Those of PostgreSQL. */
export const POSTGRES_COPIED: CopiedLines = {
  named: ({ subscription, group, server }) => [
    ...['az', 'postgres', 'flexible-server', 'list', '--subscription', subscription, '--resource-group', group],
    ...['--query', `length([?name=='${server}'])`, '--output', 'tsv'],
  ],
  mark: (of, mark) => script(MARK_POSTGRES, ...wordsOf(of), mark),
  carried: (of, mark) => script(OLD_POSTGRES, ...wordsOf(of), mark, String(AN_HOUR)),
  restore: (made) => script(RESTORE_POSTGRES, ...madeWords(made)),
  kept: (of) => script(WHERE_POSTGRES, ...wordsOf(of), String(AN_HOUR)),
  unkept: (of) => script(UNKEPT_POSTGRES, ...wordsOf(of), String(AN_HOUR)),
  offered: (subscription, region, size) => script(OFFERED_POSTGRES, subscription, region, size),
};

const MYSQL_STATE = `set -eu
state() { az mysql flexible-server list --subscription "$1" --resource-group "$2" --query "[?name=='$3'].state | [0]" --output tsv; }
marks() { az mysql flexible-server db list --subscription "$1" --resource-group "$2" --server-name "$3" --query "length([?starts_with(name, '$8')])" --output tsv; }
api=2023-12-30
body() { printf '{"location":"%s","properties":{"createMode":"GeoRestore","sourceServerResourceId":"%s",${IN_BODY}' "$5" "$6" "$7"; }`;
const RESTORE_MYSQL = `${MYSQL_STATE}
${UNTIL_READY}`;
const MARK_MYSQL = `set -eu
marks() { az mysql flexible-server db list --subscription "$1" --resource-group "$2" --server-name "$3" --query "length([?starts_with(name, '$4')])" --output tsv; }
database() { az mysql flexible-server db create --subscription "$subscription" --resource-group "$group" --server-name "$server" --database-name "$1" --output none; }
subscription=$1 group=$2 server=$3
${MARKED}`;
const OLD_MYSQL = `set -eu
names() { az mysql flexible-server db list --subscription "$1" --resource-group "$2" --server-name "$3" --query "[?starts_with(name, '$4')].name" --output tsv; }
${OLD}`;
const KEPT_MYSQL = `set -eu
behind=$4
is=$(az mysql flexible-server show --subscription "$1" --resource-group "$2" --name "$3" --query "join(' ', [backup.geoRedundantBackup || 'unknown', backup.earliestRestoreDate || 'None'])" --output tsv)`;
const WHERE_MYSQL = `${KEPT_MYSQL}
${KEPT_WHERE}`;
const UNKEPT_MYSQL = `${KEPT_MYSQL}
${KEPT_OR_NOT}`;
const OFFERED_MYSQL = `set -eu
many=$(az mysql flexible-server list-skus --subscription "$1" --location "$2" --query "length([].supportedFlexibleServerEditions[].supportedServerVersions[].supportedSkus[] | [?name=='$3'])" --output tsv)
${OFFERED_OR_NOT}`;

/** Those of MySQL. */
export const MYSQL_COPIED: CopiedLines = {
  named: ({ subscription, group, server }) => [
    ...['az', 'mysql', 'flexible-server', 'list', '--subscription', subscription, '--resource-group', group],
    ...['--query', `length([?name=='${server}'])`, '--output', 'tsv'],
  ],
  mark: (of, mark) => script(MARK_MYSQL, ...wordsOf(of), mark),
  carried: (of, mark) => script(OLD_MYSQL, ...wordsOf(of), mark, String(AN_HOUR)),
  restore: (made) => script(RESTORE_MYSQL, ...madeWords(made)),
  kept: (of) => script(WHERE_MYSQL, ...wordsOf(of), String(AN_HOUR)),
  unkept: (of) => script(UNKEPT_MYSQL, ...wordsOf(of), String(AN_HOUR)),
  offered: (subscription, region, size) => script(OFFERED_MYSQL, subscription, region, size),
};

const GEO = `set -eu
is=$(az mysql flexible-server show --subscription "$1" --resource-group "$2" --name "$3" --query backup.geoRedundantBackup --output tsv)
case $is in
  Enabled) ;;
  *) az mysql flexible-server update --subscription "$1" --resource-group "$2" --name "$3" --geo-redundant-backup Enabled --output none ;;
esac`;

/**
 * Has the backups of a server of MySQL kept in the pair, too; left alone where they are. Of one whose backups are in one place alone, which it is as long as it is in one zone
 * (https://learn.microsoft.com/azure/mysql/flexible-server/concepts-backup-restore, "Move from other backup storage options", 2026-11).
 */
export const keepInPair = (of: ServerWords): string[] => script(GEO, ...wordsOf(of));

const madeWords = ({ of, id, region, source, paired, mark = '' }: ServerMade): string[] => [
  ...wordsOf(of),
  ...[id, region, source, paired ? 'Enabled' : 'Disabled', mark],
];
