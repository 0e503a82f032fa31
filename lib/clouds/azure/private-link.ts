import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js';
import { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone/index.js';
import type { PrivateEndpointConfig } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import { once } from '../../port/once';
import type { AzureContext } from './cell';
import { networkOf } from './network/cell';

/** A private zone, and that the network of its site knows it. */
export interface PrivateZone {
  readonly zone: PrivateDnsZone;
  readonly known: PrivateDnsZoneVirtualNetworkLink;
}

/** The zone of that name at a site, once for whatever asks for it. `asksOn`: a name that it lacks is asked of the internet. */
export function privateZone(
  { stack, sitePlan, neighbour }: AzureContext,
  { id, name, asksOn = false }: { readonly id: string; readonly name: string; readonly asksOn?: boolean },
): PrivateZone {
  const group = { resourceGroupName: sitePlan.ground.group };
  const zone = once(stack, id, PrivateDnsZone, () => new PrivateDnsZone(stack, id, { ...group, name }));
  const make = (): PrivateDnsZoneVirtualNetworkLink =>
    new PrivateDnsZoneVirtualNetworkLink(stack, `${id}-known`, {
      ...group,
      name: 'network',
      privateDnsZoneName: zone.name,
      virtualNetworkId: networkOf({ neighbour }).vpcId,
      ...(asksOn ? { resolutionPolicy: 'NxDomainRedirect' } : {}),
    });
  return { zone, known: once(stack, `${id}-known`, PrivateDnsZoneVirtualNetworkLink, make) };
}

/** An endpoint in the network of a site that leads to a part of something, by the names of a zone. */
export const leadingTo = (
  context: AzureContext,
  { name, id, part, zone }: { readonly name: string; readonly id: string; readonly part: string } & Pick<PrivateZone, 'zone'>,
): PrivateEndpointConfig => ({
  name,
  resourceGroupName: context.sitePlan.ground.group,
  location: context.site.region.code,
  subnetId: networkOf(context).privateSubnets[0] as string,
  privateServiceConnection: { name, privateConnectionResourceId: id, subresourceNames: [part], isManualConnection: false },
  privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [zone.id] },
});
