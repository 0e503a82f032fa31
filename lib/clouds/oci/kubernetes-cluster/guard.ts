import { BastionBastion } from '@cdktf/provider-oci/bastion-bastion';
import { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import { CoreNetworkSecurityGroupSecurityRule as Rule } from '@cdktf/provider-oci/core-network-security-group-security-rule';
import { Fn, type TerraformResource } from 'cdktf';
import type { OciContext } from '../cell';
import { networkOf, networkReady } from '../network/cell';
import type { ClusterPlacement } from './names';

/** Where its API, its nodes and its load balancers stand: a regional subnet, in all availability domains. */
export const subnetOf = (context: OciContext): string => {
  const { clusterSubnet, privateSubnets } = networkOf(context);
  return clusterSubnet ?? (privateSubnets[0] as string);
};

const TCP = '6';

/** What is let in from the network of the site: the API, of whoever comes by the bastion; and what load balancers of the cluster lead to. */
const PORTS = {
  api: { min: 6443, max: 6443 },
  services: { min: 30_000, max: 32_767 },
  health: { min: 10_256, max: 10_256 },
};

/** Nodes, their API and each other: all between them, those ports from the network, and out of it what its routes lead to (https://docs.oracle.com/iaas/Content/ContEng/Concepts/contengnetworkconfig.htm, 2026-11). */
export function renderGuard(
  context: OciContext,
  { id, component, here, declaration }: ClusterPlacement,
): { readonly group: CoreNetworkSecurityGroup; readonly rules: readonly TerraformResource[] } {
  const { stack, site, workload } = context;
  const { vpcId, ranges } = networkOf(context);
  const group = new CoreNetworkSecurityGroup(stack, `${id}-group`, {
    compartmentId: site.account,
    vcnId: vpcId,
    displayName: here.names.group,
    freeformTags: { workload: workload.id, component },
  });
  const networkSecurityGroupId = group.id;
  const among = new Rule(stack, `${id}-among`, {
    ...{ networkSecurityGroupId, direction: 'INGRESS', protocol: 'all', description: 'nodes and their API' },
    ...{ sourceType: 'NETWORK_SECURITY_GROUP', source: group.id },
  });
  const out = new Rule(stack, `${id}-out`, {
    ...{ networkSecurityGroupId, direction: 'EGRESS', protocol: 'all', description: 'as far as its routes lead' },
    ...{ destinationType: 'CIDR_BLOCK', destination: '0.0.0.0/0' },
  });
  const { addresses, port } = declaration;
  // At such an address a load balancer of the cluster stands, in this group.
  const entered = addresses[here.site] === undefined ? {} : { entrance: { min: port, max: port } };
  const from = Object.entries({ ...PORTS, ...entered }).map(([what, destinationPortRange]) => {
    const rule = new Rule(stack, `${id}-lets-${what}`, {
      ...{ networkSecurityGroupId, direction: 'INGRESS', protocol: TCP, description: `${what}, from the network of the site` },
      ...{ sourceType: 'CIDR_BLOCK', source: '${each.value}', tcpOptions: { destinationPortRange } },
    });
    // A rule has one range, and a network that exists may have several, which are read at its site.
    rule.addOverride('for_each', Fn.toset(ranges as string[]));
    return rule;
  });
  return { group, rules: [among, out, ...from] };
}

/**
 * The way to an API that has no address in the internet, from wherever recovery is run: sessions of OCI Bastion, each made for one call, of somebody whom
 * policies let do that, with a key of its own. Who may connect is narrowed by ranges that whoever runs recovery knows: `oci.customize`.
 */
export function renderBastion(context: OciContext, { id, component, here }: ClusterPlacement): BastionBastion {
  const { stack, site, workload } = context;
  return new BastionBastion(stack, `${id}-bastion`, {
    bastionType: 'standard',
    compartmentId: site.account,
    name: here.names.bastion,
    targetSubnetId: subnetOf(context),
    clientCidrBlockAllowList: ['0.0.0.0/0'],
    maxSessionTtlInSeconds: LONGEST_SESSION,
    freeformTags: { workload: workload.id, component },
    dependsOn: [...networkReady(context)],
  });
}

/** Seconds, the most that there are: https://docs.oracle.com/iaas/Content/Bastion/Tasks/managingsessions.htm, 2026-11. */
const LONGEST_SESSION = 10_800;
