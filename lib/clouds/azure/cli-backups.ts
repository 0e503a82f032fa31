import { script } from '../../words/steps';
import type { SqlWords } from './cli-sql';

/*
 * How a SQL database is made from another one: from its backups in the paired region, or from itself. Calls and options are those of
 * https://learn.microsoft.com/cli/azure/sql/db (azure-cli 2.91). UNVERIFIED: none of them was run against Azure.
 */

/** What is made: where, and as what. */
export interface SqlMade {
  readonly at: SqlWords;
  /** Its size, as the service names it. */
  readonly size: string;
  /** Whether it is over several zones. */
  readonly zonal: boolean;
  /** Where its own backups are kept: `Local`, `Zone`, `Geo` or `GeoZone`. */
  readonly backups: string;
}

const wordsOf = ({ at, size, zonal, backups }: SqlMade): string[] => [
  ...[at.subscription, at.group, at.server, at.database],
  ...[size, String(zonal), backups],
];

/** How many databases of that name a server has: 0 where nothing was made there. */
export const databasesNamed = ({ subscription, group, server, database }: SqlWords): string[] => [
  ...['az', 'sql', 'db', 'list', '--subscription', subscription, '--resource-group', group, '--server', server],
  ...['--query', `length([?name=='${database}'])`, '--output', 'tsv'],
];

/** What is made already is not made again: a run that was ended may have left it half done, and the service goes on by itself. */
const STATUS = `set -eu
status() { az sql db list --subscription "$1" --resource-group "$2" --server "$3" --query "[?name=='$4'].status | [0]" --output tsv; }
is=$(status "$@")`;

/** Waits until it is online, while it is in a state that its making goes through; any other one ends it. */
const UNTIL = `is=$(status "$@")
while [ "$is" != Online ]; do
  case $is in`;
const ELSE = `    Creating | Starting | Scaling) sleep 60 ;;
    *) printf 'it is %s, and does not come online by itself\\n' "\${is:-not there}" >&2; exit 1 ;;
  esac
  is=$(status "$@")
done`;

/** What is being copied is waited for by no restore: the source of a copy that is not at its end may be what is out. */
const RESTORED = `${UNTIL}
    Restoring | Recovering) sleep 60 ;;
${ELSE}`;
const COPIED = `${UNTIL}
    Copying) sleep 60 ;;
${ELSE}`;

const KEPT_SO = '--zone-redundant "$6" --backup-storage-redundancy "$7"';
const OF_WHAT = `--service-objective "$5" ${KEPT_SO}`;

const RECOVER = `${STATUS}
case $is in
  '' | None) az sql db geo-backup restore --subscription "$1" --resource-group "$2" --dest-server "$3" --dest-database "$4" ${OF_WHAT} --geo-backup-id "$8" --output none ;;
esac
${RESTORED}`;

/**
 * Makes a database from the backups of another one that are in the paired region, by the id that they have: nothing is asked of the server that they are of
 * (the source of the Azure CLI, `restore_geo_backup`).
 */
export const restoreGeo = (made: SqlMade, backup: string): string[] => script(RECOVER, ...wordsOf(made), backup);

const FROM_LONG = `${STATUS}
case $is in
  '' | None) az sql db ltr-backup restore --subscription "$1" --dest-resource-group "$2" --dest-server "$3" --dest-database "$4" ${OF_WHAT} --backup-id "$8" --output none ;;
esac
${RESTORED}`;

/** The same, from a backup that is kept for long. */
export const restoreLong = (made: SqlMade, backup: string): string[] => script(FROM_LONG, ...wordsOf(made), backup);

const COPY = `${STATUS}
case $is in
  '' | None)
    size=$(az sql db show --subscription "$1" --resource-group "$8" --server "$9" --name "$4" --query currentServiceObjectiveName --output tsv)
    case $size in "\${5%%_*}_"*) size=$5 ;; esac
    az sql db copy --subscription "$1" --resource-group "$8" --server "$9" --name "$4" --dest-resource-group "$2" --dest-server "$3" --dest-name "$4" --service-objective "$size" ${KEPT_SO} --output none ;;
esac
${COPIED}`;

/**
 * Makes a database from another one that answers: all that it has, once nobody writes there. A copy is of one tier with its source (the source of the Azure CLI,
 * `_use_source_db_tier`): where somebody made that another one, the copy is of the size of its source, and the apply behind it says the rest.
 */
export const copyOf = (made: SqlMade, source: SqlWords): string[] => script(COPY, ...wordsOf(made), source.group, source.server);

const AGE = `set -eu
taken=$(az sql db geo-backup show --subscription "$1" --resource-group "$2" --server "$3" --database "$4" --query lastAvailableBackupDate --output tsv)
case $taken in '' | None) printf 'no backup is there\\n' >&2; exit 1 ;; esac
age=$(($(date +%s) - $(date -d "$taken" +%s)))
echo "$((age > 0 ? age : 0))"`;

/** How many seconds old the newest backup is that is in the paired region. (`date -d` is that of GNU.) */
export const geoBackupAge = ({ subscription, group, server, database }: SqlWords): string[] =>
  script(AGE, subscription, group, server, database);

const KEPT = `set -eu
kept=$(az sql db show --subscription "$1" --resource-group "$2" --server "$3" --name "$4" --query currentBackupStorageRedundancy --output tsv)
taken=$(az sql db geo-backup list --subscription "$1" --resource-group "$2" --server "$3" --query "[?name=='$4'].lastAvailableBackupDate | [0]" --output tsv)
printf '%s %s\\n' "$kept" "\${taken:-None}"`;

/** Where backups of a database are kept, and when the newest one was taken that is in the paired region. */
export const geoBackup = ({ subscription, group, server, database }: SqlWords): string[] =>
  script(KEPT, subscription, group, server, database);

/** What {@link geoBackup} says of one that can be restored in the other region. */
export const RESTORABLE = 'Geo(Zone)? \\d{4}-\\d\\d-\\d\\dT.*';

const OFFERED = `set -eu
many=$(az sql db list-editions --subscription "$1" --location "$2" --service-objective "$3" --available --query "length([].supportedServiceLevelObjectives[] | [?name=='$3'])" --output tsv)
if [ "\${many:-0}" -gt 0 ]; then echo offered; else echo 'not offered'; fi`;

/** Whether a subscription is offered a size in a region. */
export const sizeOffered = (subscription: string, region: string, size: string): string[] => script(OFFERED, subscription, region, size);
