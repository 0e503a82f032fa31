import { script } from '../../words/steps';
import type { AccountWords, ContainerWords } from './cli';
import { IN_SMALL } from './cli-ways';

/*
 * The command lines of an account of blobs that exists: the ways that lead to it, and what its owner has set. Calls and options are those of the core of the Azure
 * CLI 2.91 (`az storage account … --help`). UNVERIFIED: none of them was run against Azure.
 */

const wordsOf = ({ subscription, group, account }: AccountWords): [string, string, string] => [subscription, group, account];

/**
 * Its words, and what leads to it: public networks where those that no rule names are let in, subnets and addresses that rules name, endpoints that are approved. A rule counts
 * beside public networks, too: it lets in from the moment on at which a fence shuts those, and whoever recovers needs one. Where all is shut, rules let in nobody; those of a
 * perimeter are said as they are.
 */
const WAYS = `set -eu
subscription=$1 group=$2 account=$3
shift 3
shown() { az storage account show --subscription "$subscription" --resource-group "$group" --name "$account" --output tsv --query "$1"; }
${IN_SMALL}
lines() { while read -r one; do if [ -n "$one" ]; then small "$one"; echo; fi; done | sort -u; }
public=$(shown "join(' ', [publicNetworkAccess || 'Enabled', networkRuleSet.defaultAction])")
rules=$(shown '[networkRuleSet.virtualNetworkRules[].virtualNetworkResourceId, networkRuleSet.ipRules[].ipAddressOrRange][]')
connections=$(shown 'privateEndpointConnections[].[privateEndpoint.id, id, privateLinkServiceConnectionState.status]')`;

const LED = `${WAYS}
given=$(printf '%s\\n' "$@" | lines)
there=$({
  case $public in 'Enabled Allow') echo public; printf '%s\\n' "$rules" ;; 'Enabled Deny') printf '%s\\n' "$rules" ;; Disabled*) ;; *) printf '%s\\n' "$public" ;; esac
  printf '%s\\n' "$connections" | while read -r end id state; do if [ "$state" = Approved ]; then printf '%s\\n' "$end"; fi; done
} | lines)
if [ "$given" = "$there" ]; then echo given; else printf 'it is reached by: %s\\n' "\${there:-nothing}"; fi`;

/** Whether the ways that lead to an account are these, all of them: `given`, else which they are. */
export const storeLedBy = (of: AccountWords, ways: readonly string[]): string[] => script(LED, ...wordsOf(of), ...ways);

/** Whether a rule of it names a way. */
const WAYS_BY_RULE = `${WAYS}
rules=$(printf '%s\\n' "$rules" | lines)
named() { printf '%s\\n' "$rules" | grep -qxF -e "$(small "$1")"; }`;

const CLOSE = `${WAYS_BY_RULE}
for way in "$@"; do
  case $way in
    public)
      if [ "$public" = 'Enabled Allow' ]; then az storage account update --subscription "$subscription" --resource-group "$group" --name "$account" --default-action Deny --output none; fi
      ;;
    */privateEndpoints/*)
      printf '%s\\n' "$connections" | while read -r end id state; do
        if [ "$(small "$end")" != "$(small "$way")" ] || [ "$state" != Approved ]; then continue; fi
        az storage account private-endpoint-connection reject --id "$id" --output none </dev/null || exit 1
      done
      ;;
    */subnets/*)
      if named "$way"; then az storage account network-rule remove --subscription "$subscription" --resource-group "$group" --account-name "$account" --subnet "$way" --output none; fi
      ;;
    *)
      if named "$way"; then az storage account network-rule remove --subscription "$subscription" --resource-group "$group" --account-name "$account" --ip-address "$way" --output none; fi
      ;;
  esac
done
echo closed`;

/** Closes these ways to an account, and leaves the others as they are. */
export const closeStore = (of: AccountWords, ways: readonly string[]): string[] => script(CLOSE, ...wordsOf(of), ...ways);

const OPEN = `${WAYS_BY_RULE}
for way in "$@"; do
  case $way in
    public)
      if [ "$public" = 'Enabled Deny' ]; then az storage account update --subscription "$subscription" --resource-group "$group" --name "$account" --default-action Allow --output none; fi
      ;;
    */privateEndpoints/*)
      found=$(printf '%s\\n' "$connections" | while read -r end id state; do
        if [ "$(small "$end")" = "$(small "$way")" ]; then printf '%s %s\\n' "$state" "$id"; fi
      done)
      case $found in
        'Approved '*) ;;
        '') printf 'no connection of %s: its endpoint is made anew by its owner\\n' "$way" >&2; exit 1 ;;
        *) az storage account private-endpoint-connection approve --id "\${found#* }" --output none ;;
      esac
      ;;
    */subnets/*)
      if ! named "$way"; then az storage account network-rule add --subscription "$subscription" --resource-group "$group" --account-name "$account" --subnet "$way" --output none; fi
      ;;
    *)
      if ! named "$way"; then az storage account network-rule add --subscription "$subscription" --resource-group "$group" --account-name "$account" --ip-address "$way" --output none; fi
      ;;
  esac
done
echo opened`;

/** Opens these ways to an account again, and no other one. */
export const openStore = (of: AccountWords, ways: readonly string[]): string[] => script(OPEN, ...wordsOf(of), ...ways);

/** What a query says of an account. */
export const saidOfStore = ({ subscription, group, account }: AccountWords, query: string): string[] => [
  ...['az', 'storage', 'account', 'show', '--subscription', subscription, '--resource-group', group, '--name', account],
  ...['--query', query, '--output', 'tsv'],
];

/** What a query says of what an account keeps of its blobs. */
export const saidOfBlobs = ({ subscription, group, account }: AccountWords, query: string): string[] => [
  ...['az', 'storage', 'account', 'blob-service-properties', 'show', '--subscription', subscription, '--resource-group', group],
  ...['--account-name', account, '--query', query, '--output', 'tsv'],
];

/** Whether a container is there: asked of Resource Manager, whatever networks the account admits. */
export const containerThere = ({ subscription, group, account, container }: ContainerWords): string[] => [
  ...['az', 'storage', 'container-rm', 'exists', '--subscription', subscription, '--resource-group', group, '--storage-account', account],
  ...['--name', container, '--query', 'exists', '--output', 'tsv'],
];

const SENDS = `set -eu
others=$(az storage account or-policy list --subscription "$1" --resource-group "$2" --account-name "$3" --query "[?ends_with(sourceAccount, '$3') && !ends_with(destinationAccount, '$4')].destinationAccount" --output tsv)
received=$(az storage account or-policy list --subscription "$1" --resource-group "$2" --account-name "$3" --query "[?ends_with(destinationAccount, '$3')].sourceAccount" --output tsv)
if [ -n "$received" ]; then printf 'it receives from: %s\\n' "$received"; exit 0; fi
set -- $others
if [ "$#" -gt 1 ]; then printf 'it sends to two others: %s\\n' "$*"; else echo free; fi`;

/** Whether an account may send to one more, of that name, and receives from none: `free`, else what is in the way. */
export const maySendTo = (of: AccountWords, to: string): string[] => script(SENDS, ...wordsOf(of), to);
