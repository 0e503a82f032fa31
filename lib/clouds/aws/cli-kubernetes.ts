import type { PoolWords } from '../../components/node-pools';
import { SINCE_COPY } from '../../port/velero-told';
import { script } from '../../words/steps';
import { OF_CLUSTER, type ClusterWords } from './cli-inside';
import { NUMBER } from './cli-number';

/*
 * The command lines of clusters that the service answers by itself: node groups, add-ons, versions, and how old copies are. Calls, options and fields are those of
 * https://docs.aws.amazon.com/cli/latest/reference/eks/ (2026-11). What is inside of a cluster is told in `cli-velero.ts`. UNVERIFIED: none of them was run
 * against AWS.
 */

const wordsOf = ({ region, cluster }: ClusterWords): string[] => [region, cluster];

/** `REGION CLUSTER …`: what is asked of a node group, `$name`. */
const GROUPS = `set -eu
region=$1 cluster=$2
shift 2
of() { aws eks describe-nodegroup --region "$region" --cluster-name "$cluster" --nodegroup-name "$name" --query "nodegroup.$1" --output text; }
${NUMBER}`;

const START = `${GROUPS}
while [ "$#" -ge 3 ]; do
  name=$1 least=$2 most=$3
  shift 3
  desired=$(number scalingConfig.desiredSize)
  min=$(number scalingConfig.minSize)
  if [ "$desired" -lt "$least" ] || [ "$min" -ne "$least" ]; then
    if [ "$desired" -lt "$least" ]; then desired=$least; fi
    aws eks wait nodegroup-active --region "$region" --cluster-name "$cluster" --nodegroup-name "$name"
    aws eks update-nodegroup-config --region "$region" --cluster-name "$cluster" --nodegroup-name "$name" --scaling-config "minSize=$least,maxSize=$most,desiredSize=$desired" --output json >/dev/null
    aws eks wait nodegroup-active --region "$region" --cluster-name "$cluster" --nodegroup-name "$name"
  fi
  printf '%s: %s wanted\\n' "$name" "$desired"
done`;

/** Raises each node group to so many nodes, and sets what scales it between that and the most. It never lowers one. */
export const startNodes = (of: ClusterWords, pools: readonly PoolWords[]): string[] =>
  script(START, ...wordsOf(of), ...pools.flatMap(({ name, least, most }) => [name, String(least), String(most)]));

const ADD = `set -eu
region=$1 cluster=$2
shift 2
for addon in "$@"; do
  there=$(aws eks list-addons --region "$region" --cluster-name "$cluster" --query "length(addons[?@=='$addon'])" --output json)
  if [ "$there" = 0 ]; then
    aws eks create-addon --region "$region" --cluster-name "$cluster" --addon-name "$addon" --resolve-conflicts OVERWRITE --output json >/dev/null
  fi
  aws eks wait addon-active --region "$region" --cluster-name "$cluster" --addon-name "$addon"
  printf '%s: active\\n' "$addon"
done`;

/**
 * Installs add-ons that a cluster lacks, and waits until each is active. Those whose pods are of a Deployment stay `DEGRADED` where there is no node, for which an
 * apply would wait 20 minutes and fail (https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/eks/addon.go, waitAddonCreated).
 */
export const addAddons = (of: ClusterWords, addons: readonly string[]): string[] => script(ADD, ...wordsOf(of), ...addons);

const RUNNING = `running() { aws ec2 describe-instances --region "$region" --filters "Name=tag:eks:cluster-name,Values=$cluster" "Name=tag:eks:nodegroup-name,Values=$name" "Name=instance-state-name,Values=$1" --query 'length(Reservations[].Instances[])' --output json; }`;

const READY = `${GROUPS}
${RUNNING}
state=$(aws eks describe-cluster --region "$region" --name "$cluster" --query cluster.status --output text)
is=ready said="cluster $state"
if [ "$state" != ACTIVE ]; then is='not yet'; fi
while [ "$#" -ge 2 ]; do
  name=$1 least=$2
  shift 2
  nodes=$(running running)
  made=$(of status)
  issues=$(of 'health.issues[0].message')
  if [ "$nodes" -lt "$least" ] || [ "$made" != ACTIVE ]; then is='not yet'; fi
  case $issues in '' | None) ;; *) is='not yet' ;; esac
  said="$said; $name: $nodes of $least, $made, $issues"
done
printf '%s: %s\\n' "$is" "$said"`;

/** Whether a cluster is there, with so many nodes of each group at least: {@link IS_READY}; else what of it is not, and what a group says is wrong with it. */
export const nodesReady = (of: ClusterWords, pools: readonly Omit<PoolWords, 'most'>[]): string[] =>
  script(READY, ...wordsOf(of), ...pools.flatMap(({ name, least }) => [name, String(least)]));

/** What it then answers. */
export const IS_READY = 'ready: .*';

const LEFT = `${GROUPS}
${RUNNING}
wanted=0 left=0
for name in "$@"; do
  n=$(number scalingConfig.desiredSize)
  wanted=$((wanted + n))
  n=$(running pending,running,shutting-down,stopping)
  left=$((left + n))
done
printf '%s wanted, %s that run\\n' "$wanted" "$left"`;

/** How many nodes groups want, and how many run or are on their way. */
export const nodesLeft = (of: ClusterWords, pools: readonly Pick<PoolWords, 'name'>[]): string[] =>
  script(LEFT, ...wordsOf(of), ...pools.map(({ name }) => name));

/** What a cluster answers of which no node is left. */
export const NO_NODE = '0 wanted, 0 that run';

/** The minor version that a cluster runs. */
export const clusterVersion = ({ region, cluster }: ClusterWords): string[] => [
  ...['aws', 'eks', 'describe-cluster', '--region', region, '--name', cluster],
  ...['--query', 'cluster.version', '--output', 'text'],
];

const AGE = `set -eu
region=$1 cluster=$2
${OF_CLUSTER}
copies_in
newest=$(aws s3api list-objects-v2 --region "$region" --bucket "$bucket" --prefix velero/backups/continuity- --query "Contents[?ends_with(Key, '/velero-backup.json')].Key | [-1]" --output json)
newest=$(printf '%s' "$newest" | tr -d '"')
place=$bucket
${SINCE_COPY}`;

/** Seconds since the newest copy of a cluster began that has arrived at its site, by its name; fails where there is none. Amazon S3 lists by name. */
export const copyAge = (of: ClusterWords): string[] => script(AGE, ...wordsOf(of));
