import { Subnet } from '@cdktf/provider-azurerm/lib/subnet/index.js';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network/index.js';
import { Fn } from 'cdktf';
import type { Rendered } from '../../../port/cloud';
import type { AzureContext } from '../cell';
import { renderEgress } from './egress';
import { guardClosed, guardOpen } from './guards';
import type { NetworkPlacement } from './names';

/**
 * A network of the library's own, from the site's address range. A subnet spans the zones of its region: one is reached from the internet,
 * and there are as many that are not as there are to be ways out, one a zone
 * (https://learn.microsoft.com/azure/nat-gateway/nat-overview#availability-zones, 2026-11).
 */
export function createNetwork(context: AzureContext, placement: NetworkPlacement): Rendered {
  const { stack, site, sitePlan, workload } = context;
  const { id, here, declaration } = placement;
  const { network: name } = here.names;
  const net = new VirtualNetwork(stack, id, {
    name,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    addressSpace: [sitePlan.cidr],
    tags: { workload: workload.id, component: placement.component },
  });
  const reaches = declaration.egress === 'none' ? [] : sitePlan.calls;
  const subnet = (what: string, place: number): Subnet =>
    new Subnet(stack, `${id}-${what}`, {
      name: what,
      resourceGroupName: sitePlan.ground.group,
      virtualNetworkName: net.name,
      addressPrefixes: [Fn.cidrsubnet(sitePlan.cidr, 4, place)],
      // Rules of a subnet hold for the private endpoints in it, too.
      privateEndpointNetworkPolicies: 'Enabled',
      defaultOutboundAccessEnabled: false,
      ...(what !== 'public' && reaches.length > 0 ? { serviceEndpoints: [...reaches] } : {}),
    });
  const open = subnet('public', 0);
  const closed = [...Array(declaration.zones).keys()].map((i) => subnet(`private-${i + 1}`, 8 + i));
  const guarded = [...guardOpen(context, placement, open), ...guardClosed(context, placement, closed)];
  const egress = renderEgress(context, placement, closed);
  return {
    instance: net,
    ready: [open, ...closed, ...guarded, ...egress],
    waits: [],
    network: {
      vpcId: net.id,
      cidr: sitePlan.cidr,
      ranges: [sitePlan.cidr],
      publicSubnets: [open.id],
      privateSubnets: closed.map((one) => one.id),
      reaches,
    },
    endpoint: { host: sitePlan.cidr, name },
  };
}
