import { script } from '../../words/steps';
import { wordsOf, type ServerWords } from './cli-database';
import { CLOSE_WAYS, COMPARE_WAYS, OPEN_WAYS, IN_SMALL } from './cli-ways';

/*
 * The command lines of a PostgreSQL server that exists: the ways that lead to it, and what its owner has set. Calls and options are those of the core of
 * the Azure CLI 2.91 (`az postgres flexible-server … --help`). UNVERIFIED: none of them was run against Azure.
 */

/** Its words, and its connections; the ways that are given are the rest of the arguments. */
const WAYS = `set -eu
subscription=$1 group=$2 server=$3
shift 3
shown() { az postgres flexible-server show --subscription "$subscription" --resource-group "$group" --name "$server" --output tsv --query "$1"; }
${IN_SMALL}
access() { az postgres flexible-server update --subscription "$subscription" --resource-group "$group" --name "$server" --public-access "$1" --output none; }
reject() { az postgres flexible-server private-endpoint-connection reject --subscription "$subscription" --resource-group "$group" --server-name "$server" --name "$1" --output none; }
approve() { az postgres flexible-server private-endpoint-connection approve --subscription "$subscription" --resource-group "$group" --server-name "$server" --name "$1" --output none; }
approved="privateEndpointConnections[?privateLinkServiceConnectionState.status=='Approved']"
keys() { shown "$approved.name"; }
ends() { shown "$approved.privateEndpoint.id"; }
connections() { shown 'privateEndpointConnections[].[privateEndpoint.id, name, privateLinkServiceConnectionState.status]'; }
public=$(shown network.publicNetworkAccess)`;

const CLOSE = `${WAYS}
${CLOSE_WAYS}`;

/** Closes every way to a server: the public networks, and each private endpoint, whose connection is rejected. */
export const closeServer = (of: ServerWords): string[] => script(CLOSE, ...wordsOf(of));

const OPEN = `${WAYS}
${OPEN_WAYS}`;

/** Opens these ways to a server again, and no other one. */
export const openServer = (of: ServerWords, ways: readonly string[]): string[] => script(OPEN, ...wordsOf(of), ...ways);

const LED = `${WAYS}
${COMPARE_WAYS}`;

/** Whether the ways that lead to a server are those that are given, all of them: `given`, else which they are. */
export const ledBy = (of: ServerWords, ways: readonly string[]): string[] => script(LED, ...wordsOf(of), ...ways);

const ALONE = `set -eu
replicas=$(az postgres flexible-server replica list --subscription "$1" --resource-group "$2" --name "$3" --output tsv --query '[].name')
pairs=$(az postgres flexible-server virtual-endpoint list --subscription "$1" --resource-group "$2" --server-name "$3" --output tsv --query '[].name')
ours=$4 pair=$5
for one in $replicas; do
  if [ "$one" != "$ours" ]; then printf 'it has a replica already: %s\\n' "$one"; exit 0; fi
done
for one in $pairs; do
  if [ "$one" != "$pair" ]; then printf 'it has a virtual endpoint already: %s\\n' "$one"; exit 0; fi
done
echo alone`;

/** Whether a server has no replica and no virtual endpoint but those of these names: `alone`, else which it has. */
export const followedByNone = (of: ServerWords, ours: string, pair: string): string[] => script(ALONE, ...wordsOf(of), ours, pair);

const PLACED = `set -eu
at=$(az postgres flexible-server show --subscription "$1" --resource-group "$2" --name "$3" --output tsv --query location)
printf '%s\\n' "$at" | tr -d ' ' | tr '[:upper:]' '[:lower:]'`;

/** The region of a server, as it is named in small letters: the service says it as people do. */
export const regionOfServer = (of: ServerWords): string[] => script(PLACED, ...wordsOf(of));

/** What a query says of a server. */
export const saidOfServer = ({ subscription, group, server }: ServerWords, query: string): string[] => [
  ...['az', 'postgres', 'flexible-server', 'show', '--subscription', subscription, '--resource-group', group, '--name', server],
  ...['--query', query, '--output', 'tsv'],
];
