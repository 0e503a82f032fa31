import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js';
import { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone/index.js';
import type { PrivateEndpointConfig } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import type { TerraformResource } from 'cdktf';
import { OWNER } from '../../components/network';
import { once } from '../../port/once';
import type { AzureContext } from './cell';
import { networkOf } from './network/cell';

/** A private zone, and that the network of its site knows it. */
export interface PrivateZone {
  readonly zone: PrivateDnsZone;
  readonly known: PrivateDnsZoneVirtualNetworkLink;
}

/** What a zone is asked for by: its logical id, and its name. */
interface ZoneWords {
  readonly id: string;
  readonly name: string;
}

/** Where names of a service are led to private addresses. */
export interface LinkZone {
  /** Its id; undefined where its owner writes the records. */
  readonly zone: string | undefined;
  /** That the network knows it, where the library sees to that. */
  readonly known: readonly TerraformResource[];
}

/**
 * The zone `privatelink.…` of a service at a site: the library's own, or that of an adopted network, which is linked to one zone of a name alone
 * (https://learn.microsoft.com/azure/dns/private-dns-overview, 2026-11).
 */
export function linkZone(context: AzureContext, { id, name }: ZoneWords): LinkZone {
  const { privateZones } = networkOf(context);
  if (privateZones === OWNER) return { zone: undefined, known: [] };
  if (privateZones !== undefined) return { zone: `${privateZones}/providers/Microsoft.Network/privateDnsZones/${name}`, known: [] };
  const { zone, known } = privateZone(context, { id, name });
  return { zone: zone.id, known: [known] };
}

/**
 * The zone of that name at a site, once for whatever asks for it. A name that one of a service lacks is asked of the internet, so that something else of that service,
 * which has its endpoint elsewhere, or none, is still found: of the zones of services alone (https://learn.microsoft.com/azure/dns/private-dns-fallback, 2026-11).
 * What is fenced has no endpoint, and is closed to the internet by itself.
 */
export function privateZone({ stack, sitePlan, neighbour }: AzureContext, { id, name }: ZoneWords): PrivateZone {
  const group = { resourceGroupName: sitePlan.ground.group };
  const zone = once(stack, id, PrivateDnsZone, () => new PrivateDnsZone(stack, id, { ...group, name }));
  const make = (): PrivateDnsZoneVirtualNetworkLink =>
    new PrivateDnsZoneVirtualNetworkLink(stack, `${id}-known`, {
      ...group,
      name: 'network',
      privateDnsZoneName: zone.name,
      virtualNetworkId: networkOf({ neighbour }).vpcId,
      ...(name.startsWith('privatelink.') ? { resolutionPolicy: 'NxDomainRedirect' } : {}),
    });
  return { zone, known: once(stack, `${id}-known`, PrivateDnsZoneVirtualNetworkLink, make) };
}

/** An endpoint in the network of a site that leads to a part of something, by the names of a zone. */
export const leadingTo = (
  context: AzureContext,
  { name, id, part, zone }: { readonly name: string; readonly id: string; readonly part: string; readonly zone: LinkZone },
): PrivateEndpointConfig => ({
  name,
  resourceGroupName: context.sitePlan.ground.group,
  location: context.site.region.code,
  subnetId: networkOf(context).privateSubnets[0] as string,
  privateServiceConnection: { name, privateConnectionResourceId: id, subresourceNames: [part], isManualConnection: false },
  // What its owner writes is left there.
  ...(zone.zone === undefined
    ? { lifecycle: { ignoreChanges: ['private_dns_zone_group'] } }
    : { privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [zone.zone] } }),
});
