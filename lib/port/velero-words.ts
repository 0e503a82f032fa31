import { MADE_BY, NONE_LEFT } from './velero';

/*
 * Texts of a shell in reach of a cluster, without an apostrophe, as Velero takes them. What a move made is written down in the cluster, too: Velero forgets what it restored
 * once the copy of that is past its time, and nothing is ever made anew twice.
 */

const MADE = `set -eu
name=$1
shift
marked=$(kubectl get configmaps "$name" --namespace velero --ignore-not-found --output name)
made=
known=$(kubectl get customresourcedefinitions restores.velero.io --ignore-not-found --output name)
if [ -n "$known" ]; then
  made=$(kubectl get restores.velero.io "$name" --namespace velero --ignore-not-found --output name)
fi`;

const NEWEST = `newest=
whole=$(kubectl get backups.velero.io --namespace velero --selector velero.io/schedule-name=continuity --sort-by .metadata.name --output jsonpath="{.items[?(@.status.phase==\\"Completed\\")].metadata.name}")
for one in $whole; do newest=$one; done`;

/**
 * `NAME`: where that made nothing yet, all that Velero knows of copies is forgotten, and none is made: of an earlier role it knows older ones, and
 * its schedule would copy what that left. In the object storage nothing is deleted: Velero reads from there what there is.
 */
export const FORGET = `${MADE}
known=$(kubectl get customresourcedefinitions backups.velero.io --ignore-not-found --output name)
if [ -z "$marked$made" ] && [ -n "$known" ]; then
  kubectl delete schedules.velero.io continuity --namespace velero --ignore-not-found
  kubectl delete backups.velero.io --all --namespace velero
  kubectl delete backupstoragelocations.velero.io default --namespace velero --ignore-not-found
fi`;

/** The newest complete copy, once the whole list was read from the object storage. */
export const KNOWN = `set -eu
synced=$(kubectl get backupstoragelocations.velero.io default --namespace velero --output jsonpath="{.status.lastSyncedTime}")
${NEWEST}
if [ -n "$synced" ] && [ -n "$newest" ]; then echo "$newest"; else echo "none is known yet"; fi`;

/** What stands for a copy where nothing had to be made anew. */
const OWN_COPY = 'none';

const ONCE = `if [ -n "$marked$made" ]; then
  echo "$name was made before"
  exit 0
fi
${NEWEST}
if [ -z "$newest" ]; then
  echo "no complete copy is known"
  exit 1
fi`;

/**
 * `NAME CLUSTER NAMESPACE…`: where the newest copy is of that cluster itself, what stands there is newer, and stays. Else, of what stood in these namespaces
 * the volumes are kept (they hold what an earlier role left), and the rest is deleted: {@link CLEARED} waits for that, since it may take longer than a call.
 */
export const CLEAR = `${MADE}
cluster=$1
shift
${ONCE}
by=$(kubectl get backups.velero.io "$newest" --namespace velero --output jsonpath="{.metadata.labels.${MADE_BY}}")
if [ "$by" = "$cluster" ]; then
  kubectl create configmap "$name" --namespace velero --from-literal copy=${OWN_COPY}
  echo "$newest is of this cluster: what stands is newer"
  exit 0
fi
for namespace in "$@"; do
  volumes=$(kubectl get persistentvolumeclaims --namespace "$namespace" --output jsonpath="{.items[*].spec.volumeName}")
  for volume in $volumes; do
    kubectl patch persistentvolume "$volume" --patch "{\\"spec\\":{\\"persistentVolumeReclaimPolicy\\":\\"Retain\\"}}"
  done
  kubectl delete namespace "$namespace" --ignore-not-found --wait=false
done`;

const LEFT = `left=
found=$(kubectl get namespaces "$@" --ignore-not-found --output name)
for one in $found; do left="$left $one"; done`;

/** `NAME NAMESPACE…`: what of that is still there. */
export const CLEARED = `${MADE}
if [ -n "$marked$made" ]; then
  echo "${NONE_LEFT}"
  exit 0
fi
${LEFT}
echo "\${left:-${NONE_LEFT}}"`;

/** `NAME NAMESPACE…`: the newest complete copy is restored, once nothing stands in its way. */
export const RECREATE = `${MADE}
${ONCE}
${LEFT}
if [ -n "$left" ]; then
  echo "still there:$left"
  exit 1
fi
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

/** Has the schedule copy nothing from now on; where there is none, none is made. */
const PAUSE = `schedules=
known=$(kubectl get customresourcedefinitions schedules.velero.io --ignore-not-found --output name)
if [ -n "$known" ]; then schedules=$(kubectl get schedules.velero.io continuity --namespace velero --ignore-not-found --output name); fi
if [ -n "$schedules" ]; then kubectl patch schedules.velero.io continuity --namespace velero --type merge --patch "{\\"spec\\":{\\"paused\\":true}}"; else echo no schedule; fi`;

/** What lets no pod be in a namespace: no copy has it. https://velero.io/docs/v1.17/resource-filtering/ */
const STOPPING = 'continuity-stopped';

/** Label of a Job that was suspended with that, and goes on with {@link WAKE}, wherever it is restored. */
const SUSPENDED = 'continuity-suspended';

/**
 * `NAMESPACE…`: no pod is in them from now on, so that nothing writes to their volumes; what makes pods stays as it is, and is copied so. Jobs are suspended
 * first: a pod that is deleted is a failure that a Job counts, one that ends because its Job is suspended is none
 * (https://kubernetes.io/docs/concepts/workloads/controllers/job/#suspending-a-job). A quota counts once its own status says so.
 */
export const HALT = `set -eu
${PAUSE}
for namespace in "$@"; do
  there=$(kubectl get namespaces "$namespace" --ignore-not-found --output name)
  if [ -z "$there" ]; then continue; fi
  jobs=$(kubectl get jobs --namespace "$namespace" --no-headers --output "custom-columns=ACTIVE:.status.active,NAME:.metadata.name")
  for job in $(printf "%s\\n" "$jobs" | sed -n "s#^[1-9][0-9]*  *##p"); do
    kubectl patch jobs "$job" --namespace "$namespace" --type merge --patch "{\\"metadata\\":{\\"labels\\":{\\"${SUSPENDED}\\":\\"true\\"}},\\"spec\\":{\\"suspend\\":true}}"
    kubectl wait "jobs/$job" --namespace "$namespace" --for condition=Suspended --timeout 30s
  done
  kubectl apply --filename - <<END
apiVersion: v1
kind: ResourceQuota
metadata: { name: ${STOPPING}, namespace: $namespace, labels: { velero.io/exclude-from-backup: "true" } }
spec: { hard: { pods: "0" } }
END
  kubectl wait resourcequotas/${STOPPING} --namespace "$namespace" --for "jsonpath={.status.hard.pods}=0" --timeout 30s
  kubectl delete pods --all --namespace "$namespace" --wait=false
done`;

/** The same, where nothing is to be lost: a pod that nothing makes anew would be in no copy, and where there is one nothing is stopped. */
export const STOP = `set -eu
alone=
for namespace in "$@"; do
  pods=$(kubectl get pods --namespace "$namespace" --field-selector "status.phase!=Succeeded,status.phase!=Failed" --no-headers --output "custom-columns=OWNER:.metadata.ownerReferences[0].kind,NAME:.metadata.name")
  for pod in $(printf "%s\\n" "$pods" | sed -n "s#^<none>  *##p"); do alone="$alone $namespace/$pod"; done
done
if [ -n "$alone" ]; then
  echo "nothing makes these pods anew:$alone"
  exit 1
fi
${HALT}`;

/** `NAMESPACE…`: which pods are still there. */
export const STOPPED = `set -eu
left=
for namespace in "$@"; do
  pods=$(kubectl get pods --namespace "$namespace" --output name)
  for pod in $pods; do left="$left $namespace/$pod"; done
done
echo "\${left:-${NONE_LEFT}}"`;

/** `NAMESPACE…`: pods may be in them again, and come by themselves; Jobs that were suspended with them go on. */
export const WAKE = `set -eu
for namespace in "$@"; do
  kubectl delete resourcequotas ${STOPPING} --namespace "$namespace" --ignore-not-found
  jobs=$(kubectl get jobs --namespace "$namespace" --selector ${SUSPENDED} --output name)
  for job in $jobs; do kubectl patch "$job" --namespace "$namespace" --type merge --patch "{\\"metadata\\":{\\"labels\\":{\\"${SUSPENDED}\\":null}},\\"spec\\":{\\"suspend\\":false}}"; done
done`;

/** Label of a copy that was made while nothing ran: by the stopping that held then. */
export const STOPPED_BY = 'continuity-stopped-by';

/**
 * Ahead of one more copy, which bears `$stopped`: the newest stopping that holds. Where a copy of that is whole it has all that there is, and no other one is made: in
 * a run that is repeated, what that would be written to may be fenced already.
 */
export const ONCE_STOPPED = `stopped=none
quotas=$(kubectl get resourcequotas --all-namespaces --field-selector metadata.name=${STOPPING} --sort-by .metadata.creationTimestamp --output jsonpath="{.items[*].metadata.uid}")
for one in $quotas; do stopped=$one; done
whole=
if [ "$stopped" != none ]; then whole=$(kubectl get backups.velero.io --namespace velero --selector "${STOPPED_BY}=$stopped" --output jsonpath="{.items[?(@.status.phase==\\"Completed\\")].metadata.name}"); fi
if [ -n "$whole" ]; then
  echo "$whole is whole, and nothing ran since"
  exit 0
fi`;
