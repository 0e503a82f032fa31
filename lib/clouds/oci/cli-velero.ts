import { FORGET, KNOWN, MADE_BY, RECREATE, RECREATED, VELERO_CHART } from '../../port/velero';
import { script } from '../../words/steps';
import { BUCKET, wordsOf, type ClusterWords } from './cli-kubernetes';
import type { VaultWords } from './cli-secrets';

/*
 * What is told inside of a cluster of OCI: kubectl and helm of the machine that runs this, by way of a session of OCI Bastion, since the API has no address in the
 * internet (https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengsettingupbastion.htm, 2026-11). A session is made for one call, with a key that is made for
 * it, and ends with it. What `oci` is logged in as is who is let in. UNVERIFIED: none of them was run against OCI.
 */

/** A cluster, and the way to its API. */
export interface InsideWords extends ClusterWords {
  /** Name of the bastion. */
  readonly bastion: string;
  /** Second-level domain of the endpoints of its region. */
  readonly domain: string;
}

const inside = ({ bastion, domain, ...of }: InsideWords): string[] => [...wordsOf(of), bastion, domain];

/**
 * `REGION COMPARTMENT CLUSTER BASTION DOMAIN …`: kubectl and helm reach the cluster from then on. The host key of a bastion is not known ahead; what is sent through it is
 * TLS to an API whose certificate is judged by the authority of its own cluster. A session is seen by the host some seconds after it is active, so that
 * the tunnel is begun again until the API answers.
 */
const REACH = `set -eu
region=$1 compartment=$2 cluster=$3 bastion=$4 domain=$5
shift 5
umask 077
dir=$(mktemp -d)
session= tunnel=
leave() {
  if [ -n "$tunnel" ]; then kill "$tunnel" 2>/dev/null || :; fi
  if [ -n "$session" ]; then oci bastion session delete --region "$region" --session-id "$session" --force >/dev/null 2>&1 || :; fi
  rm -rf "$dir"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM
${BUCKET}
id=$(of_cluster id)
host=$(of_cluster 'endpoints."private-endpoint"')
host=\${host%:*}
by=$(oci bastion bastion list --region "$region" --compartment-id "$compartment" --name "$bastion" --bastion-lifecycle-state ACTIVE --all --query 'data[0].id' --raw-output)
if [ -z "$id" ] || [ -z "$host" ] || [ -z "$by" ]; then
  printf 'there is no cluster %s in %s, or no bastion %s: apply the stack of its site\\n' "$cluster" "$region" "$bastion" >&2
  exit 1
fi
ssh-keygen -q -t rsa -b 3072 -N '' -C continuity -f "$dir/key"
session=$(oci bastion session create-port-forwarding --region "$region" --bastion-id "$by" --display-name continuity --key-type PUB --ssh-public-key-file "$dir/key.pub" --target-private-ip "$host" --target-port 6443 --session-ttl 10800 --query data.id --raw-output)
tries=0
until [ "$(oci bastion session get --region "$region" --session-id "$session" --query 'data."lifecycle-state"' --raw-output)" = ACTIVE ]; do
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then
    printf 'the session %s is not active\\n' "$session" >&2
    exit 1
  fi
  sleep 5
done
port=$((20000 + $$ % 20000))
tunnel() {
  ssh -i "$dir/key" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="$dir/hosts" -o ExitOnForwardFailure=yes -o ServerAliveInterval=15 -N -L "127.0.0.1:$port:$host:6443" -p 22 "$session@host.bastion.$region.oci.$domain" </dev/null >/dev/null 2>"$dir/said" &
  tunnel=$!
}
KUBECONFIG=$dir/config
export KUBECONFIG
oci ce cluster create-kubeconfig --region "$region" --cluster-id "$id" --file "$KUBECONFIG" --token-version 2.0.0 --kube-endpoint PRIVATE_ENDPOINT --with-auth-context >/dev/null
name=$(kubectl config view --output 'jsonpath={.clusters[0].name}')
kubectl config set-cluster "$name" --server "https://127.0.0.1:$port" --tls-server-name "$host" >/dev/null
tunnel
tries=0
until kubectl get --raw /readyz --request-timeout 10s >/dev/null 2>"$dir/asked"; do
  tries=$((tries + 1))
  if [ "$tries" -ge 24 ]; then
    cat "$dir/said" "$dir/asked" >&2
    exit 1
  fi
  sleep 5
  kill -0 "$tunnel" 2>/dev/null || tunnel
done`;

/** The plugin of Velero 1.17 for what speaks S3: https://github.com/vmware-tanzu/velero-plugin-for-aws, "Compatibility", 2026-02. */
const PLUGIN = 'v1.13.0';

/** What OCI asks to be there ahead of snapshots of volumes: https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengcreatingpersistentvolumeclaim_topic-Provisioning_PVCs_on_BV.htm, 2026-11. */
const SNAPSHOTS = 'https://raw.githubusercontent.com/kubernetes-csi/external-snapshotter/v6.2.0/client/config/crd/snapshot.storage.k8s.io_';

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
chart=$1 plugin=$2 crds=$3 anew=$4
copies_in
namespace=$(oci os ns get --region "$region" --compartment-id "$compartment" --query data --raw-output)
if [ -n "$anew" ]; then
  (
    set -- "$anew"
    ${FORGET}
  )
fi
for kind in volumesnapshotclasses volumesnapshotcontents volumesnapshots; do kubectl apply --filename "$crds$kind.yaml"; done
cat >"$dir/velero.yaml" <<END
initContainers:
  - name: velero-plugin-for-aws
    image: velero/velero-plugin-for-aws:$plugin
    volumeMounts: [{ mountPath: /target, name: plugins }]
resources: { requests: { cpu: 500m, memory: 512Mi }, limits: { cpu: '1', memory: 1Gi } }
deployNodeAgent: true
nodeAgent:
  resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: '2', memory: 4Gi } }
credentials: { useSecret: true, existingSecret: continuity }
snapshotsEnabled: false
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
helm upgrade velero velero --install --repo https://vmware-tanzu.github.io/helm-charts --version "$chart" --namespace velero --create-namespace --values "$dir/velero.yaml"
kubectl apply --filename - <<END
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: continuity, labels: { velero.io/csi-volumesnapshot-class: 'true' } }
driver: blockvolume.csi.oraclecloud.com
deletionPolicy: Delete
parameters: { backupType: full }
END`;

/**
 * Installs Velero, or has it work on the bucket of today: repeated, it changes what differs. For what a move is to make anew, by its name, it forgets first
 * what it knew of copies, unless that is made.
 */
export const installVelero = (of: InsideWords, { vault }: Pick<VaultWords, 'vault'>, secret: string, anew = ''): string[] =>
  script(INSTALL, ...inside(of), vault, secret, VELERO_CHART, PLUGIN, SNAPSHOTS, anew);

const NEWEST = `${REACH}
${KNOWN}`;

/** The newest complete copy that a cluster knows of, once it has read all of them. */
export const copyKnown = (of: InsideWords): string[] => script(NEWEST, ...inside(of));

const RESTORE = `${REACH}
${RECREATE}`;

/** Makes namespaces anew of the newest copy that is whole, once a name; what their volumes held before is kept. */
export const recreate = (of: InsideWords, name: string, namespaces: readonly string[]): string[] =>
  script(RESTORE, ...inside(of), name, of.cluster, ...namespaces);

const PHASE = `${REACH}
${RECREATED}`;

/** How far that is: {@link IS_WHOLE} once it is. */
export const recreated = (of: InsideWords, name: string): string[] => script(PHASE, ...inside(of), name);

/** What it then answers. */
export const IS_WHOLE = 'Completed';

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

const COPY = `${REACH}
ttl=$1
shift
included=$(printf '%s, ' "$@")
moment=$(date -u +%Y%m%d%H%M%S)
kubectl create --filename - <<END
apiVersion: velero.io/v1
kind: Backup
metadata: { name: continuity-$moment, namespace: velero, labels: { velero.io/schedule-name: continuity, ${MADE_BY}: $cluster } }
spec: { includedNamespaces: [\${included%, }], snapshotMoveData: true, storageLocation: default, ttl: $ttl }
END`;

/** Copies namespaces once more, as the schedule does. */
export const copyOnce = (of: InsideWords, ttl: string, namespaces: readonly string[]): string[] =>
  script(COPY, ...inside(of), ttl, ...namespaces);

const COPYING = `${REACH}
kubectl get backups.velero.io --namespace velero --selector velero.io/schedule-name=continuity --sort-by .metadata.name --output 'jsonpath={.items[-1:].status.phase}'`;

/** How far the newest copy is: {@link IS_WHOLE} once it is. */
export const copying = (of: InsideWords): string[] => script(COPYING, ...inside(of));

const PAUSE = `${REACH}
if [ -z "$(kubectl get customresourcedefinitions schedules.velero.io --ignore-not-found --output name)" ] || [ -z "$(kubectl get schedules.velero.io continuity --namespace velero --ignore-not-found --output name)" ]; then
  echo no schedule
else
  kubectl patch schedules.velero.io continuity --namespace velero --type merge --patch '{"spec":{"paused":true}}'
fi`;

/** Copies nothing from now on; where no schedule is, none is made. */
export const pauseCopies = (of: InsideWords): string[] => script(PAUSE, ...inside(of));
