import { claimScript } from '../../port/marker-messages';
import { script } from '../../words/steps';
import { FENCED, MARKER_ID, MARKER_SEQUENCE } from './facts';

/*
 * The command lines of object storage, of grants and of claims; each of the others stands with its noun (`cli-*.ts`): which call, and how its answer
 * is read. The steps say which of them, when, and what is expected. Texts are constant; subscriptions, groups and names are arguments.
 */

/** A storage account, as the command line names it. */
export interface AccountWords {
  readonly subscription: string;
  readonly group: string;
  readonly account: string;
}

/** With one container of it. */
export interface ContainerWords extends AccountWords {
  readonly container: string;
}

const wordsOf = ({ subscription, group, account }: AccountWords): [string, string, string] => [subscription, group, account];

/**
 * Whether an account is reached by public networks, what it does with one that no rule names, how many subnets and private endpoints are
 * admitted, and how many subnets a fence left in, where one reached it: {@link CLOSED} where no other network gets in, but for single addresses.
 */
export const networks = ({ subscription, group, account }: AccountWords): string[] => [
  ...['az', 'storage', 'account', 'show', '--subscription', subscription, '--resource-group', group, '--name', account, '--query'],
  `[publicNetworkAccess || 'Enabled', networkRuleSet.defaultAction, to_string(length(networkRuleSet.virtualNetworkRules || \`[]\`)), to_string(length(privateEndpointConnections[?privateLinkServiceConnectionState.status=='Approved'] || \`[]\`)), tags."${FENCED}" || 'no'] | join(' ', @)`,
  ...['--output', 'tsv'],
];

/** What {@link networks} says of an account that is fenced. */
export const CLOSED = '(?:Disabled \\S+ \\d+ 0 \\d+|Enabled Deny (\\d+) 0 \\1)';

/**
 * An account sends to the other site by one policy, and may send elsewhere by another one, of somebody's own: a blob says how far each is,
 * and only the first counts. Both sides know a policy by one id (https://learn.microsoft.com/azure/storage/blobs/object-replication-overview), and where there
 * is none nothing is in step. `show` and `list` answer in one form (source of the Azure CLI, `transform_blob_json_output`), and the state is
 * told as the guide says: https://learn.microsoft.com/azure/storage/blobs/object-replication-configure.
 */
const PENDING = `set -e
subscription=$1 group=$2 account=$3 container=$4 to=$5
policy=$(az storage account or-policy list --subscription "$subscription" --resource-group "$group" --account-name "$account" --query "[?ends_with(destinationAccount, '$to')].policyId | [0]" --output tsv)
case $policy in
  '' | None)
    printf '%s sends nothing to %s\\n' "$account" "$to" >&2
    exit 1
    ;;
esac
pending="[?!(objectReplicationSourceProperties[?policyId=='$policy'].rules[] | [?status=='complete'])]"
blobs() { az storage blob list --subscription "$subscription" --account-name "$account" --container-name "$container" --auth-mode login --num-results '*' --query "$1" --output tsv; }`;

const WAITING = `${PENDING}
blobs "length($pending)"`;

const pendingWords = (from: ContainerWords, to: string): string[] => [...wordsOf(from), from.container, to];

/** How many blobs of an account wait to be sent to another one, by its name. */
export const waiting = (from: ContainerWords, to: string): string[] => script(WAITING, ...pendingWords(from, to));

const OLDEST = `${PENDING}
oldest=$(blobs "sort($pending.properties.lastModified)[0]")
case $oldest in
  '' | None) echo 0 ;;
  *) echo "$(($(date +%s) - $(date -d "$oldest" +%s)))" ;;
esac`;

/** Seconds since the oldest blob of an account that waits to be sent to another one was written; 0 where none does. (`date -d` is that of GNU.) */
export const oldestWaiting = (from: ContainerWords, to: string): string[] => script(OLDEST, ...pendingWords(from, to));

const FILLED = `${PENDING}
begun=$(date +%s)
while :; do
  oldest=$(blobs "sort($pending.properties.lastModified)[0]")
  case $oldest in '' | None) break ;; esac
  written=$(date -d "$oldest" +%s)
  [ "$written" -lt "$begun" ] || break
  printf 'the oldest blob that waits was written at %s\\n' "$oldest"
  sleep 60
done`;

/** Waits until everything that an account held when this began was sent to another one. (`date -d` is that of GNU.) */
export const filled = (from: ContainerWords, to: string): string[] => script(FILLED, ...pendingWords(from, to));

/** How many containers of an account were deleted, and can still be brought back: asked of Resource Manager, whatever networks the account admits. */
export const deletedContainers = ({ subscription, group, account }: AccountWords): string[] => [
  ...['az', 'storage', 'container-rm', 'list', '--subscription', subscription, '--resource-group', group, '--storage-account', account],
  ...['--include-deleted', '--query', 'length([?deleted])', '--output', 'tsv'],
];

const LISTED = `n=0
until az storage blob list --subscription "$1" --account-name "$2" --container-name "$3" --auth-mode login --num-results 1 --output none; do
  n=$((n + 1))
  [ "$n" -lt 60 ] || exit 1
  sleep 15
done`;

/** Ends once whoever asks may list a container; fails after a quarter of an hour. */
export const untilListed = ({ subscription, account }: AccountWords, container: string): string[] =>
  script(LISTED, subscription, account, container);

const SEEN = `set -e
newest=$(az role assignment list --subscription "$1" --scope "$2" --query 'max([].createdOn)' --output tsv)
case $newest in
  [0-9]*) ;;
  *)
    printf 'nothing is granted at %s\\n' "$2" >&2
    exit 1
    ;;
esac
age=$(($(date +%s) - $(date -d "$newest" +%s)))
if [ "$age" -ge "$3" ]; then echo seen; else printf 'the newest grant is %s s old, of %s s\\n' "$age" "$3"; fi`;

/** `seen` where the newest grant at a scope is that many seconds old. (`date -d` is that of GNU.) */
export const grantsSeen = (subscription: string, scope: string, after: number): string[] =>
  script(SEEN, subscription, scope, String(after));

/** Policies of the account "$3", in the group "$2" of the subscription "$1", that copy into it. */
const POLICIES = 'az storage account or-policy list --subscription "$1" --resource-group "$2" --account-name "$3" --query';
const INTO = "?ends_with(destinationAccount, '$3')";

const UNLOCKED = `${POLICIES} "length([${INTO}])" --output tsv`;

/** How many policies copy into an account. */
export const policies = (of: AccountWords): string[] => script(UNLOCKED, ...wordsOf(of));

const UNLOCK = `set -e
policies=$(${POLICIES} "[${INTO}].policyId" --output tsv)
for policy in $policies; do
  az storage account or-policy delete --subscription "$1" --resource-group "$2" --account-name "$3" --policy-id "$policy"
done`;

/** A group that is not there has no account. */
const UNLOCK_WHERE_THERE = `set -e
there=$(az storage account list --subscription "$1" --query "[?name=='$3'].name" --output tsv)
[ -n "$there" ] || exit 0
${UNLOCK}`;

/** The same where the account is there; nothing where it is not. */
export const dropPoliciesWhereThere = (of: AccountWords): string[] => script(UNLOCK_WHERE_THERE, ...wordsOf(of));

/** Deletes each policy that copies into an account, at that account alone. */
export const dropPolicies = (of: AccountWords): string[] => script(UNLOCK, ...wordsOf(of));

const HALVES = `set -e
sends=$(az storage account or-policy list --subscription "$4" --resource-group "$5" --account-name "$6" --query "[].policyId" --output tsv)
policies=$(${POLICIES} "[${INTO}].policyId" --output tsv)
for policy in $policies; do
  printf '%s\\n' "$sends" | grep -qxF -e "$policy" ||
    az storage account or-policy delete --subscription "$1" --resource-group "$2" --account-name "$3" --policy-id "$policy"
done`;

/** Deletes each policy that copies into an account and that the other account knows nothing of: one that was made by half. */
export const dropHalves = (into: AccountWords, from: AccountWords): string[] => script(HALVES, ...wordsOf(into), ...wordsOf(from));

const CLAIM = claimScript(`subscription=$1 group=$2 name=$3 account=$4 container=$5 claims=$6 move=$7 follows=$8 released=$9 own=\${10}
file=$(mktemp)
trap 'rm -f "$file"' EXIT
blob() {
  verb=$1
  shift
  az storage blob "$verb" --subscription "$subscription" --account-name "$account" --container-name "$container" --name "$claims/$id" --auth-mode login "$@"
}
standing() {
  az network asg list --subscription "$subscription" --resource-group "$group" --query "[?name=='$name'] | [0].tags | (\\"${MARKER_ID}\\" || \\"${MARKER_SEQUENCE}\\" || '0')" --output tsv
}
claim() { printf '%s' "$move" >"$file" && blob upload --file "$file" --if-none-match '*' --no-progress --output none; }
claimed() {
  there=$(blob exists --query exists --output tsv) || return 1
  case $there in
    [Tt]rue) blob download --file "$file" --no-progress --output none && cat "$file" ;;
    [Ff]alse) ;;
    *) return 1 ;;
  esac
}`);

/**
 * The group is listed, not shown: a list is empty where it is absent, and fails where nobody answers. The blob is written on the
 * condition that there is none. UNVERIFIED: nothing of this was run against Azure; options and conditions are those of the sources
 * of the Azure CLI (`register_precondition_options`, `upload_blob`).
 */
export const claimLine = (place: readonly string[], words: readonly string[]): string[] => ['sh', '-c', CLAIM, 'claim', ...place, ...words];
