import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group/index.js';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group/index.js';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import type { TerraformStack } from 'cdktf';
import { kebab } from '../../../plan/names';
import type { AwsContext } from '../cell';
import { networkOf } from '../network/cell';
import { renderGroup, type GroupRule } from '../security-group';
import { once } from '../../../port/once';
import { engineOf, familyMark } from './engines';
import type { DatabasePlacement } from './names';

/** Where what stands of a database stands, and whom it admits: it outlives the generations. */
export interface Doors {
  readonly group: DbSubnetGroup;
  readonly open: SecurityGroup;
  readonly closed: SecurityGroup;
}

/** What outlives the generations of an instance. */
export interface Around extends Doors {
  readonly parameters: DbParameterGroup;
}

/** Where instances stand, what they are set to, and whom they admit. */
export function renderAround(context: AwsContext, placement: DatabasePlacement): Around {
  const { stack } = context;
  const id = `${kebab(placement.component)}-parameters`;
  return { ...renderDoors(context, placement), parameters: once(stack, id, DbParameterGroup, () => parametersOf(stack, id, placement)) };
}

/** Where what stands of a database stands, and whom it admits. */
export function renderDoors(context: AwsContext, placement: DatabasePlacement): Doors {
  const { stack } = context;
  const base = kebab(placement.component);
  const name = placement.here.names.group;
  return {
    group: once(
      stack,
      `${base}-subnets`,
      DbSubnetGroup,
      () => new DbSubnetGroup(stack, `${base}-subnets`, { name, subnetIds: [...networkOf(context).privateSubnets] }),
    ),
    open: once(stack, `${base}-open`, SecurityGroup, () => renderOpen(context, `${base}-open`, placement)),
    closed: closedOf(context, placement),
  };
}

/** What closes an instance: also one that exists, which has groups of its own else. */
export function closedOf(context: AwsContext, placement: DatabasePlacement): SecurityGroup {
  const id = `${kebab(placement.component)}-closed`;
  return once(context.stack, id, SecurityGroup, () => renderClosed(context, id, placement));
}

/** A group is of one major version, and cannot leave while an instance is in it: the next one is made beside it, under its own name. */
function parametersOf(stack: TerraformStack, id: string, { here, declaration }: DatabasePlacement): DbParameterGroup {
  const { engine, gib, parameters } = declaration;
  return new DbParameterGroup(stack, id, {
    name: `${here.names.group}-${familyMark(declaration)}`,
    family: `${engine.name}${engine.version}`,
    parameter: [
      ...Object.entries(engineOf(declaration).settings(gib)).map(([name, value]) => ({ name, value })),
      // Whether one takes hold without a restart is its own: this way each is taken.
      ...Object.entries(parameters).map(([name, value]) => ({ name, value, applyMethod: 'pending-reboot' })),
    ],
    lifecycle: { createBeforeDestroy: true },
  });
}

function renderOpen(context: AwsContext, id: string, { component, here, declaration }: DatabasePlacement): SecurityGroup {
  const { vpcId, ranges } = networkOf(context);
  const { engine, clients } = declaration;
  const from = (cidr_blocks: readonly string[], description: string): GroupRule => ({
    ...{ from_port: engine.port, to_port: engine.port, protocol: 'tcp' },
    ...{ cidr_blocks, description },
  });
  return renderGroup(context.stack, id, {
    name: `${here.names.securityGroup}-open`,
    description: `Clients of ${component} inside the site`,
    vpcId,
    ingress: [from(ranges, 'clients inside the site'), ...(clients.length > 0 ? [from(clients, 'clients elsewhere')] : [])],
    tags: { Workload: context.workload.id },
  });
}

/** Nothing is said, not left out: a rule that somebody adds by hand is taken away by the next apply. */
function renderClosed(context: AwsContext, id: string, { component, here }: DatabasePlacement): SecurityGroup {
  return renderGroup(context.stack, id, {
    name: `${here.names.securityGroup}-closed`,
    description: `Fence of ${component}: admits nobody`,
    vpcId: networkOf(context).vpcId,
    ingress: [],
    egress: [],
    tags: { Workload: context.workload.id },
  });
}
