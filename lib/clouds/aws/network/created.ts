import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group/index.js';
import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import type { Rendered } from '../../../port/cloud';
import type { AwsContext } from '../cell';
import type { NetworkPlacement } from './names';
import { renderEgress } from './egress';
import { renderFlowLogs } from './flow-logs';
import { renderZones } from './zones';

/** A network of the library's own, from the site's address range. */
export function createNetwork(context: AwsContext, placement: NetworkPlacement): Rendered {
  const { stack, sitePlan } = context;
  const { id, here } = placement;
  const name = here.names.network;
  const vpc = new Vpc(stack, id, {
    cidrBlock: sitePlan.cidr,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: { Name: name },
  });
  // Without a rule of its own it lets in and out all that bears it: what forgets its group would stand open.
  new DefaultSecurityGroup(stack, `${id}-default-group`, { vpcId: vpc.id, tags: { Name: `${name}-default` } });
  renderFlowLogs(context, placement, vpc);
  const zones = renderZones(context, placement, vpc);
  const { open, closed, gateway, led } = zones;
  const egress = renderEgress(context, placement, zones);
  const [publicSubnets, privateSubnets] = [open, closed].map((all) => all.map((subnet) => subnet.id)) as [string[], string[]];
  return {
    instance: vpc,
    ready: [...open, ...closed, gateway, ...led, ...egress],
    waits: [],
    network: { vpcId: vpc.id, cidr: sitePlan.cidr, ranges: [sitePlan.cidr], publicSubnets, privateSubnets },
    endpoint: { host: sitePlan.cidr, name },
  };
}
