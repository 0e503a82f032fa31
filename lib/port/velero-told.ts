import { MADE_BY } from './velero';
import { FORGET, ONCE_STOPPED, STOPPED_BY } from './velero-words';

/*
 * Texts of a shell whose own kubectl and helm reach a cluster, `$cluster`: what a cloud that runs them elsewhere puts together for itself.
 */

/** `CRON TTL NAMESPACE…`: copies namespaces from now on. */
export const SCHEDULED = `cron=$1 ttl=$2
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

/**
 * `TTL NAMESPACE…`: copies them once more, as the schedule does, and once while they are stopped. Its name is of the clock of the cluster, as those of the
 * schedule are, and not of who runs this: the newest is the last one. (A call that is tried, and makes nothing, is answered with the moment.)
 */
export const COPIED_ONCE = `${ONCE_STOPPED}
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

/** How far the newest copy is. */
export const NEWEST_PHASE = `kubectl get backups.velero.io --namespace velero --selector velero.io/schedule-name=continuity --sort-by .metadata.name --output 'jsonpath={.items[-1:].status.phase}'`;

/** `$charts`, and `$anew`: where the chart is, as helm takes it, is put into the arguments; and what was known of copies is forgotten, unless a move of that name made something. */
export const FROM_CHART = `case $charts in
  https://*) set -- velero --repo "$charts" ;;
  *) set -- "oci://$charts/velero" ;;
esac
if [ -n "$anew" ]; then
  (
    set -- "$anew"
    ${FORGET}
  )
fi`;

/**
 * Behind it, with `$chart` and values in `$dir/velero.yaml`: what its objects look like, and Velero. The former is applied beside the chart: the job by which the
 * chart does it pulls an image of the cluster's own version, from a registry that has had no new one since 2025-08
 * (https://github.com/vmware-tanzu/helm-charts/blob/velero-11.3.2/charts/velero/values.yaml, `kubectl.image`; https://github.com/bitnami/containers/issues/83267).
 */
export const HELMED = `helm show crds "$@" --version "$chart" >"$dir/crds.yaml"
kubectl apply --server-side --force-conflicts --filename "$dir/crds.yaml"
helm upgrade velero "$@" --install --skip-crds --version "$chart" --namespace velero --create-namespace --values "$dir/velero.yaml"`;

/** What the values of Velero that speaks S3 begin with: `$images` and `$plugin`. */
export const S3_VALUES = `image: { repository: $images/velero }
initContainers:
  - name: velero-plugin-for-aws
    image: $images/velero-plugin-for-aws:$plugin
    volumeMounts: [{ mountPath: /target, name: plugins }]
resources: { requests: { cpu: 500m, memory: 512Mi }, limits: { cpu: '1', memory: 1Gi } }
deployNodeAgent: true
nodeAgent:
  resources: { requests: { cpu: 250m, memory: 512Mi }, limits: { cpu: '2', memory: 4Gi } }
snapshotsEnabled: false
upgradeCRDs: false`;

/** The plugin of Velero 1.17 for what speaks S3: https://github.com/vmware-tanzu/velero-plugin-for-aws, "Compatibility", 2026-02. */
export const S3_PLUGIN = 'v1.13.0';

/**
 * Seconds since `$newest` began, the newest object of a copy in `$place`, by its name; fails where there is none. (`date -d` is that of GNU.)
 */
export const SINCE_COPY = `moment=$(printf '%s' "$newest" | sed -n 's#^velero/backups/continuity-\\([0-9]\\{4\\}\\)\\([0-9][0-9]\\)\\([0-9][0-9]\\)\\([0-9][0-9]\\)\\([0-9][0-9]\\)\\([0-9][0-9]\\)/.*#\\1-\\2-\\3 \\4:\\5:\\6 UTC#p')
if [ -z "$moment" ]; then
  printf 'no copy in %s\\n' "$place" >&2
  exit 1
fi
echo "$(($(date +%s) - $(date -d "$moment" +%s)))"`;
