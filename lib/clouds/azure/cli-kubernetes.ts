import { ROOM } from '../../port/room-words';
import { MORE } from '../../words/doctor';
import type { PoolWords } from '../../components/node-pools';
import { script } from '../../words/steps';

/*
 * The command lines of clusters. Calls and options are those of the core of the Azure CLI 2.91 (`az aks … --help`, no extension), fields those of its REST
 * reference (https://learn.microsoft.com/rest/api/aks). UNVERIFIED: none of them was run against Azure.
 */

/** A cluster, as the command line names it. */
export interface ClusterWords {
  readonly subscription: string;
  readonly group: string;
  readonly cluster: string;
}

/** The arguments that stand first in every line. */
export const wordsOf = ({ subscription, group, cluster }: ClusterWords): string[] => [subscription, group, cluster];

const POOLS = `set -eu
subscription=$1 group=$2 cluster=$3
shift 3
pool() { az aks nodepool show --subscription "$subscription" --resource-group "$group" --cluster-name "$cluster" --name "$1" --query "$2" --output tsv; }`;

const START = `${POOLS}
while [ "$#" -ge 3 ]; do
  name=$1 least=$2 most=$3
  shift 3
  count=$(pool "$name" count)
  scales=$(pool "$name" 'to_string(enableAutoScaling)')
  if [ "$count" -lt "$least" ]; then
    if [ "$scales" = true ]; then
      az aks nodepool update --subscription "$subscription" --resource-group "$group" --cluster-name "$cluster" --name "$name" --disable-cluster-autoscaler --output none
    fi
    az aks nodepool scale --subscription "$subscription" --resource-group "$group" --cluster-name "$cluster" --name "$name" --node-count "$least" --output none
    scales=false
  fi
  if [ "$most" -gt "$least" ] && [ "$scales" != true ]; then
    az aks nodepool update --subscription "$subscription" --resource-group "$group" --cluster-name "$cluster" --name "$name" --enable-cluster-autoscaler --min-count "$least" --max-count "$most" --output none
  fi
  printf '%s: %s at least\\n' "$name" "$least"
done`;

/**
 * Raises each pool to so many nodes, and has it scale from there: one that has fewer than its autoscaler is to keep is not raised before a pod asks for
 * it, and a number is no argument while the autoscaler has it. It never lowers one.
 */
export const startNodes = (of: ClusterWords, pools: readonly PoolWords[]): string[] =>
  script(START, ...wordsOf(of), ...pools.flatMap(({ name, least, most }) => [name, String(least), String(most)]));

const READY = `${POOLS}
state=$(az aks show --subscription "$subscription" --resource-group "$group" --name "$cluster" --query "join(' ', [provisioningState, powerState.code])" --output tsv)
is=ready said="cluster $state"
if [ "$state" != 'Succeeded Running' ]; then is='not yet'; fi
while [ "$#" -ge 2 ]; do
  name=$1 least=$2
  shift 2
  count=$(pool "$name" count)
  made=$(pool "$name" provisioningState)
  if [ "$count" -lt "$least" ] || [ "$made" != Succeeded ]; then is='not yet'; fi
  said="$said; $name: $count of $least, $made"
done
printf '%s: %s\\n' "$is" "$said"`;

/** Whether a cluster runs, with so many nodes of each pool at least: {@link IS_READY}; else what of it does not. */
export const nodesReady = (of: ClusterWords, pools: readonly Omit<PoolWords, 'most'>[]): string[] =>
  script(READY, ...wordsOf(of), ...pools.flatMap(({ name, least }) => [name, String(least)]));

/** What it then answers. */
export const IS_READY = 'ready: .*';

/** How many nodes the pools of the application have, and how many pools are being changed. */
export const nodesLeft = ({ subscription, group, cluster }: ClusterWords): string[] => [
  ...['az', 'aks', 'nodepool', 'list', '--subscription', subscription, '--resource-group', group, '--cluster-name', cluster],
  ...['--query', "join(' ', [to_string(sum([?mode=='User'].count)), to_string(length([?provisioningState!='Succeeded']))])"],
  ...['--output', 'tsv'],
];

/** What a cluster answers of which no such node is left. */
export const NO_NODE = '0(\\.0)? 0';

/** The version that a cluster runs. */
export const clusterVersion = ({ subscription, group, cluster }: ClusterWords): string[] => [
  ...['az', 'aks', 'show', '--subscription', subscription, '--resource-group', group, '--name', cluster],
  ...['--query', 'currentKubernetesVersion', '--output', 'tsv'],
];

const VCPUS = `set -eu
${ROOM}
usage() { az vm list-usage --subscription "$1" --location "$2" --query "[?name.value=='$3'].$4 | [0]" --output tsv; }
used=$(usage "$1" "$2" "$3" currentValue)
max=$(usage "$1" "$2" "$3" limit)
room "$used" "$max" "$4"`;

/** Whether a subscription may have so many virtual CPUs more of a family in a region. */
export const vcpuRoom = (subscription: string, region: string, family: string): string[] =>
  script(VCPUS, subscription, region, family, MORE);
