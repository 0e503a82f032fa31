import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { BaseContext } from '../../../port/cloud';
import { managedPolicyArn } from '../arn';
import { readsOf, usedBy, worksOn, writesTo } from '../grants';
import type { AwsGroundName } from '../ground';
import { renderKey } from '../key';
import { launchPolicy } from '../launch-key';
import { assumedBy, documentOf, ec2At } from '../policy';
import type { MachineBase } from './names';

/** The role of the machines, and their key: an image is copied to the site ahead of its stack, and has to be encrypted with something. */
export function renderMachineBase(context: BaseContext<AwsGroundName>, placement: MachineBase): void {
  const { id, component, here } = placement;
  // What exists has a role and a key of its own.
  if (here.existing) return;
  renderMachineRole(context, placement);
  renderKey(context.stack, `${id}-key`, {
    description: `Images and volumes of ${component} at ${here.region}`,
    alias: here.names.alias,
    durable: context.workload.durable,
    policy: launchPolicy(here),
  });
}

/** What a machine needs at its own site, and no more. */
function renderMachineRole(context: BaseContext<AwsGroundName>, placement: MachineBase): void {
  const { stack } = context;
  const { id, here, declaration } = placement;
  const used = usedBy(context, placement);
  const role = new IamRole(stack, `${id}-role`, { name: here.names.role, assumeRolePolicy: assumedBy(ec2At(here.region)) });
  new IamInstanceProfile(stack, `${id}-profile`, { name: here.names.role, role: role.name });
  const statements = [...readsOf(here, used), ...used.flatMap(worksOn), ...(declaration.logs ? [writesTo(here, here.names.logs)] : [])];
  if (statements.length > 0)
    new IamRolePolicy(stack, `${id}-role-policy`, { name: 'machine', role: role.name, policy: documentOf(...statements) });
  // What the agent of Systems Manager needs: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
  if (declaration.sessions)
    new IamRolePolicyAttachment(stack, `${id}-role-sessions`, {
      role: role.name,
      policyArn: managedPolicyArn(here.region, 'AmazonSSMManagedInstanceCore'),
    });
}
