import { IS_WHOLE, NONE_LEFT, VELERO_CHART } from '../../port/velero';
import { CLEAR, CLEARED, HALT, KNOWN, RECREATE, RECREATED, STOP, STOPPED, WAKE } from '../../port/velero-words';
import { COPIED_ONCE, FROM_CHART, HELMED, NEWEST_PHASE, S3_PLUGIN, S3_VALUES, SCHEDULED } from '../../port/velero-told';
import { toldInside } from '../../port/velero-lines';
import { script } from '../../words/steps';
import { OF_CLUSTER, inside, REACH, UNLESS_IDLE, WAY, type InsideWords } from './cli-inside';
import type { VaultWords } from './cli-secrets';

/*
 * The command lines of copies of what is inside of a cluster, each by a way of its own (`cli-inside.ts`). UNVERIFIED: none of them was run against OCI.
 */

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
copies_in
namespace=$(oci os ns get --region "$region" --compartment-id "$compartment" --query data --raw-output)
${FROM_CHART}
for kind in volumesnapshotclasses volumesnapshotcontents volumesnapshots; do
  there=$(kubectl get customresourcedefinitions "$kind.snapshot.storage.k8s.io" --ignore-not-found --output name)
  if [ -z "$there" ]; then
    kubectl apply --filename "$crds$kind.yaml"
  fi
done
cat >"$dir/velero.yaml" <<END
${S3_VALUES}
credentials: { useSecret: true, existingSecret: continuity }
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
${HELMED}
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
 * what it knew of copies, unless that is made.
 */
export const installVelero = (of: VeleroWords, anew = ''): string[] =>
  script(INSTALL, ...inside(of), of.vault, of.secret, VELERO_CHART, S3_PLUGIN, SNAPSHOTS, anew, of.charts, of.images);

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

/** The API answers where no node is left, so that what would come with the next one does not; of a cluster that is not there nothing is said. */
const HALTS = `${OF_CLUSTER}
id=$(of_cluster id)
if [ -z "$id" ]; then echo 'there is no cluster'; exit 0; fi
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
