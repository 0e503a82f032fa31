import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { copyFlaws } from '../facts';
import { KEEP_DAYS } from '../vault';

/** What Amazon EFS does not take of a share. */
export const filesFlaws = ({ protocol, restorableDays }: FileStorageDeclaration, site: SiteFacts): Flaw[] => [
  ...(protocol === 'nfs'
    ? []
    : [{ of: 'protocol', value: protocol, allowed: "'nfs': Amazon EFS speaks NFS 4.0 and 4.1, and nothing else", fix: "protocol: 'nfs'" }]),
  ...(restorableDays <= KEEP_DAYS
    ? []
    : [
        {
          of: 'restorableDays',
          value: restorableDays,
          allowed: `1 to ${KEEP_DAYS} days: EFS has no snapshots, and copies of AWS Backup are kept that long here`,
          fix: `restorableDays: ${KEEP_DAYS}`,
        },
      ]),
  ...copyFlaws(site),
];
