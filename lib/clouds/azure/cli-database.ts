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

const wordsOf = ({ subscription, group, server }: ServerWords): [string, string, string] => [subscription, group, server];
const SHOW = 'az postgres flexible-server show --subscription "$1" --resource-group "$2" --name "$3" --output tsv --query';

/** The state and the role of a server: one that has no replica has none. */
export const serverRole = ({ subscription, group, server }: ServerWords): string[] => [
  ...['az', 'postgres', 'flexible-server', 'show', '--subscription', subscription, '--resource-group', group, '--name', server],
  ...['--query', "join(' ', [state, replicationRole || 'None'])", '--output', 'tsv'],
];

/** What {@link serverRole} says of one that follows, and may take the role. */
export const FOLLOWS_READY = 'Ready (Geo)?AsyncReplica';
/** What it says of one that takes writes. */
export const WRITES_READY = 'Ready (Primary|None)';

const RESTART = 'az postgres flexible-server restart --subscription "$1" --resource-group "$2" --name "$3" --output none';

/** Restarts a server, and with it ends every session. */
export const restartServer = (of: ServerWords): string[] => script(RESTART, ...wordsOf(of));

const DOORS = `set -e
id=$(${SHOW} id)
public=$(${SHOW} network.publicNetworkAccess)
doors=$(az network private-endpoint-connection list --id "$id" --query "length([?properties.privateLinkServiceConnectionState.status=='Approved'])" --output tsv)
printf '%s %s\\n' "$public" "$doors"`;

/** Whether a server is reached by public networks, and how many private endpoints lead to it. */
export const doorsOf = (of: ServerWords): string[] => script(DOORS, ...wordsOf(of));

/** What {@link doorsOf} says of one that nobody reaches. */
export const CLOSED_SERVER = 'Disabled 0';

const METRIC = `set -e
id=$(${SHOW} id)
az monitor metrics list --resource "$id" --metrics "$4" --aggregation Maximum --interval PT1M --offset 15m --query 'value[0].timeseries[0].data[?maximum!=null] | [-1].maximum' --output tsv`;

/** How many bytes the replica that is furthest behind lacks, as its source knows it. */
export const behindBytes = (source: ServerWords): string[] => script(METRIC, ...wordsOf(source), 'physical_replication_delay_in_bytes');

/** How many seconds a replica is behind, as it knows it itself. */
export const behindSeconds = (replica: ServerWords): string[] =>
  script(METRIC, ...wordsOf(replica), 'physical_replication_delay_in_seconds');

const PROMOTE = `set -e
role=$(${SHOW} replicationRole)
case $role in
  *AsyncReplica) az postgres flexible-server replica promote --subscription "$1" --resource-group "$2" --name "$3" --promote-mode switchover --promote-option "$4" --yes --output none ;;
esac`;

/** Has a replica take the role of its source, which follows it then; one that has it already is left alone. */
export const promoteServer = (replica: ServerWords, option: 'planned' | 'forced'): string[] => script(PROMOTE, ...wordsOf(replica), option);
