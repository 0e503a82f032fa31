import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import type { ServiceDeclaration } from '../../components/service';
import type { AwsContext, AwsPlacement } from './cell';
import type { Entrance } from './load-balancer/entrance';
import { networkOf } from './network/cell';
import { renderGroup } from './security-group';

/** Who reaches what runs: its load balancer, and nobody else; it reaches whatever it works on. `whose`: what it is, for people. */
export function renderGuard(
  context: AwsContext,
  { id, here, declaration }: AwsPlacement<ServiceDeclaration, 'group'>,
  whose: string,
  entrance?: Entrance,
): SecurityGroup {
  const { port } = declaration;
  return renderGroup(context.stack, `${id}-guard`, {
    name: here.names.group,
    description: whose,
    vpcId: networkOf(context).vpcId,
    ...(entrance
      ? {
          ingress: [
            { from_port: port, to_port: port, protocol: 'tcp', security_groups: [entrance.guard], description: 'the load balancer' },
          ],
        }
      : {}),
    egress: [{ from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'], description: 'what it works on' }],
  });
}
