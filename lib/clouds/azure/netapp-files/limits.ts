import type { FileStorageDeclaration } from '../../../components/file-storage';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { flawsIn } from '../database-limits';
import { nearestOffered, partnersOf, PAIRS_SOURCE } from './pairs';

/** GiB of a regular volume: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/netapp/netapp_volume_resource.go (`storage_quota_in_gb` and its diff function). */
const GIB = { least: 50, most: 102_400 };

/** Snapshots of hours: a day of them. */
export const HOURS = 24;
/** "Maximum number of snapshots per volume: 255" (https://learn.microsoft.com/azure/azure-netapp-files/azure-netapp-files-resource-limits); some are those of the replication itself, and of whoever makes one by hand: the library leaves them 31. */
const MOST_DAYS = 200;

/** What Azure NetApp Files does not take of a share. */
export function netappFlaws({ gib, restorableDays }: FileStorageDeclaration, site: SiteFacts): Flaw[] {
  return [
    ...flawsIn([
      [
        gib < GIB.least || gib > GIB.most,
        {
          of: 'sizeGiB',
          value: gib,
          allowed: `${GIB.least} to ${GIB.most} GiB`,
          fix: `sizeGiB: ${gib < GIB.least ? GIB.least : GIB.most}`,
        },
      ],
      [
        restorableDays > MOST_DAYS,
        {
          of: 'restorableDays',
          value: restorableDays,
          allowed: `1 to ${MOST_DAYS}: a volume has 255 snapshots at most, of which ${HOURS} are those of the last hours`,
          fix: `restorableDays: ${MOST_DAYS}`,
        },
      ],
    ]),
    ...pairFlaws(site),
  ];
}

/** It replicates between the regions of a list, and no others: of two sites it is said at one, whichever of them the code names first. */
function pairFlaws({ region, peer }: SiteFacts): Flaw[] {
  if (peer === undefined || region.code > peer.code || partnersOf(region).includes(peer.code)) return [];
  const sites = [region, peer].map((one) => ({ code: one.code, partners: partnersOf(one) })).filter(({ partners }) => partners.length > 0);
  const nearest = nearestOffered(region);
  const offered = sites.map(({ code, partners }) => `${code} replicates with ${partners.join(', ')}`).join('; ');
  const moved = sites.map(({ code, partners }) => `put the other site of ${code} in ${partners[0]}`).join(', or ');
  return [
    {
      of: 'region',
      value: `NFS between ${region.code} and ${peer.code}: Azure NetApp Files does not replicate between them`,
      allowed: `two sites of its list of pairs (${PAIRS_SOURCE}): ${offered || `neither region is in it, and the nearest one that is: ${nearest}`}`,
      fix: moved || `a site in ${nearest}, or keep what it holds in ObjectStorage, which goes to any region`,
    },
  ];
}
