import { script } from '../../words/steps';
import {
  COMPARED,
  DOORS_QUERY,
  LACKED_HEAD,
  LACKED_TAIL,
  lackedWords,
  LATELY,
  wordsOf,
  type ServerLines,
  type ServerWords,
} from './cli-database';

/*
 * The command lines of MySQL flexible server. Calls and options are those of https://learn.microsoft.com/cli/azure/mysql/flexible-server (2026-11);
 * fields are what azure-cli 2.91 makes of the model of its SDK. UNVERIFIED: none of them was run against Azure.
 */

const SHOW = 'az mysql flexible-server show --subscription "$1" --resource-group "$2" --name "$3" --output tsv --query';

const shown = ({ subscription, group, server }: ServerWords, query: string): string[] => [
  ...['az', 'mysql', 'flexible-server', 'show', '--subscription', subscription, '--resource-group', group, '--name', server],
  ...['--query', query, '--output', 'tsv'],
];

/** The state and the role of a server. */
const roleOf = (of: ServerWords): string[] => shown(of, "join(' ', [state, replicationRole || 'None'])");

/** What that says of one that takes writes. */
export const MYSQL_WRITES = 'Ready (Source|None)';

const RESTART = 'az mysql flexible-server restart --subscription "$1" --resource-group "$2" --name "$3" --output none';

const GROWN = `set -eu
has=$(${SHOW} storage.storageSizeGb)
${COMPARED}`;

/** What every family has. */
export const MYSQL_LINES: ServerLines = {
  role: roleOf,
  follows: 'Ready Replica',
  restart: (of) => script(RESTART, ...wordsOf(of)),
  doors: (of) => shown(of, DOORS_QUERY),
  fits: (of, gib) => script(GROWN, ...wordsOf(of), String(gib)),
  backups: ({ subscription, group, server }) => [
    ...['az', 'mysql', 'flexible-server', 'backup', 'list', '--subscription', subscription, '--resource-group', group],
    ...['--name', server, '--query', 'length(@)', '--output', 'tsv'],
  ],
};

/** How many seconds a replica is behind, as it knows it itself. */
const LAG = 'replication_lag';

const BEHIND = `set -e
id=$(${SHOW} id)
${LATELY}`;

/** How many seconds a replica is behind. */
export const mysqlBehind = (replica: ServerWords): string[] => script(BEHIND, ...wordsOf(replica), LAG);

const WHOLE = `set -e
id=$(${SHOW} id)
for metric in Replica_IO_Running Replica_SQL_Running; do
set -- "$1" "$2" "$3" "$metric"
last=$(${LATELY})
case $last in 0 | 0.*) printf '%s is %s\\n' "$metric" "$last"; exit 0 ;; esac
done
echo whole`;

/** Whether what fetches from the source of a replica, and what writes down what was fetched, run, as far as it was told; {@link WHOLE_REPLICA} where they do. */
export const mysqlWhole = (replica: ServerWords): string[] => script(WHOLE, ...wordsOf(replica));

/** What {@link mysqlWhole} says of one that follows whole: where nothing is told, nobody knows better. */
export const WHOLE_REPLICA = 'whole';

const LACKED = `${LACKED_HEAD}
id=$(${SHOW} id)
last=$(az monitor metrics list --resource "$id" --metrics replication_lag ${LACKED_TAIL}`;

/** How many seconds of data a replica lacked when its source was lost; without a moment, how far it is behind now. */
export const mysqlLackedAt = (replica: ServerWords, loss?: string): string[] => script(LACKED, ...lackedWords(replica, loss));

const SINCE = `set -e
id=$(${SHOW} id)
told=$(az monitor metrics list --resource "$id" --metrics "$4" --aggregation Maximum --interval PT1M --start-time "$5" --query 'value[0].timeseries[0].data[?maximum!=null].maximum' --output tsv)
set -- $told
if [ "$#" -ge 2 ]; then printf '%s\\n' "$@" | tail -n 2 | sort -n | tail -n 1; fi`;

/**
 * The most seconds that a replica was behind in the last two minutes told since a moment; nothing before two were told of. What it
 * lacked in a minute ahead of these, and has caught up with, counts no more.
 */
export const mysqlBehindSince = (replica: ServerWords, moment: string): string[] => script(SINCE, ...wordsOf(replica), LAG, moment);

const STOP = `set -e
role=$(az mysql flexible-server list --subscription "$1" --resource-group "$2" --query "[?name=='$3'].replicationRole" --output tsv)
case $role in
  Replica) az mysql flexible-server replica stop-replication --subscription "$1" --resource-group "$2" --name "$3" --yes --output none ;;
esac`;

/** Ends that a replica follows: it takes writes then. One that follows nobody, or is not there, is left alone. */
export const stopReplica = (replica: ServerWords): string[] => script(STOP, ...wordsOf(replica));
