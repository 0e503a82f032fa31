import type { Effect } from '../../../words/effect';
import { limitOf, restoreTime } from '../../../words/figure';
import { renderLossAlerts } from '../alarm';
import { azureCell } from '../cell';
import { NETAPP_SLA } from '../slas';
import { netappDoctor } from './doctor';
import { LAG, PROMOTION, restoredInPlace } from './figures';
import { netappFlaws } from './limits';
import { NETAPP_NAMES } from './names';
import { netappServingSignals, netappSignals } from './signals';
import { netappRecovery } from './steps';
import { NETAPP_TYPES } from './types';
import { KEPT_AS_IT_IS, renderVolume } from './volume';

/** What it is after its promotion, it has from its source; the promotion itself is a command. */
const STANDS_ALONE: Effect = {
  type: 'azurerm_netapp_volume',
  does: 'swaps',
  terraform: 'ignored',
  how: KEPT_AS_IT_IS.join(', '),
  source:
    'its replication is broken, and forgotten by the reprotect: https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/azure-netapp-files/cross-region-replication-manage-disaster-recovery.md, 2025-05-12',
};

/** https://learn.microsoft.com/azure/role-based-access-control/permissions/storage, 2026-11 */
const LOSSES = {
  'netapp-account': { operation: 'Microsoft.NetApp/netAppAccounts/delete', what: 'An account of Azure NetApp Files was deleted' },
  'netapp-volume': {
    operation: 'Microsoft.NetApp/netAppAccounts/capacityPools/volumes/delete',
    what: 'A volume of Azure NetApp Files was deleted, with all of its snapshots',
  },
  'netapp-replication': {
    operation: 'Microsoft.NetApp/netAppAccounts/capacityPools/volumes/breakReplication/action',
    what: 'The replication of a volume was broken, as a failover does, too',
  },
};

/** Azure NetApp Files, by NFS: a volume a site, of which one follows the other; a command makes that one take writes, and the side that was left is made anew. */
export const netappFiles = azureCell({
  kind: 'file-storage',
  service: 'Azure NetApp Files',
  takes: ({ protocol }) => protocol === 'nfs',
  facts: {
    oneAccount: true,
    needs: ['network'],
    // Copies of its own service leave no region that its owner chooses: what stands in the other one is that same replication at every tier.
    flips: { replica: 'promote', backup: 'promote' },
    joinedAt: [],
    spreads: ['single'],
    limits:
      'A volume is in one zone: what Microsoft has between zones is a replication as behind as that between regions, and a volume has no two of them here. So ha, vital and zonal: true are refused: tier: Tier.HOT, with a tierReason, is for it alone, in one of them. The posture backup is that same replication, since azurerm 4.55 copies to a backup vault of the same region alone (UNVERIFIED). Both sites are a pair of its list. Its data is encrypted by keys of Microsoft. Between a failover and the reprotect no snapshots are made: azurerm and the service refuse a policy of a volume that still names a source (of the service: UNVERIFIED)',
    fence:
      'its export policy lets nobody write; UNVERIFIED: how long a client that has it mounted is still let (its machines are stopped by their own fence)',
    effects: [STANDS_ALONE],
    automatic: false,
    names: NETAPP_NAMES,
    oneWay: [],
    refuses: netappFlaws,
    longest: ({ gib }) => limitOf(restoreTime(gib)),
    slas: () => [NETAPP_SLA],
    restoresInPlace: restoredInPlace,
    putBack:
      'files are copied from .snapshot of the mounted volume, or by az netappfiles snapshot restore-files. A whole volume goes back (az netappfiles volume revert) to no snapshot older than the last one that was sent',
    figures: () => ({ rpo: LAG, promotion: PROMOTION }),
  },
  types: NETAPP_TYPES,
  recovery: netappRecovery,
  signals: netappSignals,
  servingSignals: netappServingSignals,
  doctor: netappDoctor,
  renderBase: (context) => renderLossAlerts(context, LOSSES),
  renderSite: renderVolume,
});
