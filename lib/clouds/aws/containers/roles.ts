import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { BaseContext } from '../../../port/cloud';
import { arnOf } from '../arn';
import { readsOf, usedBy, worksOn, writesTo } from '../grants';
import type { AwsGroundName } from '../ground';
import { allow, assumedBy, documentOf, type Statement } from '../policy';
import type { ServiceBase, ServicePlacement } from './names';

/** The two roles of a service, each with what it needs at its own site and no more. */
export function renderRoles(context: BaseContext<AwsGroundName>, placement: ServiceBase): void {
  const { stack } = context;
  const { id, here } = placement;
  // What exists has roles of its own.
  if (here.existing) return;
  const used = usedBy(context, placement);
  // Tasks of that account and region: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
  const assumeRolePolicy = assumedBy('ecs-tasks.amazonaws.com', here.account, arnOf(here, 'ecs', '*'));
  const role = (what: 'execution' | 'task', name: string, statements: readonly Statement[]): void => {
    const made = new IamRole(stack, `${id}-${what}`, { name, assumeRolePolicy });
    if (statements.length === 0) return;
    new IamRolePolicy(stack, `${id}-${what}-policy`, { name: what, role: made.name, policy: documentOf(...statements) });
  };
  role('execution', here.names.executionRole, [...pulls(placement), ...readsOf(here, used)]);
  role('task', here.names.taskRole, used.flatMap(worksOn));
}

/** What is pulled, and where its output goes. */
const pulls = ({ here, declaration }: Pick<ServicePlacement, 'here' | 'declaration'>): Statement[] => [
  allow(['ecr:GetAuthorizationToken'], '*'),
  allow(
    ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
    arnOf(here, 'ecr', `repository/${declaration.repository}`),
  ),
  writesTo(here, here.names.logs),
];
