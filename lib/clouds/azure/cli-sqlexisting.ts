import { script } from '../../words/steps';
import { wordsOf, type ServerWords } from './cli-database';
import type { SqlWords } from './cli-sql';
import { CLOSE_WAYS, COMPARE_WAYS, OPEN_WAYS, IN_SMALL } from './cli-ways';

/*
 * The command lines of a server of Azure SQL that exists, and of the database on it: the ways that lead there, and what its owner has set. Calls and options are
 * those of the core of the Azure CLI 2.91 (`az sql … --help`, `az network private-endpoint-connection --help`); fields are those of its SDK. UNVERIFIED: none of
 * them was run against Azure.
 */

/** As `cli-ways.ts` asks; a connection is named by its id. */
const WAYS = `set -eu
subscription=$1 group=$2 server=$3
shift 3
shown() { az sql server show --subscription "$subscription" --resource-group "$group" --name "$server" --output tsv --query "$1"; }
${IN_SMALL}
access() {
  if [ "$1" = Enabled ]; then on=true; else on=false; fi
  az sql server update --subscription "$subscription" --resource-group "$group" --name "$server" --enable-public-network "$on" --output none
}
reject() { az network private-endpoint-connection reject --subscription "$subscription" --id "$1" --description 'closed by a fence' --output none; }
approve() { az network private-endpoint-connection approve --subscription "$subscription" --id "$1" --description 'opened again' --output none; }
approved="privateEndpointConnections[?properties.privateLinkServiceConnectionState.status=='Approved']"
keys() { shown "$approved.id"; }
ends() { shown "$approved.properties.privateEndpoint.id"; }
connections() { shown 'privateEndpointConnections[].[properties.privateEndpoint.id, id, properties.privateLinkServiceConnectionState.status]'; }
public=$(shown "publicNetworkAccess || 'Enabled'")`;

const CLOSE = `${WAYS}
${CLOSE_WAYS}`;

/** Closes every way to a server: the public networks, and each private endpoint, whose connection is rejected. */
export const closeSqlServer = (of: ServerWords): string[] => script(CLOSE, ...wordsOf(of));

const OPEN = `${WAYS}
${OPEN_WAYS}`;

/** Opens these ways to a server again, and no other one. */
export const openSqlServer = (of: ServerWords, ways: readonly string[]): string[] => script(OPEN, ...wordsOf(of), ...ways);

const LED = `${WAYS}
${COMPARE_WAYS}`;

/** Whether the ways that lead to a server are those that are given, all of them: `given`, else which they are. */
export const sqlLedBy = (of: ServerWords, ways: readonly string[]): string[] => script(LED, ...wordsOf(of), ...ways);

const ALONE = `set -eu
group=$(az sql db show --subscription "$1" --resource-group "$2" --server "$3" --name "$4" --query "failoverGroupId || ''" --output tsv)
links=$(az sql db replica list-links --subscription "$1" --resource-group "$2" --server "$3" --name "$4" --query '[].partnerServer' --output tsv)
group=\${group##*/} ours=$5 partner=$6
case $group in '' | "$ours") ;; *) printf 'it is in a failover group already: %s\\n' "$group"; exit 0 ;; esac
for one in $links; do
  if [ "$one" != "$partner" ]; then printf 'it has a geo-replica, or is one, already: at %s\\n' "$one"; exit 0; fi
done
echo alone`;

/** Whether a database is in no failover group and linked to no server but those of these names: `alone`, else to which it is. */
export const followedByNoOther = ({ database, ...of }: SqlWords, group: string, partner: string): string[] =>
  script(ALONE, ...wordsOf(of), database, group, partner);

const PLACED = `set -eu
at=$(az sql server show --subscription "$1" --resource-group "$2" --name "$3" --output tsv --query location)
printf '%s\\n' "$at" | tr -d ' ' | tr '[:upper:]' '[:lower:]'`;

/** The region of a server, in small letters. */
export const regionOfSqlServer = (of: ServerWords): string[] => script(PLACED, ...wordsOf(of));

/** What a query says of a database. */
export const saidOfDatabase = ({ subscription, group, server, database }: SqlWords, query: string): string[] => [
  ...['az', 'sql', 'db', 'show', '--subscription', subscription, '--resource-group', group, '--server', server, '--name', database],
  ...['--query', query, '--output', 'tsv'],
];

/** Whose key encrypts a server: `ServiceManaged`, or that of a vault. */
export const keyOfSqlServer = ({ subscription, group, server }: ServerWords): string[] => [
  ...['az', 'sql', 'server', 'tde-key', 'show', '--subscription', subscription, '--resource-group', group, '--server', server],
  ...['--query', 'serverKeyType', '--output', 'tsv'],
];

/** Whether a server lets in nobody but by Entra ID. */
export const letsInByEntraAlone = ({ subscription, group, server }: ServerWords): string[] => [
  ...['az', 'sql', 'server', 'ad-only-auth', 'get', '--subscription', subscription, '--resource-group', group, '--name', server],
  ...['--query', 'azureAdOnlyAuthentication || `false`', '--output', 'tsv'],
];
