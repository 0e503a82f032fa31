import { COPIES_TAG, IS_WHOLE, MADE_BY, NONE_LEFT, VELERO_CHART } from '../../port/velero';
import {
  CLEAR,
  CLEARED,
  FORGET,
  HALT,
  KNOWN,
  ONCE_STOPPED,
  RECREATE,
  RECREATED,
  STOP,
  STOPPED,
  STOPPED_BY,
  WAKE,
} from '../../port/velero-words';
import { SINCE_COPY } from '../../port/velero-told';
import { script } from '../../words/steps';
import { wordsOf, type ClusterWords } from './cli-kubernetes';

/*
 * The command lines of what is inside of a cluster, and of its copies. It is told through Resource Manager of its own region (`az aks command invoke`: kubectl
 * and helm in a pod of the cluster, https://learn.microsoft.com/azure/aks/access-private-cluster, 2026-11), so that a private cluster is reached from wherever
 * recovery is run. That pod needs a node without a taint: at least one of a pool of the application's (https://github.com/Azure/azure-cli/issues/25336).
 * UNVERIFIED: none of them was run against Azure.
 */

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
place=$account
${SINCE_COPY}`;

/** Seconds since the newest copy of a cluster began that has arrived at its site, by its name; fails where there is none. */
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
shift 9
charts=$1 images=$2
case $charts in
  https://*) from="velero --repo $charts" ;;
  *) from="oci://$charts/velero" ;;
esac
${ACCOUNT}
client=$(az identity show --subscription "$subscription" --resource-group "$group" --name "$identity" --query clientId --output tsv)
forget='${FORGET}'
if [ -n "$name" ]; then kube "set -- $name
$forget"; fi
kube "cat >/tmp/velero.yaml <<END
image: { repository: $images/velero }
initContainers:
  - name: velero-plugin-for-microsoft-azure
    image: $images/velero-plugin-for-microsoft-azure:$plugin
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
upgradeCRDs: false
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
set -e
helm show crds $from --version $chart >/tmp/crds.yaml
kubectl apply --server-side --force-conflicts --filename /tmp/crds.yaml
helm upgrade velero $from --install --skip-crds --version $chart --namespace velero --create-namespace --values /tmp/velero.yaml
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
  /** Repository of its chart. */
  readonly charts: string;
  /** Registry, and path, of its images. */
  readonly images: string;
}

/**
 * Installs Velero, or has it work on the account of today: repeated, it changes what differs. For what a move is to make anew, by its name, it forgets first
 * what it knew of copies, unless that is made. What its objects look like is applied beside the chart: the job by which the chart does it pulls an image of the
 * cluster's own version, from a registry that has had no new one since 2025-08
 * (https://github.com/vmware-tanzu/helm-charts/blob/velero-11.3.2/charts/velero/values.yaml, `kubectl.image`; https://github.com/bitnami/containers/issues/83267).
 */
export const installVelero = (of: VeleroWords, anew = ''): string[] =>
  script(INSTALL, ...wordsOf(of), of.identity, of.container, of.suffix, VELERO_CHART, PLUGIN, anew, of.charts, of.images);

const NEWEST = `set -eu
${KUBE}
known='${KNOWN}'
kube "$known"`;

/** The newest complete copy that a cluster knows of, once it has read all of them. */
export const copyKnown = (of: ClusterWords): string[] => script(NEWEST, ...wordsOf(of));

const MOVE = `set -eu
${KUBE}
name=$4
shift 4`;

const CLEARING = `${MOVE}
clear='${CLEAR}'
kube "set -- $name $cluster $*
$clear"`;

/** Has what stood in namespaces go, ahead of {@link recreate}, once a name; what their volumes held is kept. It waits for nothing. */
export const clearNamespaces = (of: ClusterWords, name: string, namespaces: readonly string[]): string[] =>
  script(CLEARING, ...wordsOf(of), name, ...namespaces);

const GOING = `${MOVE}
cleared='${CLEARED}'
kube "set -- $name $*
$cleared"`;

/** What of that is still there: {@link NONE_LEFT}, or its names. */
export const namespacesLeft = (of: ClusterWords, name: string, namespaces: readonly string[]): string[] =>
  script(GOING, ...wordsOf(of), name, ...namespaces);

const RESTORE = `${MOVE}
recreate='${RECREATE}'
kube "set -- $name $*
$recreate"`;

/** Makes namespaces anew of the newest copy that is whole, once a name. */
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

/** Once no node is left for the application, nothing of it runs, and nothing is told inside. Its fence takes them, and waits for the last copy. */
const UNLESS_IDLE = `${KUBE}
shift 3
nodes=$(az aks nodepool list --subscription "$subscription" --resource-group "$group" --cluster-name "$cluster" --query "to_string(sum([?mode=='User'].count))" --output tsv)
idle() { case $nodes in 0 | 0.0) echo "$1"; exit 0 ;; esac; }`;

const STOPS = `set -eu
${UNLESS_IDLE}
idle 'no node is left'
stop='${STOP}'
kube "set -- $*
$stop"`;

/** Stops what works in namespaces, its schedule of copies included: pods are deleted, and none comes, until {@link wakeNamespaces}. */
export const stopNamespaces = (of: ClusterWords, namespaces: readonly string[]): string[] => script(STOPS, ...wordsOf(of), ...namespaces);

const HALTS = `set -eu
there=$(az resource list --subscription "$1" --resource-group "$2" --resource-type Microsoft.ContainerService/managedClusters --query "length([?name=='$3'])" --output tsv)
if [ "$there" = 0 ]; then echo 'there is no cluster'; exit 0; fi
${UNLESS_IDLE}
idle 'no node is left'
halt='${HALT}'
kube "set -- $*
$halt"`;

/** The same of what is lost, or stands by: pods that nothing makes anew end, too. Of a cluster that is not there nothing is said. */
export const haltNamespaces = (of: ClusterWords, namespaces: readonly string[]): string[] => script(HALTS, ...wordsOf(of), ...namespaces);

const STOPPING = `set -eu
${UNLESS_IDLE}
idle '${NONE_LEFT}'
stopped='${STOPPED}'
kube "set -- $*
$stopped"`;

/** Which pods are still there: {@link NONE_LEFT}, or their names. */
export const podsLeft = (of: ClusterWords, namespaces: readonly string[]): string[] => script(STOPPING, ...wordsOf(of), ...namespaces);

const WAKES = `set -eu
${KUBE}
shift 3
wake='${WAKE}'
kube "set -- $*
$wake"`;

/** Lets pods be in namespaces again; where they were not stopped, nothing is changed. */
export const wakeNamespaces = (of: ClusterWords, namespaces: readonly string[]): string[] => script(WAKES, ...wordsOf(of), ...namespaces);

const COPY = `set -eu
${UNLESS_IDLE}
idle 'no node is left'
ttl=$1
shift
included=$(printf '%s, ' "$@")
once='${ONCE_STOPPED}'
kube "set -eu
$once
moment=\\$(date -u +%Y%m%d%H%M%S)
kubectl create --filename - <<END
apiVersion: velero.io/v1
kind: Backup
metadata: { name: continuity-\\$moment, namespace: velero, labels: { velero.io/schedule-name: continuity, ${MADE_BY}: $cluster, ${STOPPED_BY}: \\$stopped } }
spec: { includedNamespaces: [\${included%, }], snapshotMoveData: true, storageLocation: default, ttl: $ttl }
END"`;

/**
 * Copies namespaces once more, as the schedule does, and once while they are stopped. Its name is of the clock of the cluster, as those of the schedule are: the
 * newest is the last one.
 */
export const copyOnce = (of: ClusterWords, ttl: string, namespaces: readonly string[]): string[] =>
  script(COPY, ...wordsOf(of), ttl, ...namespaces);

const COPYING = `set -eu
${UNLESS_IDLE}
idle ${IS_WHOLE}
kube 'kubectl get backups.velero.io --namespace velero --selector velero.io/schedule-name=continuity --sort-by .metadata.name --output jsonpath="{.items[-1:].status.phase}"'`;

/** How far the newest copy is: {@link IS_WHOLE} once it is. */
export const copying = (of: ClusterWords): string[] => script(COPYING, ...wordsOf(of));
