import type { Effect } from '../../../words/effect';
import { ociCell } from '../cell';
import { FILES_SLA } from '../slas';
import { renderFilesBase } from './base';
import { filesDoctor } from './doctor';
import { GUIDE, lagOf, PROMOTION, restoredInPlace } from './figures';
import { filesFlaws } from './limits';
import { replicateFiles } from './links';
import { FILES_NAMES } from './names';
import { renderFiles } from './share';
import { filesServingSignals, filesSignals } from './signals';
import { filesRecovery } from './steps';
import { FILES_TYPES } from './types';

const EFFECTS: readonly Effect[] = [
  {
    type: 'oci_file_storage_replication',
    does: 'deletes',
    terraform: 'leaves',
    how: 'ended at the side that takes the role (oci fs replication-target delete), where its half at the source stays failed: the next apply of what joins the sites deletes that where its source is',
    source: `https://docs.oracle.com/iaas/tools/oci-cli/latest/oci_cli_docs/cmdref/fs/replication-target.html ("Deleting a ReplicationTarget does not delete the associated Replication resource, but places it in a FAILED state"); ${GUIDE}`,
  },
  {
    type: 'snapshots of replication',
    does: 'renames',
    terraform: 'not ours',
    how: 'those of the file system that took the role become snapshots of its users: oci fs snapshot list --file-system-id OCID; none is deleted by the library',
    source: `${GUIDE} ("replication snapshots on the target file system are converted to user snapshots", of a replication that is deleted; of a target: UNVERIFIED)`,
  },
];

/** File Storage, by NFS: a file system a site, of which one follows the other; a command in its own region ends that, the apply exports it, and the side that was left is made anew. */
export const fileStorage = ociCell({
  kind: 'file-storage',
  service: 'OCI File Storage',
  facts: {
    oneAccount: true,
    needs: ['network'],
    // Snapshots leave no region: what stands in the other one is that same replication at every tier.
    flips: { replica: 'promote', backup: 'promote' },
    spreads: ['single'],
    limits:
      'a file system is in one availability domain, and what OCI has between two of them is the replication of between regions, as far behind. So ha, vital and zonal: true are refused: tier: Tier.HOT, with a tierReason, is for it alone, in one of them. The posture backup is that same replication, every hour. One that exists is not adopted: it was exported, and can never follow',
    fence: 'its export lets nobody write, from the next request on',
    effects: EFFECTS,
    automatic: false,
    names: FILES_NAMES,
    oneWay: [],
    refuses: filesFlaws,
    slas: () => [FILES_SLA],
    restoresInPlace: restoredInPlace,
    putBack:
      'files are copied from .snapshot in the mounted share. A whole share is put back by a clone of a snapshot (oci fs file-system create --source-snapshot-id), which stands beside it: what is in it is copied',
    figures: (_, posture) => ({ rpo: lagOf(posture), promotion: PROMOTION }),
  },
  types: FILES_TYPES,
  recovery: filesRecovery,
  signals: filesSignals,
  servingSignals: filesServingSignals,
  doctor: filesDoctor,
  renderBase: renderFilesBase,
  renderSite: renderFiles,
  renderLinks: replicateFiles,
});
