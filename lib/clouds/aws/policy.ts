import { rootArn } from './arn';
import { partitionOf } from './partition';

/** A statement of a policy. */
export type Statement = Readonly<Record<string, unknown>>;

/** The document of a policy, as a resource takes it. */
export const documentOf = (...statements: readonly Statement[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** What whoever has the policy may do. */
export const allow = (action: string | readonly string[], resource: string | readonly string[], condition?: object): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition ? { Condition: condition } : {}),
});

/** In the policy of a key: its account decides by its own policies. */
export const ofItsAccount = ({ region, account }: { readonly region: string; readonly account: string }): Statement => ({
  Sid: 'Account',
  Effect: 'Allow',
  Principal: { AWS: rootArn(region, account) },
  Action: 'kms:*',
  Resource: '*',
});

/**
 * The policy of a key of copies that go to another account, and come back from there: what a copy is made from is read with the key that
 * encrypts it, that of the instance or of the vault. None where there is no other account. What is allowed is what the guide to keys of another
 * account has; UNVERIFIED: no copy was sent to another account of AWS by the library.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html ,
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html (2026-11)
 */
export function readBy(
  at: { readonly region: string; readonly account: string },
  accounts: readonly string[],
): { readonly policy?: string } {
  const others = accounts.filter((account) => account !== at.account);
  if (others.length === 0) return {};
  const theirs = { Effect: 'Allow', Principal: { AWS: others.map((account) => rootArn(at.region, account)) }, Resource: '*' };
  return {
    policy: documentOf(
      ofItsAccount(at),
      { Sid: 'ReadsCopies', ...theirs, Action: ['kms:DescribeKey', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'] },
      {
        ...{ Sid: 'ReadsCopiesByService', ...theirs, Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'] },
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ),
  };
}

/**
 * Through a service of a region. What the names of services end in differs by partition (`.com`, `.com.cn`, `.eu`: `dnsSuffix` of botocore
 * endpoints.json, 2026-11); what the key is told there is UNVERIFIED outside of the public regions, so the end is left open.
 */
export const viaService = (region: string, service: string): { readonly 'kms:ViaService': string } => ({
  'kms:ViaService': `${service}.${region}.amazonaws.*`,
});

/**
 * Amazon EC2, as it takes a role. The console of China and EKS there ask for a name of that partition, and the vendor calls the other one
 * universal: both are let in. https://github.com/awslabs/cdk-eks-blueprints/issues/558, https://github.com/aws/aws-cdk/pull/22589; UNVERIFIED: not run there.
 */
export const ec2At = (region: string): string | readonly string[] =>
  partitionOf(region) === 'aws-cn' ? ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] : 'ec2.amazonaws.com';

/** Who may take a role: services, and of what a service does for others what is of that account, and of ARNs like that. */
export const assumedBy = (service: string | readonly string[], account?: string, like?: string): string =>
  documentOf({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    ...(account === undefined ? {} : { Condition: ofAccount(account, like) }),
  });

/** What a service does for an account, and for nobody else; where it is said, for what has an ARN like that. */
export const ofAccount = (account: string, like?: string): object => ({
  StringEquals: { 'aws:SourceAccount': account },
  ...(like === undefined ? {} : { ArnLike: { 'aws:SourceArn': like } }),
});
