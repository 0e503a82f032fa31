import type { Effect } from '../../../words/effect';
import { copyFigures } from '../../../words/figure';
import { awsCell } from '../cell';
import { FILES_SLA } from '../slas';
import { filesDoctor } from './doctor';
import { ACROSS_ZONES, LAG, PROMOTION } from './figures';
import { filesFlaws } from './limits';
import { replicateFiles } from './links';
import { FILES_NAMES } from './names';
import { renderFiles } from './share';
import { filesServingSignals, filesSignals } from './signals';
import { filesRecovery } from './steps';
import { FILES_TYPES } from './types';

const DELETING = 'https://docs.aws.amazon.com/efs/latest/ug/delete-replications.html, 2026-11';

const EFFECTS: readonly Effect[] = [
  {
    type: 'aws_efs_replication_configuration',
    does: 'deletes',
    terraform: 'leaves',
    how: 'ended at the side that takes the role (aws efs delete-replication-configuration): gone at the next refresh of what joins the sites. Where its region was out then, its half may stay at the source: the same apply deletes it there, or, by hand, the same command there with --deletion-mode LOCAL_CONFIGURATION_ONLY',
    source: DELETING,
  },
  {
    type: 'aws_efs_file_system',
    does: 'swaps',
    terraform: 'ignored',
    how: 'protection',
    source: `"its replication overwrite protection is re-enabled" (${DELETING})`,
  },
];

/** https://docs.aws.amazon.com/datasync/latest/userguide/create-efs-location.html, 2026-11. */
const MADE = {
  why: 'a fence takes away every address of a file system, and those of one that exists are made by somebody else, who would make them again; the library makes its own',
  instead:
    'bring the files into it with a task of AWS DataSync between the two: run once while they are used, and once more when nobody writes; then mount it in place of the old one. UNVERIFIED: not run',
};

/** Amazon EFS, by NFS: a file system a site, of which one follows the other; a command in its own region ends that, and the side that was left is made anew. */
export const fileStorage = awsCell({
  kind: 'file-storage',
  service: 'Amazon EFS',
  facts: {
    oneAccount: true,
    needs: ['network'],
    // Where it is, is published in a parameter, for applications that nobody declared.
    calls: () => ['ssm'],
    // A copy of AWS Backup is restored below a directory that no call names, where no application looks: what stands by is that same replication at every tier.
    flips: { replica: 'promote', backup: 'promote' },
    spreads: ['single', 'zonal'],
    zonal: ACROSS_ZONES,
    limits:
      'take replica or backup at the standby. The posture backup is that same replication: AWS Backup restores below a directory of its own (aws-backup-restore_…), from where somebody moves the files, so its copies are for what was overwritten or deleted. One Zone file systems are not made',
    fence: 'it has no address in its network any more, which breaks every mount',
    effects: EFFECTS,
    automatic: false,
    names: FILES_NAMES,
    made: MADE,
    oneWay: [],
    refuses: filesFlaws,
    slas: () => [FILES_SLA],
    restoresInPlace: ({ gib }, copyEvery) => copyFigures(gib, copyEvery),
    putBack:
      'AWS Backup restores a point into the file system itself (aws backup start-restore-job with file-system-id and newFileSystem=false), below a new directory aws-backup-restore_… of its root, and overwrites nothing: what is meant is copied from there, by somebody who has it mounted, and the directory is deleted. One directory alone: itemsToRestore. UNVERIFIED: not run against AWS',
    figures: () => ({ rpo: LAG, promotion: PROMOTION }),
  },
  types: FILES_TYPES,
  recovery: filesRecovery,
  signals: filesSignals,
  servingSignals: filesServingSignals,
  doctor: filesDoctor,
  renderSite: renderFiles,
  renderLinks: replicateFiles,
});
