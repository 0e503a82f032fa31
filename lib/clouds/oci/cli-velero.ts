import { IS_WHOLE, MADE_BY, NONE_LEFT, VELERO_CHART } from '../../port/velero';
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
import { script } from '../../words/steps';
import { OF_CLUSTER, inside, REACH, UNLESS_IDLE, WAY, type InsideWords } from './cli-inside';
import type { VaultWords } from './cli-secrets';

/*
 * The command lines of copies of what is inside of a cluster, each by a way of its own (`cli-inside.ts`). UNVERIFIED: none of them was run against OCI.
 */

/** The plugin of Velero 1.17 for what speaks S3: https://github.com/vmware-tanzu/velero-plugin-for-aws, "Compatibility", 2026-02. */
const PLUGIN = 'v1.13.0';

/** The host of what follows. */
export const SNAPSHOTS_HOST = 'raw.githubusercontent.com';

/** What OCI asks to be there ahead of snapshots of volumes: https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengcreatingpersistentvolumeclaim_topic-Provisioning_PVCs_on_BV.htm, 2026-11. */
const SNAPSHOTS = `https://${SNAPSHOTS_HOST}/kubernetes-csi/external-snapshotter/v6.2.0/client/config/crd/snapshot.storage.k8s.io_`;

/**
 * A key that opens object storage as S3 is of a user and of the home region: it is made by a person, in peace, and read from the vault of the site, so that nothing
 * here calls the home region. It goes through a file that nobody else reads, and is no argument.
 */
const KEY = `vault=$1 secret=$2
shift 2
at=$(oci kms management vault list --region "$region" --compartment-id "$compartment" --all --query "data[?\\"display-name\\"=='$vault' && \\"lifecycle-state\\"=='ACTIVE'].id | [0]" --raw-output)
oci secrets secret-bundle get-secret-bundle-by-name --region "$region" --vault-id "$at" --secret-name "$secret" --stage CURRENT --query 'data."secret-bundle-content".content' --raw-output >"$dir/content"
base64 -d <"$dir/content" >"$dir/cloud"
rm -f "$dir/content"
kubectl create namespace velero --dry-run=client --output yaml | kubectl apply --filename - >/dev/null
kubectl create secret generic continuity --namespace velero --from-file "cloud=$dir/cloud" --dry-run=client --output yaml | kubectl apply --filename - >/dev/null
rm -f "$dir/cloud"`;

const INSTALL = `${REACH}
${KEY}
chart=$1 plugin=$2 crds=$3 anew=$4 charts=$5 images=$6
case $charts in
  https://*) set -- velero --repo "$charts" ;;
  *) set -- "oci://$charts/velero" ;;
esac
copies_in
namespace=$(oci os ns get --region "$region" --compartment-id "$compartment" --query data --raw-output)
if [ -n "$anew" ]; then
  (
    set -- "$anew"
    ${FORGET}
  )
fi
for kind in volumesnapshotclasses volumesnapshotcontents volumesnapshots; do
  there=$(kubectl get customresourcedefinitions "$kind.snapshot.storage.k8s.io" --ignore-not-found --output name)
  if [ -z "$there" ]; then
    kubectl apply --filename "$crds$kind.yaml"
  fi
done
cat >"$dir/velero.yaml" <<END
image: { repository: $images/velero }
initContainers:
  - name: velero-plugin-for-aws
    image: $images/velero-plugin-for-aws:$plugin
    volumeMounts: [{ mountPath: /target, name: plugins }]
resources: { requests: { cpu: 500m, memory: 512Mi }, limits: { cpu: '1', memory: 1Gi } }
deployNodeAgent: true
nodeAgent:
  resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: '2', memory: 4Gi } }
credentials: { useSecret: true, existingSecret: continuity }
snapshotsEnabled: false
upgradeCRDs: false
configuration:
  features: EnableCSI
  uploaderType: kopia
  extraEnvVars:
    - { name: AWS_REQUEST_CHECKSUM_CALCULATION, value: when_required }
    - { name: AWS_RESPONSE_CHECKSUM_VALIDATION, value: when_required }
  backupStorageLocation:
    - name: default
      provider: aws
      bucket: $bucket
      prefix: velero
      default: true
      accessMode: ReadWrite
      config: { region: $region, s3ForcePathStyle: 'true', s3Url: 'https://$namespace.compat.objectstorage.$region.$domain', checksumAlgorithm: '' }
END
helm show crds "$@" --version "$chart" >"$dir/crds.yaml"
kubectl apply --server-side --force-conflicts --filename "$dir/crds.yaml"
helm upgrade velero "$@" --install --skip-crds --version "$chart" --namespace velero --create-namespace --values "$dir/velero.yaml"
kubectl apply --filename - <<END
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: continuity, labels: { velero.io/csi-volumesnapshot-class: 'true' } }
driver: blockvolume.csi.oraclecloud.com
deletionPolicy: Delete
parameters: { backupType: full }
END`;

/** The vault with the key of the copies, by its name; what opens them; and where chart and images are from. */
export interface VeleroWords extends InsideWords, Pick<VaultWords, 'vault'> {
  /** The secret in that vault. */
  readonly secret: string;
  /** Repository of its chart. */
  readonly charts: string;
  /** Registry, and path, of its images. */
  readonly images: string;
}

/**
 * Installs Velero, or has it work on the bucket of today: repeated, it changes what differs. For what a move is to make anew, by its name, it forgets first
 * what it knew of copies, unless that is made. What its objects look like is applied beside the chart: the job by which the chart does it pulls an image of the
 * cluster's own version, from a registry that has had no new one since 2025-08
 * (https://github.com/vmware-tanzu/helm-charts/blob/velero-11.3.2/charts/velero/values.yaml, `kubectl.image`; https://github.com/bitnami/containers/issues/83267).
 */
export const installVelero = (of: VeleroWords, anew = ''): string[] =>
  script(INSTALL, ...inside(of), of.vault, of.secret, VELERO_CHART, PLUGIN, SNAPSHOTS, anew, of.charts, of.images);

const NEWEST = `${REACH}
${KNOWN}`;

/** The newest complete copy that a cluster knows of, once it has read all of them. */
export const copyKnown = (of: InsideWords): string[] => script(NEWEST, ...inside(of));

const CLEARING = `${REACH}
${CLEAR}`;

/** Has what stood in namespaces go, ahead of {@link recreate}, once a name; what their volumes held is kept. It waits for nothing. */
export const clearNamespaces = (of: InsideWords, name: string, namespaces: readonly string[]): string[] =>
  script(CLEARING, ...inside(of), name, of.cluster, ...namespaces);

const GOING = `${REACH}
${CLEARED}`;

/** What of that is still there: {@link NONE_LEFT}, or its names. */
export const namespacesLeft = (of: InsideWords, name: string, namespaces: readonly string[]): string[] =>
  script(GOING, ...inside(of), name, ...namespaces);

const RESTORE = `${REACH}
${RECREATE}`;

/** Makes namespaces anew of the newest copy that is whole, once a name. */
export const recreate = (of: InsideWords, name: string, namespaces: readonly string[]): string[] =>
  script(RESTORE, ...inside(of), name, ...namespaces);

const PHASE = `${REACH}
${RECREATED}`;

/** How far that is: {@link IS_WHOLE} once it is. */
export const recreated = (of: InsideWords, name: string): string[] => script(PHASE, ...inside(of), name);

const SCHEDULE = `${REACH}
cron=$1 ttl=$2
shift 2
included=$(printf '%s, ' "$@")
kubectl apply --filename - <<END
apiVersion: velero.io/v1
kind: Schedule
metadata: { name: continuity, namespace: velero }
spec:
  schedule: '$cron'
  paused: false
  template: { metadata: { labels: { ${MADE_BY}: $cluster } }, includedNamespaces: [\${included%, }], snapshotMoveData: true, storageLocation: default, ttl: $ttl }
END`;

/** Copies namespaces from now on: when, as cron says it, and how long each copy is kept. */
export const scheduleCopies = (of: InsideWords, cron: string, ttl: string, namespaces: readonly string[]): string[] =>
  script(SCHEDULE, ...inside(of), cron, ttl, ...namespaces);

const STOPS = `${UNLESS_IDLE}
idle 'no node is left'
${WAY}
${STOP}`;

/** Stops what works in namespaces, its schedule of copies included: pods are deleted, and none comes, until {@link wakeNamespaces}. */
export const stopNamespaces = (of: InsideWords, namespaces: readonly string[]): string[] => script(STOPS, ...inside(of), ...namespaces);

const HALTS = `${OF_CLUSTER}
id=$(of_cluster id)
if [ -z "$id" ]; then echo 'there is no cluster'; exit 0; fi
${WAY}
${HALT}`;

/**
 * The same of what is lost, or stands by: pods that nothing makes anew end, too. The API answers where no node is left, so that what would come with the next one
 * does not; of a cluster that is not there nothing is said.
 */
export const haltNamespaces = (of: InsideWords, namespaces: readonly string[]): string[] => script(HALTS, ...inside(of), ...namespaces);

const STOPPING = `${UNLESS_IDLE}
idle '${NONE_LEFT}'
${WAY}
${STOPPED}`;

/** Which pods are still there: {@link NONE_LEFT}, or their names. */
export const podsLeft = (of: InsideWords, namespaces: readonly string[]): string[] => script(STOPPING, ...inside(of), ...namespaces);

const WAKES = `${REACH}
${WAKE}`;

/** Lets pods be in namespaces again; where they were not stopped, nothing is changed. */
export const wakeNamespaces = (of: InsideWords, namespaces: readonly string[]): string[] => script(WAKES, ...inside(of), ...namespaces);

const COPY = `${UNLESS_IDLE}
idle 'no node is left'
${WAY}
${ONCE_STOPPED}
ttl=$1
shift
included=$(printf '%s, ' "$@")
moment=$(kubectl create configmap continuity-clock --namespace velero --dry-run=server --output 'jsonpath={.metadata.creationTimestamp}' | tr -dc 0-9)
if [ -z "$moment" ]; then
  echo 'the cluster does not say what time it is' >&2
  exit 1
fi
kubectl create --filename - <<END
apiVersion: velero.io/v1
kind: Backup
metadata: { name: continuity-$moment, namespace: velero, labels: { velero.io/schedule-name: continuity, ${MADE_BY}: $cluster, ${STOPPED_BY}: $stopped } }
spec: { includedNamespaces: [\${included%, }], snapshotMoveData: true, storageLocation: default, ttl: $ttl }
END`;

/**
 * Copies namespaces once more, as the schedule does, and once while they are stopped. Its name is of the clock of the cluster, as those of the schedule are, and
 * not of who runs this: the newest is the last one. (A call that is tried, and makes nothing, is answered with the moment.)
 */
export const copyOnce = (of: InsideWords, ttl: string, namespaces: readonly string[]): string[] =>
  script(COPY, ...inside(of), ttl, ...namespaces);

const COPYING = `${UNLESS_IDLE}
idle ${IS_WHOLE}
${WAY}
kubectl get backups.velero.io --namespace velero --selector velero.io/schedule-name=continuity --sort-by .metadata.name --output 'jsonpath={.items[-1:].status.phase}'`;

/** How far the newest copy is: {@link IS_WHOLE} once it is. */
export const copying = (of: InsideWords): string[] => script(COPYING, ...inside(of));
