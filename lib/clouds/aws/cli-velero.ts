import { IS_WHOLE, NONE_LEFT, VELERO_CHART } from '../../port/velero';
import { toldInside } from '../../port/velero-lines';
import { COPIED_ONCE, FROM_CHART, HELMED, NEWEST_PHASE, S3_PLUGIN, S3_VALUES, SCHEDULED } from '../../port/velero-told';
import { CLEAR, CLEARED, HALT, KNOWN, RECREATE, RECREATED, STOP, STOPPED, WAKE } from '../../port/velero-words';
import { script } from '../../words/steps';
import { CLUSTER_ASKED, inside, REACH, UNLESS_IDLE, WAY, type InsideWords } from './cli-inside';

/*
 * The command lines of copies of what is inside of a cluster, each by a way of its own (`cli-inside.ts`). UNVERIFIED: none of them was run against AWS.
 */

const INSTALL = `${REACH}
chart=$1 plugin=$2 anew=$3 charts=$4 images=$5
copies_in
${FROM_CHART}
cat >"$dir/velero.yaml" <<END
${S3_VALUES}
serviceAccount: { server: { name: velero } }
credentials: { useSecret: false }
configuration:
  features: EnableCSI
  uploaderType: kopia
  backupStorageLocation:
    - name: default
      provider: aws
      bucket: $bucket
      prefix: velero
      default: true
      accessMode: ReadWrite
      config: { region: $region }
END
${HELMED}
kubectl apply --filename - <<END
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: continuity, labels: { velero.io/csi-volumesnapshot-class: 'true' } }
driver: ebs.csi.aws.com
deletionPolicy: Delete
END`;

/** Where chart and images are from. */
export interface VeleroWords extends InsideWords {
  /** Repository of its chart. */
  readonly charts: string;
  /** Registry, and path, of its images. */
  readonly images: string;
}

/**
 * Installs Velero, or has it work on the bucket of today: repeated, it changes what differs. For what a move is to make anew, by its name, it forgets first
 * what it knew of copies, unless that is made. Who it is comes with its service account, by EKS Pod Identity.
 */
export const installVelero = (of: VeleroWords, anew = ''): string[] =>
  script(INSTALL, ...inside(of), VELERO_CHART, S3_PLUGIN, anew, of.charts, of.images);

const NEWEST = `${REACH}
${KNOWN}`;
const CLEARING = `${REACH}
${CLEAR}`;
const GOING = `${REACH}
${CLEARED}`;
const RESTORE = `${REACH}
${RECREATE}`;
const PHASE = `${REACH}
${RECREATED}`;
const SCHEDULE = `${REACH}
${SCHEDULED}`;
const WAKES = `${REACH}
${WAKE}`;

const STOPS = `${UNLESS_IDLE}
idle 'no node is left'
${WAY}
${STOP}`;
/** The cluster may be lost, or not made yet. */
const HALTS = `${CLUSTER_ASKED}
there=$(aws eks list-clusters --region "$region" --query "length(clusters[?@=='$cluster'])" --output json)
if [ "$there" = 0 ]; then echo 'there is no cluster'; exit 0; fi
set -- "$region" "$cluster" "$role" "$@"
${UNLESS_IDLE}
idle 'no node is left'
${WAY}
${HALT}`;
const STOPPING = `${UNLESS_IDLE}
idle '${NONE_LEFT}'
${WAY}
${STOPPED}`;
const COPY = `${UNLESS_IDLE}
idle 'no node is left'
${WAY}
${COPIED_ONCE}`;
const COPYING = `${UNLESS_IDLE}
idle ${IS_WHOLE}
${WAY}
${NEWEST_PHASE}`;

/** What Velero is to do in a cluster that is reached so. */
export const VELERO_CALLS = toldInside<InsideWords>(inside, {
  known: (...words) => script(NEWEST, ...words),
  clear: (...words) => script(CLEARING, ...words),
  cleared: (...words) => script(GOING, ...words),
  recreate: (...words) => script(RESTORE, ...words),
  recreated: (...words) => script(PHASE, ...words),
  wake: (...words) => script(WAKES, ...words),
  schedule: (...words) => script(SCHEDULE, ...words),
  stop: (...words) => script(STOPS, ...words),
  stopped: (...words) => script(STOPPING, ...words),
  recopy: (...words) => script(COPY, ...words),
  recopied: (...words) => script(COPYING, ...words),
  halt: (...words) => script(HALTS, ...words),
});
