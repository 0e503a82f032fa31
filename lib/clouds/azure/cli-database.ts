import { LOST } from '../../words/lag';
import { script } from '../../words/steps';

/*
 * The command lines of PostgreSQL flexible server. Calls and options are those of
 * https://learn.microsoft.com/cli/azure/postgres/flexible-server (2026-11), `az monitor metrics list` and `az network
 * private-endpoint-connection`. UNVERIFIED: none of them was run against Azure.
 */

/** A server, as the command line names it. */
export interface ServerWords {
  readonly subscription: string;
  readonly group: string;
  readonly server: string;
}

/** The three, as the arguments of a shell's text. */
export const wordsOf = ({ subscription, group, server }: ServerWords): [string, string, string] => [subscription, group, server];
const SHOW = 'az postgres flexible-server show --subscription "$1" --resource-group "$2" --name "$3" --output tsv --query';

const shown = ({ subscription, group, server }: ServerWords, query: string): string[] => [
  ...['az', 'postgres', 'flexible-server', 'show', '--subscription', subscription, '--resource-group', group, '--name', server],
  ...['--query', query, '--output', 'tsv'],
];

/** The state and the role of a server: one that has no replica has none. */
const serverRole = (of: ServerWords): string[] => shown(of, "join(' ', [state, replicationRole || 'None'])");

/** What {@link serverRole} says of one that follows, and may take the role. */
export const FOLLOWS_READY = 'Ready (Geo)?AsyncReplica';
/**
 * The same, with how its replication is: the service says it of a replica alone (`ReplicationState` of
 * https://learn.microsoft.com/rest/api/postgresql/flexibleserver/servers/get, 2026-11), and one that is broken stays `Ready`.
 */
export const replicationOf = (of: ServerWords): string[] =>
  shown(of, "join(' ', [state, replicationRole || 'None', replica.replicationState || 'unknown'])");

/** What {@link replicationOf} says of one that follows whole: what is being caught up comes by itself; where nothing is said, nobody knows better. */
export const FOLLOWS_WHOLE = `${FOLLOWS_READY} (?!Broken$)\\w+`;

/** What it says of one that takes writes. */
export const WRITES_READY = 'Ready (Primary|None)';

const RESTART = 'az postgres flexible-server restart --subscription "$1" --resource-group "$2" --name "$3" --output none';

/** Restarts a server, and with it ends every session. */
const restartServer = (of: ServerWords): string[] => script(RESTART, ...wordsOf(of));

/**
 * Whether a server is public, and how many private endpoints lead there, asked of the server itself: `az network private-endpoint-connection list`
 * reads them of the same answer, and ends with an error where that names none (its source, `support_list`; 2.91), which is where a fence holds.
 */
export const DOORS_QUERY =
  "join(' ', [network.publicNetworkAccess, to_string(length(privateEndpointConnections[?privateLinkServiceConnectionState.status=='Approved'] || `[]`))])";

/** Whether a server is reached by public networks, and how many private endpoints lead to it. */
const doorsOf = (of: ServerWords): string[] => shown(of, DOORS_QUERY);

/** What {@link doorsOf} says of one that nobody reaches. */
export const CLOSED_SERVER = 'Disabled 0';

/** What an id told last of a metric, in a quarter of an hour. */
export const LATELY = `az monitor metrics list --resource "$id" --metrics "$4" --aggregation Maximum --interval PT1M --offset 15m --query 'value[0].timeseries[0].data[?maximum!=null] | [-1].maximum' --output tsv`;

const METRIC = `set -e
id=$(${SHOW} id)
${LATELY}`;

/** How many bytes the replica that is furthest behind lacks, as its source knows it. */
export const behindBytes = (source: ServerWords): string[] => script(METRIC, ...wordsOf(source), 'physical_replication_delay_in_bytes');

const BEHIND = `set -e
id=$(${SHOW} id)
set -- "$1" "$2" "$3" physical_replication_delay_in_seconds "$4" "$5" "$6"
seconds=$(${LATELY})
unsent=
if id=$(az postgres flexible-server show --subscription "$5" --resource-group "$6" --name "$7" --output tsv --query id); then
  set -- "$1" "$2" "$3" physical_replication_delay_in_bytes
  unsent=$(${LATELY}) || unsent=
fi
case $unsent in 0 | 0.0) echo 0 ;; *) printf '%s\\n' "$seconds" ;; esac`;

/**
 * How many seconds a replica is behind, as it knows it itself: the time since it replayed a transaction, also where none was made since. So it is 0 where its
 * source says that it lacks no byte; where that says nothing, those seconds count.
 */
export const behindSeconds = (replica: ServerWords, source: ServerWords): string[] =>
  script(BEHIND, ...wordsOf(replica), ...wordsOf(source));

/** What was lost is counted from the last measure ahead of the loss (`$4`, or now): up to the metric that is asked for. (`date -d` is that of GNU.) */
export const LACKED_HEAD = `set -eu
${LOST}
iso() { date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ; }
loss=$4 end=\${4:-$(date +%s)}`;

/** From the name of that metric on: `$at`, the moment of the measure, and `$2`, what was measured. */
export const LAST_MEASURED = `--aggregation Maximum --interval PT1M --start-time "$(iso "$((end - 900))")" --end-time "$(iso "$end")" --query 'value[0].timeseries[0].data[?maximum!=null] | [-1].[timeStamp,maximum]' --output tsv)
set -- $last
case \${1:-None} in None) printf 'nothing was measured\\n' >&2; exit 1 ;; esac
at=$(date -d "$1" +%s)`;

/** The same, of a metric of seconds, and what was lost of it. */
export const LACKED_TAIL = `${LAST_MEASURED}
lost "$loss" "$at" "\${2:-}"`;

const LACKED = `${LACKED_HEAD}
id=$(${SHOW} id)
last=$(az monitor metrics list --resource "$id" --metrics physical_replication_delay_in_seconds ${LACKED_TAIL}`;

/** The moment of a loss (in ISO 8601), as the commands around {@link LACKED_HEAD} take it. */
export const momentOf = (loss?: string): string => (loss === undefined ? '' : String(Math.floor(Date.parse(loss) / 1000)));

/** A server and the moment of a loss, as those commands take them. */
export const lackedWords = (server: ServerWords, loss?: string): string[] => [...wordsOf(server), momentOf(loss)];

/** How many seconds of data a replica lacked when its source was lost; without a moment, how far it is behind now. */
export const lackedAt = (replica: ServerWords, loss?: string): string[] => script(LACKED, ...lackedWords(replica, loss));

const PROMOTE = `set -e
role=$(${SHOW} replicationRole)
case $role in
  *AsyncReplica) az postgres flexible-server replica promote --subscription "$1" --resource-group "$2" --name "$3" --promote-mode switchover --promote-option "$4" --yes --output none ;;
esac`;

/** Has a replica take the role of its source, which follows it then; one that has it already is left alone. */
export const promoteServer = (replica: ServerWords, option: 'planned' | 'forced'): string[] => script(PROMOTE, ...wordsOf(replica), option);

/** Whether what it has is no more than that. */
export const COMPARED = `case $has in '' | *[!0-9]*) printf 'no number: %s\\n' "$has"; exit 0 ;; esac
if [ "$has" -le "$4" ]; then is=fits; else is=outgrown; fi
printf '%s: it has %s GiB, and what is made from it gets %s\\n' "$is" "$has" "$4"`;

const GROWN = `set -eu
has=$(${SHOW} storage.storageSizeGb)
${COMPARED}`;

/** Whether a storage that grew by itself is no larger than what is ordered for what is made from it; {@link FITS} where it is not. */
export const storageFits = (of: ServerWords, gib: number): string[] => script(GROWN, ...wordsOf(of), String(gib));

/** What {@link storageFits} prints where it does. */
export const FITS = 'fits: .*';

const ALIKE = `set -eu
is() { ${SHOW} "join(' ', [sku.tier, sku.name, to_string(storage.storageSizeGb), version, storage.autoGrow])"; }
here=$(is "$1" "$2" "$3")
there=$(is "$4" "$5" "$6")
if [ "$here" = "$there" ]; then echo alike; else printf '%s; there %s\\n' "$here" "$there"; fi`;

/** Whether two servers are of one tier, size, storage and version, without which no role is swapped; else what each is. */
export const serversAlike = (here: ServerWords, there: ServerWords): string[] => script(ALIKE, ...wordsOf(here), ...wordsOf(there));

const READER = `set -eu
members=$(az postgres flexible-server virtual-endpoint list --subscription "$1" --resource-group "$2" --server-name "$3" --output tsv --query "[?endpointType=='ReadWrite'].members[]")
for member in $members; do
  if [ "$member" = "$4" ]; then echo member; exit 0; fi
done
printf 'no member: %s\\n' "\${members:-there is no virtual endpoint}"`;

/** Whether a replica is a member of the virtual endpoint of its source, as it has to be before it takes the role. */
export const readsFrom = (source: ServerWords, replica: string): string[] => script(READER, ...wordsOf(source), replica);

/** Whether a server has a second one in another zone, and how that is. */
export const zonesOf = (of: ServerWords): string[] =>
  shown(of, "join(' ', [highAvailability.mode || 'None', highAvailability.state || 'None'])");

/** How many backups of a server there are: it restores from none of before it took the role. */
const backupsOf = ({ subscription, group, server }: ServerWords): string[] => [
  ...['az', 'postgres', 'flexible-server', 'backup', 'list', '--subscription', subscription, '--resource-group', group],
  ...['--server-name', server, '--query', 'length(@)', '--output', 'tsv'],
];

/** Lines that every family of flexible servers has. */
export interface ServerLines {
  /** The state and the role of a server. */
  readonly role: (of: ServerWords) => string[];
  /** What that says of one that follows, and may take the role. */
  readonly follows: string;
  /** Ends every session. */
  readonly restart: (of: ServerWords) => string[];
  /** Whether it is reached by public networks, and how many private endpoints lead to it. */
  readonly doors: (of: ServerWords) => string[];
  /** Whether its storage is no larger than what is ordered of what is made from it. */
  readonly fits: (of: ServerWords, gib: number) => string[];
  /** How many backups of it there are. */
  readonly backups: (of: ServerWords) => string[];
}

/** Those of PostgreSQL. */
export const POSTGRES_LINES: ServerLines = {
  role: serverRole,
  follows: FOLLOWS_READY,
  restart: restartServer,
  doors: doorsOf,
  fits: storageFits,
  backups: backupsOf,
};
