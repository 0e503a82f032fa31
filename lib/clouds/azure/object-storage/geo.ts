import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container/index.js';
import type { TerraformResource } from 'cdktf';
import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { BaseContext, Rendered, SharedContext } from '../../../port/cloud';
import type { BasePlacement } from '../../../plan/plan';
import { OWN, type Recovery } from '../../../words/figure';
import { DOOR_LOSSES, renderLossAlerts } from '../alarm';
import { azureCell, type AzureContext, type AzurePlacement } from '../cell';
import { renderSharedDoor } from '../shared-door';
import { AZURE_NAMES, CONTAINER } from '../facts';
import { renderGeoAccount } from '../geo-account/account';
import { geoDoctor } from '../geo-account/doctor';
import { GEO_EFFECTS, GEO_FENCE, GEO_LAG, GEO_LIMITS, GEO_PROMOTION, GEO_ZONES } from '../geo-account/figures';
import { geoFlaws } from '../geo-account/limits';
import { GEO_NAMES, geoAccountId, geoAccountOf } from '../geo-account/names';
import { geoLag } from '../geo-account/signals';
import { geoRecovery } from '../geo-account/steps';
import { accountName, hash, type AzureGroundName } from '../names';
import { BLOB_CONTRIBUTOR } from '../officer';
import { partitionOf } from '../partition';
import { leadingTo, linkZone } from '../private-link';
import type { AzureSite } from '../site';
import { BLOB_SLA } from '../slas';
import { deletedContainers } from '../cli';
import { renderOldVersions } from './cell';
import { KEEP_DAYS } from './figures';
import { containerFlaws } from './flaws';

/** The names of such an account, and of the endpoint that leads to the region that is only read. */
const NAMES = { ...GEO_NAMES, reader: { ...AZURE_NAMES.privateEndpoint, suffix: 'read' } };
type Name = keyof typeof NAMES;
type GeoStore = AzurePlacement<ObjectStorageDeclaration, Name>;
type GeoStoreBase = BasePlacement<ObjectStorageDeclaration, Name, AzureGroundName>;

const isReadable = ({ redundancy }: ObjectStorageDeclaration): boolean => redundancy === 'geo-readable';

/**
 * Earlier versions, each by itself: point-in-time restore, and the change feed that it needs, are refused by a planned failover
 * (https://learn.microsoft.com/azure/storage/common/storage-failover-faq, 2025-09-25, "conflicting features").
 */
const VERSIONS: Recovery = {
  rpo: { seconds: 0, source: `every write keeps the version before it, for ${KEEP_DAYS} days`, verified: true },
  promotion: { seconds: 14_400, source: `blob by blob, by a program of your own; 4 h is ${OWN}`, verified: false },
};

/** One account over both regions and a container in it, of which one region takes the writes; a command gives them to the other one. */
export const geoObjectStorage = azureCell({
  kind: 'object-storage',
  service: 'Azure Blob Storage, geo-redundant',
  takes: ({ redundancy }) => redundancy !== undefined,
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'switch', backup: 'switch' },
    spreads: ['single', 'zonal'],
    zonal: GEO_ZONES,
    limits: `${GEO_LIMITS}. What was overwritten or deleted comes back as earlier versions alone, of ${KEEP_DAYS} days: a planned failover refuses an account with point-in-time restore or a change feed`,
    fence: GEO_FENCE,
    effects: GEO_EFFECTS,
    automatic: false,
    names: NAMES,
    oneWay: [],
    made: {
      why: 'it is one account over both regions: what runs stands in a group of one of them, and nothing in a group can be changed while the region of that is out, so that nobody could give its writes to the other one on that day; and a fence of it would shut out both sites',
      instead:
        "or with it and redundancy: 'regional', which sends one of its containers to an account at the other site; or carry its data over (azcopy copy)",
    },
    refuses: (declaration, site) => [
      ...containerFlaws(declaration, site),
      ...geoFlaws(site, "redundancy: 'regional', which goes to any region"),
    ],
    slas: () => [BLOB_SLA],
    restoresInPlace: () => VERSIONS,
    putBack:
      'what was deleted comes back by its name (az storage blob undelete), what was overwritten from a version of it (az storage blob copy start --source-uri URI), a container by its own (az storage container restore)',
    figures: () => ({ rpo: GEO_LAG, promotion: GEO_PROMOTION }),
  },
  // The rows of its types stand with the other cell of its kind.
  types: {},
  recovery: (placement, move) => geoRecovery(placement, move, isReadable(placement.declaration)),
  signals: (placement, rpo) => [geoLag(placement, rpo), deleted(placement)],
  servingSignals: (placement) => [deleted(placement)],
  doctor: geoDoctor,
  renderBase: (context, placement) => {
    renderLossAlerts(context, DOOR_LOSSES);
    if (context.shared) renderStore(context, context.shared, placement);
  },
  renderSite: renderWays,
});

/** A container that is deleted through the data plane leaves no line in the activity log. */
const deleted = ({ id, here, component }: GeoStore) =>
  ({
    kind: 'polled',
    id: `${id}-deleted`,
    name: `${here.names.door}-deleted`,
    title: `A container of ${component} was deleted: it comes back for a while (az storage container restore)`,
    watches: 'service',
    run: deletedContainers(geoAccountOf(here)),
    endpoint: here.region,
    every: 900,
    above: 0,
  }) as const;

/** Once for both sites: the account, its container, who works on it at either site, and who deletes it. */
function renderStore(context: BaseContext<AzureGroundName>, shared: SharedContext, base: GeoStoreBase): void {
  const { stack, workload } = context;
  const { id, component, declaration } = base;
  const kept = { days: KEEP_DAYS };
  const { group, account } = renderGeoAccount(context, shared, base, {
    readable: isReadable(declaration),
    blobProperties: { versioningEnabled: true, deleteRetentionPolicy: kept, containerDeleteRetentionPolicy: kept },
  });
  new StorageContainer(stack, `${id}-data`, {
    name: CONTAINER,
    storageAccountId: account.id,
    containerAccessType: 'private',
    lifecycle: { preventDestroy: workload.durable },
  });
  renderOldVersions(stack, id, account);
  const contributors = shared.sites.flatMap((site) => (site as AzureSite).contributors.map((one) => one.toLowerCase()));
  for (const principalId of new Set(contributors))
    new RoleAssignment(stack, `${id}-works-on-${hash(principalId)}`, {
      scope: account.id,
      roleDefinitionName: BLOB_CONTRIBUTOR,
      principalId,
    });
  const loss = (operation: string, what: string) => ({
    operation: `Microsoft.Storage/storageAccounts/${operation}`,
    what,
    scope: group.id,
  });
  renderLossAlerts(context, {
    [`${id}-account`]: loss('delete', `The account of ${component} was deleted`),
    [`${id}-container`]: loss(
      'blobServices/containers/delete',
      `A container of ${component} was deleted: it comes back for ${KEEP_DAYS} days`,
    ),
  });
}

/** The way to the region that takes the writes; where it is asked for, one to the other region beside it, which is read under a name of its own. */
function renderWays(context: AzureContext, placement: GeoStore): Rendered {
  const suffix = partitionOf(context.site.region.code).blobSuffix;
  const { here, form, declaration } = placement;
  const { ready: door, endpoint } = renderSharedDoor(context, placement, { service: 'blob', id: geoAccountId(here), part: 'blob', suffix });
  const ready = isReadable(declaration) && form !== 'fenced' ? [...door, renderReader(context, placement, suffix)] : door;
  return {
    ...(endpoint ? { instance: endpoint } : {}),
    ready,
    waits: ready.filter((one) => one instanceof PrivateEndpoint),
    endpoint: { host: `${accountName(here.names)}.${suffix}`, name: CONTAINER },
  };
}

function renderReader(context: AzureContext, { id, here, component }: GeoStore, suffix: string): TerraformResource {
  const zone = linkZone(context, { id: 'blob-zone', name: `privatelink.${suffix}` });
  return new PrivateEndpoint(context.stack, `${id}-reader`, {
    ...leadingTo(context, { name: here.names.reader, id: geoAccountId(here), part: 'blob_secondary', zone }),
    tags: { workload: context.workload.id, component },
  });
}
