import type { Rendered } from '../../../port/cloud';
import { DOOR_LOSSES, renderLossAlerts } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import { renderSharedDoor } from '../shared-door';
import { GEO_EFFECTS, GEO_FENCE, GEO_LAG, GEO_LIMITS, GEO_PROMOTION, GEO_ZONES } from '../geo-account/figures';
import { geoAccountId } from '../geo-account/names';
import { accountName } from '../names';
import { partitionOf } from '../partition';
import { FILES_SLA } from '../slas';
import { fileDoctor } from './doctor';
import { fileFlaws, restoredInPlace } from './limits';
import { FILE_NAMES, SHARE, type FilePlacement } from './names';
import { renderShare } from './share';
import { fileServingSignals, fileSignals } from './signals';
import { fileRecovery } from './steps';
import { FILE_TYPES } from './types';

/** Azure Files on HDD: one share in one account over both regions, of which one takes the writes; a command gives them to the other one. */
export const fileStorage = azureCell({
  kind: 'file-storage',
  service: 'Azure Files',
  takes: ({ protocol }) => protocol === 'smb',
  facts: {
    oneAccount: true,
    needs: ['network'],
    // Copies leave no account, so what stands in the other region is that same replication at every tier.
    flips: { replica: 'switch', backup: 'switch' },
    spreads: ['single', 'zonal'],
    zonal: GEO_ZONES,
    limits: `${GEO_LIMITS}. Azure Files replicates shares on HDD by SMB alone, and nobody reads the other region; the posture backup is that same replication, since azurerm 4.55 has no argument for the vaulted tier of Azure Backup, whose snapshots are in the account: what is there of them after a forced failover is UNVERIFIED`,
    fence: GEO_FENCE,
    effects: GEO_EFFECTS,
    automatic: false,
    names: FILE_NAMES,
    oneWay: [],
    refuses: fileFlaws,
    slas: () => [FILES_SLA],
    restoresInPlace: restoredInPlace,
    putBack:
      'az backup restore restore-azurefileshare puts a snapshot back where it serves, or some files of it (restore-azurefiles); a share that was deleted: az storage share-rm restore',
    figures: () => ({ rpo: GEO_LAG, promotion: GEO_PROMOTION }),
  },
  types: FILE_TYPES,
  recovery: fileRecovery,
  signals: fileSignals,
  servingSignals: fileServingSignals,
  doctor: fileDoctor,
  renderBase: (context, placement) => {
    renderLossAlerts(context, DOOR_LOSSES);
    if (context.shared) renderShare(context, context.shared, placement);
  },
  renderSite: renderWay,
});

/**
 * What a site has of it is the way there: an endpoint that leads to the region that takes the writes, whichever it is, by itself
 * (https://learn.microsoft.com/azure/storage/common/storage-private-endpoints, 2025-07-08): a move changes no name. Whoever has mounted it mounts it
 * again. Where a fence takes the endpoint away, nobody at that site writes to the other region, either.
 */
function renderWay(context: AzureContext, placement: FilePlacement): Rendered {
  const suffix = partitionOf(context.site.region.code).fileSuffix;
  const { here } = placement;
  const { ready, endpoint } = renderSharedDoor(context, placement, { service: 'files', id: geoAccountId(here), part: 'file', suffix });
  return {
    ...(endpoint ? { instance: endpoint } : {}),
    ready,
    waits: endpoint ? [endpoint] : [],
    endpoint: { host: `${accountName(here.names)}.${suffix}`, port: 445, name: SHARE },
  };
}
