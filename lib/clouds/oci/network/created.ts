import { CoreDefaultSecurityList } from '@cdktf/provider-oci/core-default-security-list';
import { CoreSecurityList } from '@cdktf/provider-oci/core-security-list';
import { CoreSubnet } from '@cdktf/provider-oci/core-subnet';
import { CoreVcn } from '@cdktf/provider-oci/core-vcn';
import { Fn } from 'cdktf';
import type { Rendered } from '../../../port/cloud';
import type { OciContext } from '../cell';
import { renderNetworkAlarm } from './changes';
import { renderFlowLogs } from './flow-logs';
import { renderWays } from './gateways';
import { hasCluster, type NetworkPlacement } from './names';

/** At most 15 letters and digits, a letter first; it stands in host names, and is never changed (v7.29.0, core_vcn: force-new). */
const labelOf = (region: string): string => region.replace(/[^a-z0-9]/g, '').slice(0, 15);

/**
 * A network of the library's own, from the site's address range. Subnets are those of a region, so that one of either kind spans its
 * availability domains (https://docs.oracle.com/iaas/Content/Network/Tasks/Overview_of_VCNs_and_Subnets.htm, 2026-11): a sixteenth of the range is
 * reached from the internet, its upper half is not, an eighth is for clusters where there is one, and the rest is free.
 *
 * What stands in them is let in and out by groups of its own (network security groups). What forgets its group is closed.
 */
export function createNetwork(context: OciContext, placement: NetworkPlacement): Rendered {
  const { stack, site, sitePlan, workload } = context;
  const { id, here } = placement;
  const { network: name } = here.names;
  const compartmentId = site.account;
  const freeformTags = { workload: workload.id, component: placement.component };
  const vcn = new CoreVcn(stack, id, {
    compartmentId,
    displayName: name,
    cidrBlocks: [sitePlan.cidr],
    dnsLabel: labelOf(sitePlan.region),
    freeformTags,
  });
  // Of itself it lets SSH in from anywhere, and everything out: no rule is left in it.
  new CoreDefaultSecurityList(stack, `${id}-default-rules`, {
    manageDefaultResourceId: vcn.defaultSecurityListId,
    displayName: `${name}-default`,
  });
  const rules = renderRules(context, placement, vcn);
  const ways = renderWays(context, placement, vcn);
  const subnet = (kind: 'public' | 'private' | 'cluster', cidrBlock: string, list = rules): CoreSubnet =>
    new CoreSubnet(stack, `${id}-${kind}`, {
      compartmentId,
      vcnId: vcn.id,
      displayName: `${name}-${kind}`,
      cidrBlock,
      dnsLabel: kind,
      prohibitPublicIpOnVnic: kind !== 'public',
      routeTableId: (kind === 'public' ? ways.open : ways.closed).id,
      securityListIds: [list.id],
      freeformTags,
    });
  const open = subnet('public', Fn.cidrsubnet(sitePlan.cidr, 4, 0));
  const closed = subnet('private', Fn.cidrsubnet(sitePlan.cidr, 1, 1));
  const lists = hasCluster(context) ? [renderRules(context, placement, vcn, 'cluster')] : [];
  const cluster = lists.map((list) => subnet('cluster', Fn.cidrsubnet(sitePlan.cidr, 3, 3), list));
  renderFlowLogs(context, placement, [open, closed, ...cluster]);
  renderNetworkAlarm(context, placement, [vcn.id, vcn.defaultSecurityListId, rules.id, ...ways.ready.map((one) => one.id)]);
  for (const list of lists) renderNetworkAlarm(context, placement, [list.id], '-cluster');
  return {
    instance: vcn,
    ready: [open, closed, ...cluster, ...ways.ready],
    waits: [],
    network: {
      vpcId: vcn.id,
      cidr: sitePlan.cidr,
      ranges: [sitePlan.cidr],
      publicSubnets: [open.id],
      privateSubnets: [closed.id],
      ...(cluster[0] ? { clusterSubnet: cluster[0].id } : {}),
    },
    endpoint: { host: sitePlan.cidr, name },
  };
}

/**
 * What holds in a whole subnet: only that a packet was too large is heard from anywhere, without which connections over a way of smaller packets
 * hang (https://docs.oracle.com/iaas/Content/Network/Troubleshoot/connectionhang.htm, 2026-11). A bastion takes no group (v7.29.0, bastion_bastion): where clusters stand, it
 * reaches their API by a rule of the subnet.
 */
function renderRules(
  { stack, site, sitePlan }: OciContext,
  { id, here }: NetworkPlacement,
  vcn: CoreVcn,
  of?: 'cluster',
): CoreSecurityList {
  const name = of === undefined ? '' : `${of}-`;
  const out = {
    protocol: '6',
    destination: sitePlan.cidr,
    destinationType: 'CIDR_BLOCK',
    tcpOptions: { min: 6443, max: 6443 },
    description: 'a bastion, to the API of a cluster',
  };
  return new CoreSecurityList(stack, `${id}-${name}rules`, {
    compartmentId: site.account,
    vcnId: vcn.id,
    displayName: `${here.names.network}-${name}rules`,
    ...(of === undefined ? {} : { egressSecurityRules: [out] }),
    ingressSecurityRules: [
      {
        protocol: '1',
        source: '0.0.0.0/0',
        sourceType: 'CIDR_BLOCK',
        icmpOptions: { type: 3, code: 4 },
        description: 'that a packet was too large',
      },
    ],
  });
}
