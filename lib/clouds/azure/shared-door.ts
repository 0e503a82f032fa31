import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import type { TerraformResource } from 'cdktf';
import type { Declaration } from '../../components/component';
import { isOf } from '../../components/declarations';
import { OWNER } from '../../components/network';
import { ContinuityError } from '../../words/errors';
import type { AzureContext, AzurePlacement } from './cell';
import { renderDoor, type DoorTo } from './database-door';

/** The way from a site to what both sites have under one name. */
export interface SharedDoor {
  /** All that has to stand before anything goes that way. */
  readonly ready: readonly TerraformResource[];
  /** The endpoint; a fence takes it away. */
  readonly endpoint: PrivateEndpoint | undefined;
}

/**
 * A door to what has one name for both sites: each site has an endpoint, and a zone of its own, since a zone knows one endpoint a name
 * (https://learn.microsoft.com/azure/cosmos-db/failover-considerations-for-private-endpoints, 2025-06-04). Throws `DR-VALUE-01` where the networks of
 * both sites know one zone: it would lead both to the endpoint that was written last.
 */
export function renderSharedDoor(context: AzureContext, placement: AzurePlacement<Declaration, 'door'>, to: DoorTo): SharedDoor {
  refuseOneZone(context, placement);
  const ready = renderDoor(context, placement, to);
  return { ready, endpoint: ready.find((one) => one instanceof PrivateEndpoint) };
}

function refuseOneZone({ placements }: AzureContext, { here, peer, component }: AzurePlacement<Declaration, 'door'>): void {
  const known = placements.flatMap(({ declaration }) => (isOf('network', declaration) ? [declaration.existing ?? {}] : []));
  const zones = known.map((existing) => [here, peer].map(({ site }) => existing[site]?.privateZones));
  const one = zones.find(([own, other]) => own !== undefined && own !== OWNER && own.toLowerCase() === other?.toLowerCase())?.[0];
  if (one === undefined) return;
  throw new ContinuityError({
    id: 'DR-VALUE-01',
    what: `${here.site} and ${peer.site} know one set of private zones, and ${component} has one name for both sites`,
    value: one,
    allowed: 'zones of its own for each site: a zone knows one endpoint a name',
    fix: 'privateZones of another resource group at one of the two, or without them there',
  });
}
