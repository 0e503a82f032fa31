import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js';
import { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone/index.js';
import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import { once } from '../../../port/once';
import type { AzureContext } from '../cell';
import { networkOf } from '../network/cell';
import { partitionOf } from '../partition';
import { accountId, type TablePlacement } from './names';

/** What a site has of a table. */
export interface Door {
  /** The name of the account leads to the endpoint, in the network of the site alone. */
  readonly known: PrivateDnsZoneVirtualNetworkLink;
  /** The endpoint; absent at a site that is fenced. */
  readonly endpoint?: PrivateEndpoint;
}

/**
 * The only way to the account from a site: a private endpoint in its network, which leads to the region that reads and to the one that has the writes, whichever they
 * are, so that a move changes no name. Each site has a zone of its own, since a zone knows one endpoint a name
 * (https://learn.microsoft.com/azure/cosmos-db/failover-considerations-for-private-endpoints, 2025-06-04). A fence takes the endpoint away:
 * nobody at that site writes to the other one, either.
 */
export function renderDoor(context: AzureContext, placement: TablePlacement): Door {
  const { stack, site, sitePlan, workload } = context;
  const { id, here, form, component } = placement;
  const { zone, known } = zoneOf(context);
  if (form === 'fenced') return { known };
  const endpoint = new PrivateEndpoint(stack, `${id}-door`, {
    name: here.names.door,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    subnetId: networkOf(context).privateSubnets[0] as string,
    privateServiceConnection: {
      name: here.names.door,
      privateConnectionResourceId: accountId(here),
      subresourceNames: ['Sql'],
      isManualConnection: false,
    },
    privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [zone.id] },
    tags: { workload: workload.id, component },
  });
  return { known, endpoint };
}

/** One zone for all accounts of the site, under the name that clients resolve to. */
function zoneOf({ stack, site, sitePlan, neighbour }: AzureContext): { readonly zone: PrivateDnsZone } & Pick<Door, 'known'> {
  const group = { resourceGroupName: sitePlan.ground.group };
  const name = `privatelink.${partitionOf(site.region.code).documentsSuffix}`;
  const zone = once(stack, 'cosmos-zone', PrivateDnsZone, () => new PrivateDnsZone(stack, 'cosmos-zone', { ...group, name }));
  const known = once(
    stack,
    'cosmos-zone-known',
    PrivateDnsZoneVirtualNetworkLink,
    () =>
      new PrivateDnsZoneVirtualNetworkLink(stack, 'cosmos-zone-known', {
        ...group,
        name: 'network',
        privateDnsZoneName: zone.name,
        virtualNetworkId: networkOf({ neighbour }).vpcId,
      }),
  );
  return { zone, known };
}
