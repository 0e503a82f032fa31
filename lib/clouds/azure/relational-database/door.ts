import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js';
import { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone/index.js';
import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import type { PostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server/index.js';
import type { TerraformResource } from 'cdktf';
import { once } from '../../../port/once';
import type { AzureContext } from '../cell';
import { networkOf } from '../network/cell';
import { partitionOf } from '../partition';
import type { DatabasePlacement } from './names';

/**
 * The only way to a server: a private endpoint in the network of its site, and the name that leads there, known in that network alone. A
 * fence takes the endpoint away. Replicas and their virtual endpoints work over the service's own paths, whatever is here
 * (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-private-link, 2026-11).
 */
export function renderDoor(
  context: AzureContext,
  { id, here, form, component }: DatabasePlacement,
  server: PostgresqlFlexibleServer,
): TerraformResource[] {
  const { stack, site, sitePlan, workload } = context;
  const { zone, known } = zoneOf(context);
  if (form === 'fenced') return [known];
  const door = new PrivateEndpoint(stack, `${id}-door`, {
    name: here.names.door,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    subnetId: networkOf(context).privateSubnets[0] as string,
    privateServiceConnection: {
      name: here.names.door,
      privateConnectionResourceId: server.id,
      subresourceNames: ['postgresqlServer'],
      isManualConnection: false,
    },
    privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [zone.id] },
    tags: { workload: workload.id, component },
  });
  return [known, door];
}

/** One zone for all servers of the site, under the name that clients resolve to. */
function zoneOf({ stack, site, sitePlan, neighbour }: AzureContext): {
  readonly zone: PrivateDnsZone;
  readonly known: PrivateDnsZoneVirtualNetworkLink;
} {
  const group = { resourceGroupName: sitePlan.ground.group };
  const name = `privatelink.${partitionOf(site.region.code).postgresSuffix}`;
  const zone = once(stack, 'postgres-zone', PrivateDnsZone, () => new PrivateDnsZone(stack, 'postgres-zone', { ...group, name }));
  const known = once(
    stack,
    'postgres-zone-known',
    PrivateDnsZoneVirtualNetworkLink,
    () =>
      new PrivateDnsZoneVirtualNetworkLink(stack, 'postgres-zone-known', {
        ...group,
        name: 'network',
        privateDnsZoneName: zone.name,
        virtualNetworkId: networkOf({ neighbour }).vpcId,
      }),
  );
  return { zone, known };
}
