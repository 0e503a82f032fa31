import type { FileStorageDeclaration } from '../../../components/file-storage';
import { OWN, restoreTime, type Recovery } from '../../../words/figure';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { flawsIn } from '../database-limits';
import { geoFlaws } from '../geo-account/limits';

/** Hours between two copies: the least that Azure Backup takes (4, 6, 8 or 12), all day long. */
export const COPY_EVERY_HOURS = 4;
const BACKUPS = 'https://learn.microsoft.com/azure/backup/azure-file-share-support-matrix';
/** Days of six copies each: a share has 200 snapshots at most. */
const MOST_DAYS = 30;
/** The most that a share of a geo-redundant account holds: https://learn.microsoft.com/azure/storage/files/geo-redundant-storage-for-large-file-shares (2024-04-22), "up to 100 TiB". */
const MOST_GIB = 102_400;

/** What is brought back where files were overwritten or deleted. */
export const restoredInPlace = ({ gib }: FileStorageDeclaration): Recovery => ({
  rpo: {
    seconds: COPY_EVERY_HOURS * 3600,
    source: `a snapshot every ${COPY_EVERY_HOURS} h, the least that Azure Backup takes (${BACKUPS}; UNVERIFIED on a subscription)`,
    verified: false,
  },
  promotion: { ...restoreTime(gib), source: `${gib} GiB of a snapshot, file by file; the figure is ${OWN}` },
});

/** What Azure Files does not take of a share. */
export function fileFlaws({ gib, restorableDays }: FileStorageDeclaration, site: SiteFacts): Flaw[] {
  return [
    ...flawsIn([
      [gib > MOST_GIB, { of: 'sizeGiB', value: gib, allowed: `1 to ${MOST_GIB} GiB`, fix: 'several shares' }],
      [
        restorableDays > MOST_DAYS,
        {
          of: 'restorableDays',
          value: restorableDays,
          allowed: `1 to ${MOST_DAYS}: a share has 200 snapshots at most (${BACKUPS}), and ${24 / COPY_EVERY_HOURS} are made a day`,
          fix: `restorableDays: ${MOST_DAYS}`,
        },
      ],
    ]),
    ...geoFlaws(site, 'keep what it holds in ObjectStorage, which goes to any region'),
  ];
}
