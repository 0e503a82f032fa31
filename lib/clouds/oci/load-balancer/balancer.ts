import { CoreNetworkSecurityGroup } from '@cdktf/provider-oci/core-network-security-group';
import { CoreNetworkSecurityGroupSecurityRule } from '@cdktf/provider-oci/core-network-security-group-security-rule';
import { CorePublicIp } from '@cdktf/provider-oci/core-public-ip';
import { LoadBalancerLoadBalancer } from '@cdktf/provider-oci/load-balancer-load-balancer';
import { Fn } from 'cdktf';
import { portOf } from '../../../components/load-balancer';
import type { ComputePosture } from '../../../words/posture';
import type { OciContext } from '../cell';
import { networkOf, networkReady } from '../network/cell';
import type { BalancerPlacement } from './names';

/**
 * Mbit/s that are there at once: the least that there is where it shows its page, or stands ready, and more where it serves. The most is the same at both
 * sites, so that a move waits for none of it. A new shape resets connections, and these figures may, too (UNVERIFIED): they change with the role alone. Between
 * 10 and 8000 (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/load_balancer_load_balancer.html.markdown) they are the library's own.
 */
const LEAST: Readonly<Record<ComputePosture, number>> = { none: 10, prepared: 10, reduced: 10, full: 100 };
const MOST = 1000;

/**
 * The address that users reach: reserved, so that it outlives what answers on it. Which private address it is mapped to is written by the load balancer
 * (https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/load_balancer_load_balancer.html.markdown, `reserved_ips`).
 */
export function renderAddress({ stack, site }: OciContext, { id, here }: BalancerPlacement): CorePublicIp {
  return new CorePublicIp(stack, `${id}-address`, {
    compartmentId: site.account,
    displayName: here.names.balancer,
    lifetime: 'RESERVED',
    lifecycle: { ignoreChanges: ['private_ip_id'] },
  });
}

/** A flexible load balancer in the public subnet of its network: it spans the availability domains of its region by itself. */
export function renderBalancer(context: OciContext, placement: BalancerPlacement, address: CorePublicIp): LoadBalancerLoadBalancer {
  const { stack, site, workload } = context;
  const { id, here, component, posture, leaves } = placement;
  return new LoadBalancerLoadBalancer(stack, id, {
    compartmentId: site.account,
    displayName: here.names.balancer,
    shape: 'flexible',
    shapeDetails: { minimumBandwidthInMbps: LEAST[posture as ComputePosture], maximumBandwidthInMbps: MOST },
    subnetIds: [networkOf(context).publicSubnets[0] as string],
    isPrivate: false,
    reservedIps: [{ id: address.id }],
    networkSecurityGroupIds: [renderGuard(context, placement).id],
    isDeleteProtectionEnabled: workload.durable && !leaves,
    freeformTags: { workload: workload.id, component },
    dependsOn: [...networkReady(context)],
  });
}

const TCP = '6';

/** What is served is let in, and with a certificate the port that leads there; out of it, its targets are reached inside of the site. */
function renderGuard(context: OciContext, { id, here, declaration }: BalancerPlacement): CoreNetworkSecurityGroup {
  const { stack, site } = context;
  const { vpcId, ranges } = networkOf(context);
  const guard = new CoreNetworkSecurityGroup(stack, `${id}-guard`, {
    compartmentId: site.account,
    vcnId: vpcId,
    displayName: here.names.balancer,
  });
  const on = (port: number) => ({ tcpOptions: { destinationPortRange: { min: port, max: port } } });
  for (const port of portOf(declaration, here.site) === 443 ? [443, 80] : [80])
    new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-users-${port}`, {
      ...{ networkSecurityGroupId: guard.id, direction: 'INGRESS', protocol: TCP, description: 'users' },
      ...{ source: '0.0.0.0/0', sourceType: 'CIDR_BLOCK', ...on(port) },
    });
  const out = new CoreNetworkSecurityGroupSecurityRule(stack, `${id}-reaches`, {
    ...{ networkSecurityGroupId: guard.id, direction: 'EGRESS', protocol: TCP, description: 'targets inside the site' },
    ...{ destination: '${each.value}', destinationType: 'CIDR_BLOCK', ...on(declaration.targetPort) },
  });
  // A rule has one range, and a network that exists may have several, which are read at its site.
  out.addOverride('for_each', Fn.toset(ranges as string[]));
  return guard;
}
