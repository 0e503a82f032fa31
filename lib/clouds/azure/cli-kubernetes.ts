import { FORGET, KNOWN, MADE_BY, RECREATE, RECREATED, VELERO_CHART } from '../../port/velero';
import { ROOM } from '../../port/room-words';
import { script } from '../../words/steps';

/*
 * The command lines of clusters. Calls and options are those of the core of the Azure CLI 2.91 (`az aks … --help`, no extension), fields those of its REST
 * reference (https://learn.microsoft.com/rest/api/aks). What is inside of a cluster is told through Resource Manager of its own region
 * (`az aks command invoke`: kubectl and helm in a pod of the cluster, https://learn.microsoft.com/azure/aks/access-private-cluster, 2026-11), so that a
 * private cluster is reached from wherever recovery is run. That pod needs a node without a taint: at least one of a pool of the application's
 * (https://github.com/Azure/azure-cli/issues/25336). UNVERIFIED: none of them was run against Azure.
 */

/** A cluster, as the command line names it. */
export interface ClusterWords {
  readonly subscription: string;
  readonly group: string;
  readonly cluster: string;
}

/** A pool, and how many of its nodes there are at least and at most. */
export interface PoolWords {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

const wordsOf = ({ subscription, group, cluster }: ClusterWords): string[] => [subscription, group, cluster];

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
room "$(usage "$1" "$2" "$3" currentValue)" "$(usage "$1" "$2" "$3" limit)" "$4"`;

/** Whether a subscription may have so many virtual CPUs more of a family in a region. */
export const vcpuRoom = (subscription: string, region: string, family: string, more: number): string[] =>
  script(VCPUS, subscription, region, family, String(more));

/** Tag of a cluster: the storage account that its copies are in now. Each generation of that is another account, and the apply of its site says which. */
export const COPIES_TAG = 'continuity-copies';

const ACCOUNT = `account=$(az aks show --subscription "$subscription" --resource-group "$group" --name "$cluster" --query 'tags."${COPIES_TAG}"' --output tsv)
case $account in
  '' | None)
    printf '%s says no account of its copies: apply the stack of its site\\n' "$cluster" >&2
    exit 1
    ;;
esac`;

const AGE = `set -eu
subscription=$1 group=$2 cluster=$3 container=$4
${ACCOUNT}
newest=$(az storage blob list --subscription "$subscription" --account-name "$account" --container-name "$container" --prefix velero/backups/continuity- --auth-mode login --num-results '*' --query "sort([?ends_with(name,'/velero-backup.json')].name)[-1]" --output tsv)
moment=$(printf '%s' "$newest" | sed -n 's#^velero/backups/continuity-\\([0-9]\\{4\\}\\)\\([0-9][0-9]\\)\\([0-9][0-9]\\)\\([0-9][0-9]\\)\\([0-9][0-9]\\)\\([0-9][0-9]\\)/.*#\\1-\\2-\\3 \\4:\\5:\\6 UTC#p')
if [ -z "$moment" ]; then
  printf 'no copy in %s\\n' "$account" >&2
  exit 1
fi
echo "$(($(date +%s) - $(date -d "$moment" +%s)))"`;

/** Seconds since the newest copy of a cluster began that has arrived at its site, by its name; fails where there is none. (`date -d` is that of GNU.) */
export const copyAge = (of: ClusterWords, container: string): string[] => script(AGE, ...wordsOf(of), container);

/** Runs a text in the cluster: its answer, or what went wrong. */
const KUBE = `subscription=$1 group=$2 cluster=$3
kube() {
  answer=$(az aks command invoke --subscription "$subscription" --resource-group "$group" --name "$cluster" --command "$1" --query '[to_string(exitCode), logs]' --output tsv)
  if [ "$(printf '%s\\n' "$answer" | head -n 1)" != 0 ]; then
    printf '%s\\n' "$answer" >&2
    return 1
  fi
  printf '%s\\n' "$answer" | tail -n +2
}`;

const INSTALL = `set -eu
${KUBE}
identity=$4 container=$5 suffix=$6 chart=$7 plugin=$8 name=$9
${ACCOUNT}
client=$(az identity show --subscription "$subscription" --resource-group "$group" --name "$identity" --query clientId --output tsv)
forget='${FORGET}'
if [ -n "$name" ]; then kube "set -- $name
$forget"; fi
kube "cat >/tmp/velero.yaml <<END
initContainers:
  - name: velero-plugin-for-microsoft-azure
    image: velero/velero-plugin-for-microsoft-azure:$plugin
    volumeMounts: [{ mountPath: /target, name: plugins }]
podLabels: { azure.workload.identity/use: 'true' }
resources: { requests: { cpu: 500m, memory: 512Mi }, limits: { cpu: '1', memory: 1Gi } }
deployNodeAgent: true
nodeAgent:
  podLabels: { azure.workload.identity/use: 'true' }
  resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: '2', memory: 4Gi } }
serviceAccount: { server: { name: velero, annotations: { azure.workload.identity/client-id: $client } } }
credentials: { useSecret: false }
snapshotsEnabled: false
configuration:
  features: EnableCSI
  uploaderType: kopia
  backupStorageLocation:
    - name: default
      provider: azure
      bucket: $container
      prefix: velero
      default: true
      accessMode: ReadWrite
      config: { useAAD: 'true', subscriptionId: $subscription, resourceGroup: $group, storageAccount: $account, storageAccountURI: 'https://$account.$suffix' }
END
helm upgrade velero velero --install --repo https://vmware-tanzu.github.io/helm-charts --version $chart --namespace velero --create-namespace --values /tmp/velero.yaml
kubectl apply --filename - <<END
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: continuity, labels: { velero.io/csi-volumesnapshot-class: 'true' } }
driver: disk.csi.azure.com
deletionPolicy: Delete
parameters: { incremental: 'true' }
END"`;

/** The plugin of Velero 1.17 for Azure: https://github.com/vmware-tanzu/velero-plugin-for-microsoft-azure, "Compatibility", 2026-02. */
const PLUGIN = 'v1.13.0';

/** Who Velero is, and where its copies are. */
export interface VeleroWords extends ClusterWords {
  /** The identity that works on them. */
  readonly identity: string;
  /** Their container. */
  readonly container: string;
  /** The end of the host of an account. */
  readonly suffix: string;
}

/**
 * Installs Velero, or has it work on the account of today: repeated, it changes what differs. For what a move is to make anew, by its name, it forgets first
 * what it knew of copies, unless that is made.
 */
export const installVelero = (of: VeleroWords, anew = ''): string[] =>
  script(INSTALL, ...wordsOf(of), of.identity, of.container, of.suffix, VELERO_CHART, PLUGIN, anew);

const NEWEST = `set -eu
${KUBE}
known='${KNOWN}'
kube "$known"`;

/** The newest complete copy that a cluster knows of, once it has read all of them. */
export const copyKnown = (of: ClusterWords): string[] => script(NEWEST, ...wordsOf(of));

const RESTORE = `set -eu
${KUBE}
name=$4
shift 4
recreate='${RECREATE}'
kube "set -- $name $cluster $*
$recreate"`;

/** Makes namespaces anew of the newest copy that is whole, once a name; what their volumes held before is kept. */
export const recreate = (of: ClusterWords, name: string, namespaces: readonly string[]): string[] =>
  script(RESTORE, ...wordsOf(of), name, ...namespaces);

const PHASE = `set -eu
${KUBE}
name=$4
recreated='${RECREATED}'
kube "set -- $name
$recreated"`;

/** How far that is: {@link IS_WHOLE} once it is. */
export const recreated = (of: ClusterWords, name: string): string[] => script(PHASE, ...wordsOf(of), name);

/** What it then answers. */
export const IS_WHOLE = 'Completed';

const SCHEDULE = `set -eu
${KUBE}
cron=$4 ttl=$5
shift 5
included=$(printf '%s, ' "$@")
kube "kubectl apply --filename - <<END
apiVersion: velero.io/v1
kind: Schedule
metadata: { name: continuity, namespace: velero }
spec:
  schedule: '$cron'
  paused: false
  template: { metadata: { labels: { ${MADE_BY}: $cluster } }, includedNamespaces: [\${included%, }], snapshotMoveData: true, storageLocation: default, ttl: $ttl }
END"`;

/** Copies namespaces from now on: when, as cron says it, and how long each copy is kept. */
export const scheduleCopies = (of: ClusterWords, cron: string, ttl: string, namespaces: readonly string[]): string[] =>
  script(SCHEDULE, ...wordsOf(of), cron, ttl, ...namespaces);

const COPY = `set -eu
${KUBE}
ttl=$4
shift 4
included=$(printf '%s, ' "$@")
moment=$(date -u +%Y%m%d%H%M%S)
kube "kubectl create --filename - <<END
apiVersion: velero.io/v1
kind: Backup
metadata: { name: continuity-$moment, namespace: velero, labels: { velero.io/schedule-name: continuity, ${MADE_BY}: $cluster } }
spec: { includedNamespaces: [\${included%, }], snapshotMoveData: true, storageLocation: default, ttl: $ttl }
END"`;

/** Copies namespaces once more, as the schedule does. */
export const copyOnce = (of: ClusterWords, ttl: string, namespaces: readonly string[]): string[] =>
  script(COPY, ...wordsOf(of), ttl, ...namespaces);

const COPYING = `set -eu
${KUBE}
kube 'kubectl get backups.velero.io --namespace velero --selector velero.io/schedule-name=continuity --sort-by .metadata.name --output jsonpath="{.items[-1:].status.phase}"'`;

/** How far the newest copy is: {@link IS_WHOLE} once it is. */
export const copying = (of: ClusterWords): string[] => script(COPYING, ...wordsOf(of));

const PAUSE = `set -eu
${KUBE}
kube 'if kubectl get schedules.velero.io continuity --namespace velero >/dev/null 2>&1; then kubectl patch schedules.velero.io continuity --namespace velero --type merge --patch "{\\"spec\\":{\\"paused\\":true}}"; else echo no schedule; fi'`;

/** Copies nothing from now on; where no schedule is, none is made. */
export const pauseCopies = (of: ClusterWords): string[] => script(PAUSE, ...wordsOf(of));
