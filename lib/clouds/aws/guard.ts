import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import type { ServiceDeclaration } from '../../components/service';
import type { AwsContext, AwsPlacement } from './cell';
import type { Entrance } from './load-balancer/entrance';
import { networkOf } from './network/cell';

/** Who reaches what runs: its load balancer, and nobody else; it reaches whatever it works on. `whose`: what it is, for people. */
export function renderGuard(
  context: AwsContext,
  { id, here, declaration }: AwsPlacement<ServiceDeclaration, 'group'>,
  whose: string,
  entrance?: Entrance,
): SecurityGroup {
  const { port } = declaration;
  return new SecurityGroup(context.stack, `${id}-guard`, {
    name: here.names.group,
    description: whose,
    vpcId: networkOf(context).vpcId,
    ...(entrance
      ? { ingress: [{ fromPort: port, toPort: port, protocol: 'tcp', securityGroups: [entrance.guard], description: 'the load balancer' }] }
      : {}),
    egress: [{ fromPort: 0, toPort: 0, protocol: '-1', cidrBlocks: ['0.0.0.0/0'], description: 'what it works on' }],
  });
}
