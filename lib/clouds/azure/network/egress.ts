import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association/index.js';
import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway/index.js';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip/index.js';
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association/index.js';
import type { Subnet } from '@cdktf/provider-azurerm/lib/subnet/index.js';
import type { TerraformResource } from 'cdktf';
import type { AzureContext } from '../cell';
import { hasZones } from '../partition';
import type { NetworkPlacement } from './names';

/**
 * One gateway a private subnet, with its address, in a zone of its own where the region has zones: a gateway of this kind is in one
 * (https://learn.microsoft.com/azure/nat-gateway/nat-overview#availability-zones, 2026-11), and a subnet has one. They are paid by the hour,
 * and stand where more than the prepared form is asked for (https://azure.microsoft.com/pricing/details/azure-nat-gateway/, 2026-11).
 * Endpoints of services are free, and stand with their subnets.
 */
export function renderEgress(
  { stack, site, sitePlan }: AzureContext,
  { id, here, declaration, posture }: NetworkPlacement,
  closed: readonly Subnet[],
): TerraformResource[] {
  if (declaration.egress !== 'nat' || posture === 'prepared') return [];
  const { code } = site.region;
  return closed.map((subnet, i) => {
    const where = {
      resourceGroupName: sitePlan.ground.group,
      location: code,
      ...(hasZones(code) ? { zones: [String(i + 1)] } : {}),
    };
    const address = new PublicIp(stack, `${id}-nat-${i + 1}-address`, {
      ...where,
      name: `${here.names.gateway}-address-${i + 1}`,
      allocationMethod: 'Static',
      sku: 'Standard',
    });
    const nat = new NatGateway(stack, `${id}-nat-${i + 1}`, { ...where, name: `${here.names.gateway}-${i + 1}`, skuName: 'Standard' });
    const addressed = new NatGatewayPublicIpAssociation(stack, `${id}-nat-${i + 1}-addressed`, {
      natGatewayId: nat.id,
      publicIpAddressId: address.id,
    });
    return new SubnetNatGatewayAssociation(stack, `${id}-private-${i + 1}-out`, {
      subnetId: subnet.id,
      natGatewayId: nat.id,
      dependsOn: [addressed],
    });
  });
}
