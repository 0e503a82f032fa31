/*
 * Velero, as it is installed and told on every cloud: objects of Kubernetes, and names. What a cloud adds is how its API is called, who Velero is there,
 * and where the copies are. https://velero.io/docs/v1.17/, 2026-11.
 */

/** Its Helm chart, which brings Velero 1.17.1: https://github.com/vmware-tanzu/helm-charts/blob/velero-11.3.2/charts/velero/Chart.yaml. */
export const VELERO_CHART = '11.3.2';

/** The namespace and the service account that it runs as; and what its schedule is called. */
export const VELERO = { namespace: 'velero', account: 'velero', schedule: 'continuity' } as const;

/** Where its copies are in the object storage. */
export const PREFIX = 'velero';

/** When it copies, as cron says it: every so many seconds, of those that a day holds evenly. */
export function cronOf(every: number): string {
  const minutes = every / 60;
  if (minutes < 60) return `*/${minutes} * * * *`;
  const hours = minutes / 60;
  if (hours >= 24) return '0 0 * * *';
  return hours === 1 ? '0 * * * *' : `0 */${hours} * * *`;
}

/** How long a copy is kept, as Velero says it. */
export const ttlOf = (seconds: number): string => `${Math.round(seconds / 3600)}h0m0s`;

/** What makes a cluster anew in a move: one name a move, so that a step that is repeated makes it once. */
export const recreatedBy = (declared: string | undefined): string => `move-${(declared ?? '').replace(/\D/g, '') || 'undeclared'}`;

/*
 * Texts of a shell in reach of a cluster, without an apostrophe. What a move made is written down in the cluster, too: Velero forgets what it restored
 * once the copy of that is past its time, and nothing is ever made anew twice.
 */

const MADE = `set -eu
name=$1
shift
marked=$(kubectl get configmaps "$name" --namespace velero --ignore-not-found --output name)
made=
if [ -n "$(kubectl get customresourcedefinitions restores.velero.io --ignore-not-found --output name)" ]; then
  made=$(kubectl get restores.velero.io "$name" --namespace velero --ignore-not-found --output name)
fi`;

const NEWEST = `newest=
for one in $(kubectl get backups.velero.io --namespace velero --selector velero.io/schedule-name=continuity --sort-by .metadata.name --output jsonpath="{.items[?(@.status.phase==\\"Completed\\")].metadata.name}"); do newest=$one; done`;

/**
 * `NAME`: where that made nothing yet, all that Velero knows of copies is forgotten, and none is made: of an earlier role it knows older ones, and
 * its schedule would copy what that left. In the object storage nothing is deleted: Velero reads from there what there is.
 */
export const FORGET = `${MADE}
if [ -z "$marked$made" ] && [ -n "$(kubectl get customresourcedefinitions backups.velero.io --ignore-not-found --output name)" ]; then
  kubectl delete schedules.velero.io continuity --namespace velero --ignore-not-found
  kubectl delete backups.velero.io --all --namespace velero
  kubectl delete backupstoragelocations.velero.io default --namespace velero --ignore-not-found
fi`;

/** The newest complete copy, once the whole list was read from the object storage. */
export const KNOWN = `set -eu
synced=$(kubectl get backupstoragelocations.velero.io default --namespace velero --output jsonpath="{.status.lastSyncedTime}")
${NEWEST}
if [ -n "$synced" ] && [ -n "$newest" ]; then echo "$newest"; else echo "none is known yet"; fi`;

/** What that answers: copies of a schedule are called by their moment. */
export const IS_KNOWN = 'continuity-\\d{14}';

/** Label of a copy: the cluster that made it. */
export const MADE_BY = 'continuity-cluster';

/** What stands for a copy where nothing had to be made anew. */
const OWN_COPY = 'none';

/**
 * `NAME CLUSTER NAMESPACE…`: where the newest copy is of that cluster itself, what stands there is newer, and stays. Else, of what stood in these namespaces the volumes are kept (they hold what an earlier role left), the rest is deleted, and the
 * newest complete copy is restored.
 */
export const RECREATE = `${MADE}
cluster=$1
shift
if [ -n "$marked$made" ]; then
  echo "$name was made before"
  exit 0
fi
${NEWEST}
if [ -z "$newest" ]; then
  echo "no complete copy is known"
  exit 1
fi
by=$(kubectl get backups.velero.io "$newest" --namespace velero --output jsonpath="{.metadata.labels.${MADE_BY}}")
if [ "$by" = "$cluster" ]; then
  kubectl create configmap "$name" --namespace velero --from-literal copy=${OWN_COPY}
  echo "$newest is of this cluster: what stands is newer"
  exit 0
fi
for namespace in "$@"; do
  for volume in $(kubectl get persistentvolumeclaims --namespace "$namespace" --output jsonpath="{.items[*].spec.volumeName}"); do
    kubectl patch persistentvolume "$volume" --patch "{\\"spec\\":{\\"persistentVolumeReclaimPolicy\\":\\"Retain\\"}}"
  done
  kubectl delete namespace "$namespace" --ignore-not-found --timeout 4m
done
included=$(printf "%s, " "$@")
kubectl create --filename - <<END
apiVersion: velero.io/v1
kind: Restore
metadata: { name: $name, namespace: velero }
spec: { backupName: $newest, restorePVs: true, includedNamespaces: [\${included%, }] }
END
kubectl create configmap "$name" --namespace velero --from-literal copy="$newest"
echo "$newest is restored by $name"`;

/** `NAME`: how far that is. */
export const RECREATED = `${MADE}
copy=
if [ -n "$marked" ]; then copy=$(kubectl get configmaps "$name" --namespace velero --output jsonpath="{.data.copy}"); fi
if [ "$copy" = ${OWN_COPY} ]; then
  echo Completed
elif [ -n "$made" ]; then
  kubectl get restores.velero.io "$name" --namespace velero --output jsonpath="{.status.phase}"
else
  echo "nothing is made of $name"
fi`;
