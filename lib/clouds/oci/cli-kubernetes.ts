import { ROOM } from '../../port/room-words';
import { MORE } from '../../words/doctor';
import type { PoolWords } from '../../components/node-pools';
import { COPIES_TAG } from '../../port/velero';
import { SINCE_COPY } from '../../port/velero-told';
import { script } from '../../words/steps';

/*
 * The command lines of clusters that the service answers by itself: pools, what scales them, versions, room, and how old copies are. Calls and options are
 * those of the definitions of the OCI CLI 3.95 (https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/ce.html). What is inside of a cluster is
 * told in `cli-velero.ts`. UNVERIFIED: none of them was run against OCI. (Where nothing is listed the program prints nothing.)
 */

/** A cluster, by what names it: its OCID is made by OCI, and looked up in its own region. */
export interface ClusterWords {
  readonly region: string;
  readonly compartment: string;
  readonly cluster: string;
}

/** Its words, as every line has them first. */
export const wordsOf = ({ region, compartment, cluster }: ClusterWords): string[] => [region, compartment, cluster];

/** Function of a shell: what a cluster that is not deleted says of itself, by a query of its summary. */
const CLUSTER = `of_cluster() { oci ce cluster list --region "$region" --compartment-id "$compartment" --name "$cluster" --all --query "data[?\\"lifecycle-state\\"!='DELETED'] | [0].$1" --raw-output; }
cluster_id() {
  id=$(of_cluster id) || return 1
  [ -n "$id" ] || {
    printf 'there is no cluster %s in %s\\n' "$cluster" "$region" >&2
    return 1
  }
}`;

const POOLS = `set -eu
region=$1 compartment=$2 cluster=$3
shift 3
${CLUSTER}
pool() {
  there=$(oci ce node-pool list --region "$region" --compartment-id "$compartment" --cluster-id "$id" --name "$1" --all --query "data[?\\"lifecycle-state\\"!='DELETED'].join(' ', [id, to_string(\\"node-config-details\\".size), \\"lifecycle-state\\"]) | [0]" --raw-output) || return 1
  [ -n "$there" ] || {
    printf 'there is no pool %s in %s\\n' "$1" "$cluster" >&2
    return 1
  }
  pool_id=\${there%% *}
  there=\${there#* }
  size=\${there%% *} made=\${there#* }
}
cluster_id`;

/** What scales nodes, as the service calls it. */
const SCALER = 'ClusterAutoscaler';

const START = `${POOLS}
bounds=
while [ "$#" -ge 3 ]; do
  pool "$1"
  if [ "$size" -lt "$2" ]; then
    oci ce node-pool update --region "$region" --node-pool-id "$pool_id" --size "$2" --force --wait-for-state SUCCEEDED >/dev/null
  fi
  if [ "$3" -gt "$2" ]; then bounds="$bounds,$2:$3:$pool_id"; fi
  printf '%s: %s at least\\n' "$1" "$2"
  shift 3
done
[ -n "$bounds" ] || exit 0
told="[{\\"key\\":\\"nodes\\",\\"value\\":\\"\${bounds#,}\\"},{\\"key\\":\\"authType\\",\\"value\\":\\"workload\\"}]"
there=$(oci ce cluster list-addons --region "$region" --cluster-id "$id" --all --query "data[?name=='${SCALER}' && \\"lifecycle-state\\"!='DELETED'] | length(@)" --raw-output)
case \${there:-0} in
  0) oci ce cluster install-addon --region "$region" --cluster-id "$id" --addon-name ${SCALER} --configurations "$told" --wait-for-state SUCCEEDED >/dev/null ;;
  *) oci ce cluster update-addon --region "$region" --cluster-id "$id" --addon-name ${SCALER} --configurations "$told" --force --wait-for-state SUCCEEDED >/dev/null ;;
esac
printf 'scales: %s\\n' "\${bounds#,}"`;

/** Raises each pool to so many nodes, and has those scale that may have more: an add-on of the cluster does. It never lowers one. */
export const startNodes = (of: ClusterWords, pools: readonly PoolWords[]): string[] =>
  script(START, ...wordsOf(of), ...pools.flatMap(({ name, least, most }) => [name, String(least), String(most)]));

const STILL = `set -eu
region=$1 compartment=$2 cluster=$3
${CLUSTER}
id=$(of_cluster id)
[ -n "$id" ] || exit 0
there=$(oci ce cluster list-addons --region "$region" --cluster-id "$id" --all --query "data[?name=='${SCALER}' && \\"lifecycle-state\\"!='DELETED'] | length(@)" --raw-output)
case \${there:-0} in
  0) ;;
  *) oci ce cluster disable-addon --region "$region" --cluster-id "$id" --addon-name ${SCALER} --is-remove-existing-add-on true --force --wait-for-state SUCCEEDED >/dev/null ;;
esac`;

/** Takes away what scales nodes, where it is: it would raise what a fence lowers, as long as a pod asks. */
export const stopScaling = (of: ClusterWords): string[] => script(STILL, ...wordsOf(of));

const READY = `${POOLS}
state=$(of_cluster '"lifecycle-state"')
is=ready said="cluster $state"
if [ "$state" != ACTIVE ]; then is='not yet'; fi
while [ "$#" -ge 2 ]; do
  pool "$1"
  if [ "$size" -lt "$2" ] || [ "$made" != ACTIVE ]; then is='not yet'; fi
  said="$said; $1: $size of $2, $made"
  shift 2
done
printf '%s: %s\\n' "$is" "$said"`;

/** Whether a cluster is there, with so many nodes of each pool at least: {@link IS_READY}; else what of it is not. A pool that is being changed is not active. */
export const nodesReady = (of: ClusterWords, pools: readonly Omit<PoolWords, 'most'>[]): string[] =>
  script(READY, ...wordsOf(of), ...pools.flatMap(({ name, least }) => [name, String(least)]));

/** What it then answers. */
export const IS_READY = 'ready: .*';

const LEFT = `${POOLS}
left=0 changed=0
for name in "$@"; do
  pool "$name"
  left=$((left + size))
  if [ "$made" != ACTIVE ]; then changed=$((changed + 1)); fi
  nodes=$(oci ce node-pool get --region "$region" --node-pool-id "$pool_id" --query "length(not_null(data.nodes, \\\`[]\\\`)[?\\"lifecycle-state\\"!='DELETED'])" --raw-output)
  left=$((left + \${nodes:-0}))
done
echo "$left $changed"`;

/** How many nodes pools want or have, and how many pools are being changed. */
export const nodesLeft = (of: ClusterWords, pools: readonly Pick<PoolWords, 'name'>[]): string[] =>
  script(LEFT, ...wordsOf(of), ...pools.map(({ name }) => name));

/** What a cluster answers of which no node is left. */
export const NO_NODE = '0 0';

const VERSION = `set -eu
region=$1 compartment=$2 cluster=$3
${CLUSTER}
of_cluster '"kubernetes-version"'`;

/** The version that a cluster runs. */
export const clusterVersion = (of: ClusterWords): string[] => script(VERSION, ...wordsOf(of));

const BASTION = `set -eu
oci bastion bastion list --region "$1" --compartment-id "$2" --name "$3" --bastion-lifecycle-state ACTIVE --all --query 'length(data)' --raw-output`;

/** How many bastions of a compartment bear a name, and work. */
export const bastionsNamed = (region: string, compartment: string, name: string): string[] => script(BASTION, region, compartment, name);

const CORES = `set -eu
${ROOM}
domains=$(oci iam availability-domain list --region "$1" --compartment-id "$2" --query "join(' ', data[].name)" --raw-output)
available=0 used=0
for domain in $domains; do
  found=$(oci limits resource-availability get --region "$1" --compartment-id "$2" --service-name compute --limit-name "$3" --availability-domain "$domain" --query "join(' ', [to_string(not_null(data.available, \\\`0\\\`)), to_string(not_null(data.used, \\\`0\\\`))])" --raw-output)
  available=$((available + \${found% *}))
  used=$((used + \${found#* }))
done
room "$used" "$((used + available))" "$4"`;

/** Whether a compartment may have so many more cores, over the availability domains of a region. */
export const coreRoom = (region: string, compartment: string, limit: string): string[] => script(CORES, region, compartment, limit, MORE);

/** Function of a shell: that bucket. */
export const BUCKET = `${CLUSTER}
copies_in() {
  bucket=$(of_cluster '"freeform-tags"."${COPIES_TAG}"') || return 1
  [ -n "$bucket" ] || {
    printf '%s says no bucket of its copies: apply the stack of its site\\n' "$cluster" >&2
    return 1
  }
}`;

const AGE = `set -eu
region=$1 compartment=$2 cluster=$3
${BUCKET}
copies_in
newest=$(oci os object list --region "$region" --bucket-name "$bucket" --prefix velero/backups/continuity- --all --fields name --query "sort(not_null(data[?ends_with(name, '/velero-backup.json')].name, \\\`[]\\\`))[-1]" --raw-output)
place=$bucket
${SINCE_COPY}`;

/** Seconds since the newest copy of a cluster began that has arrived at its site, by its name; fails where there is none. */
export const copyAge = (of: ClusterWords): string[] => script(AGE, ...wordsOf(of));
