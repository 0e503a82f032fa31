import { Subnet, type SubnetConfig } from '@cdktf/provider-azurerm/lib/subnet/index.js';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network/index.js';
import { Fn } from 'cdktf';
import type { Rendered } from '../../../port/cloud';
import type { AzureContext } from '../cell';
import { renderEgress } from './egress';
import { guardClosed, guardCluster, guardContainers, guardFiles, guardOpen } from './guards';
import { hasCluster, hasContainers, hasFiles, type NetworkPlacement } from './names';

/** Rules of a subnet hold for the private endpoints in it, too; and nothing has a way out that nobody gave it. */
const CLOSED = { privateEndpointNetworkPolicies: 'Enabled', defaultOutboundAccessEnabled: false };

/**
 * Container Apps take a subnet for themselves, of /27 or wider, and have their own way out of it, by an address of the platform
 * (https://learn.microsoft.com/azure/container-apps/custom-virtual-networks, "Subnet" and "Managed resources", 2026-11): rules say what may leave.
 * UNVERIFIED: that a subnet which is made private keeps that way, so it is not.
 */
const DELEGATED = delegatedTo('containers', 'Microsoft.App/environments', ['Microsoft.Network/virtualNetworks/subnets/join/action']);

/**
 * Azure NetApp Files takes one, too, /28 or wider
 * (https://learn.microsoft.com/azure/azure-netapp-files/azure-netapp-files-delegate-subnet): what is mounted is an address in it.
 */
const FILES: Partial<SubnetConfig> = {
  ...CLOSED,
  ...delegatedTo('files', 'Microsoft.Netapp/volumes', [
    'Microsoft.Network/networkinterfaces/*',
    'Microsoft.Network/virtualNetworks/subnets/join/action',
  ]),
};

function delegatedTo(what: string, name: string, actions: string[]): Partial<SubnetConfig> {
  return { delegation: [{ name: what, serviceDelegation: { name, actions } }] };
}

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
  const subnet = (what: string, place: number, more: Partial<SubnetConfig> = CLOSED): Subnet =>
    new Subnet(stack, `${id}-${what}`, {
      name: what,
      resourceGroupName: sitePlan.ground.group,
      virtualNetworkName: net.name,
      addressPrefixes: [Fn.cidrsubnet(sitePlan.cidr, 4, place)],
      ...more,
      ...(what.startsWith('private') && reaches.length > 0 ? { serviceEndpoints: [...reaches] } : {}),
    });
  const open = subnet('public', 0);
  const closed = [...Array(declaration.zones).keys()].map((i) => subnet(`private-${i + 1}`, 8 + i));
  const containers = hasContainers(context) ? subnet('containers', 4, DELEGATED) : undefined;
  const cluster = hasCluster(context) ? subnet('cluster', 5) : undefined;
  const files = hasFiles(context) ? subnet('files', 6, FILES) : undefined;
  const guarded = [
    ...guardOpen(context, placement, open),
    ...guardClosed(context, placement, closed),
    ...(containers ? guardContainers(context, placement, containers) : []),
    ...(cluster ? guardCluster(context, placement, cluster) : []),
    ...(files ? guardFiles(context, placement, files) : []),
  ];
  const egress = renderEgress(context, placement, closed);
  return {
    instance: net,
    ready: [
      open,
      ...closed,
      ...(containers ? [containers] : []),
      ...(cluster ? [cluster] : []),
      ...(files ? [files] : []),
      ...guarded,
      ...egress,
    ],
    waits: [],
    network: {
      vpcId: net.id,
      cidr: sitePlan.cidr,
      ranges: [sitePlan.cidr],
      publicSubnets: [open.id],
      privateSubnets: closed.map((one) => one.id),
      ...(containers ? { containerSubnet: containers.id } : {}),
      ...(cluster ? { clusterSubnet: cluster.id } : {}),
      ...(files ? { fileSubnet: files.id } : {}),
      reaches,
    },
    endpoint: { host: sitePlan.cidr, name },
  };
}
