import type { SiteRef } from '../../words/place';
import { roleArn } from './arn';
import type { AwsGroundName } from './ground-names';
import { documentOf, ofItsAccount, type Statement } from './policy';

/** The role by which groups launch machines; AWS makes it with the first one of an account. */
export const LAUNCHES = 'AWSServiceRoleForAutoScaling';

/**
 * Without it no machine with an encrypted volume starts (https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html).
 * A principal that does not exist yet is refused in a policy, and in a new account this one does not: hence a condition, in which the path of
 * a role counts (https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html). UNVERIFIED: not run against AWS;
 * where it did not hold, no machine would start, and the event of failed launches say so.
 */
export function launchPolicy(here: SiteRef<AwsGroundName>): string {
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
