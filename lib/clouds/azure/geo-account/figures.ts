import type { Effect } from '../../../words/effect';
import { OWN, type Figure, type Zonal } from '../../../words/figure';
import { KEPT_AS_IT_IS } from './account';

/** What Microsoft says of the failover of an account. */
export const GUIDANCE = 'https://learn.microsoft.com/azure/storage/common/storage-disaster-recovery-guidance';
const PLANNED = 'https://learn.microsoft.com/azure/storage/common/storage-failover-customer-managed-planned';
const REDUNDANCY = 'https://learn.microsoft.com/azure/storage/common/storage-redundancy';

/** "typically has an RPO of 15 minutes or less, although there's currently no SLA" */
export const GEO_LAG: Figure = {
  seconds: 900,
  source: `"typically [...] 15 minutes or less", without an SLA (${REDUNDANCY} and learn.microsoft.com/azure/storage/files/files-disaster-recovery, 2024-04-15)`,
  verified: true,
};

/** How long until the other region takes writes, planned or not. */
export const GEO_PROMOTION: Figure = {
  seconds: 3600,
  source: `"the failover typically takes about an hour" (${PLANNED}, 2024-07-23, and of an unplanned one learn.microsoft.com/azure/storage/files/files-disaster-recovery, 2024-04-15)`,
  verified: true,
};

/** The first region is spread over its zones wherever it has any, whatever is asked. */
export const GEO_ZONES: Zonal = {
  rpo: { seconds: 0, source: `GZRS is written to three zones of its first region, synchronously (${REDUNDANCY})`, verified: true },
  promotion: {
    seconds: 60,
    source: `it stays readable and writable (${REDUNDANCY}), once names lead elsewhere; the figure is ${OWN}`,
    verified: false,
  },
  always: true,
};

/** What a failover does behind Terraform. */
export const GEO_EFFECTS: readonly Effect[] = [
  {
    type: 'azurerm_storage_account',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    source: `an unplanned failover leaves it locally redundant in the region that took over, a planned one swaps both regions (${GUIDANCE})`,
  },
  {
    type: 'what was written and not sent',
    does: 'deletes',
    terraform: 'not ours',
    how: 'nowhere: the data of the old region is given up by a forced failover; az storage account show --expand geoReplicationStats says ahead of it up to when all was sent',
    source: `${GUIDANCE} ("Anticipate data loss")`,
  },
];

/** What is true of every account of this kind, for people. */
export const GEO_LIMITS =
  'Its other region is the one that Microsoft pairs with the first, in one zone of which it stands whatever is asked: after a failover it is in no other zone until it is back, so that ha and vital are refused. An hour passes until the other region takes writes, so that an RTO below that is refused. Its data is encrypted by keys of Microsoft: an account has one key, and that of a site would go with it. Both sites stand on one account, in a group beside the state of the witness. What stands by cannot be written, and what is restored is restored where it serves. UNVERIFIED: that the command of a failover, and what is asked of the account, is answered while its first region is out: the service that manages accounts stays there';

/** How it is made sure that an old side takes no write. */
export const GEO_FENCE =
  'no private endpoint of its site leads to the account, which no public network reaches; the region itself takes no write once the other one does';
