import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { BaseContext } from '../../../port/cloud';
import { managedPolicyArn, roleArn } from '../arn';
import { readsOf, usedBy, worksOn, writesTo } from '../grants';
import type { AwsGroundName } from '../ground';
import { renderKey } from '../key';
import { assumedBy, documentOf, ec2At, ofItsAccount, type Statement } from '../policy';
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
    policy: keyPolicy(placement),
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

/** The role by which groups launch machines; AWS makes it with the first one of an account. */
export const LAUNCHES = 'AWSServiceRoleForAutoScaling';

/**
 * Without it no machine with an encrypted volume starts (https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html).
 * A principal that does not exist yet is refused in a policy, and in a new account this one does not: hence a condition, in which the path of
 * a role counts (https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html). UNVERIFIED: not run against AWS;
 * where it did not hold, no machine would start, and the event of failed launches say so.
 */
function keyPolicy({ here }: MachineBase): string {
  const launching = {
    StringEquals: { 'kms:CallerAccount': here.account },
    ArnEquals: { 'aws:PrincipalArn': roleArn(here, `aws-service-role/autoscaling.amazonaws.com/${LAUNCHES}`) },
  };
  const launches = (sid: string, action: string | readonly string[], condition: object = {}): Statement => ({
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: action,
    Resource: '*',
    Condition: { ...launching, ...condition },
  });
  return documentOf(
    ofItsAccount(here),
    launches('Launches', ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey']),
    launches('Attaches', 'kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  );
}
