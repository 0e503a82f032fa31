import { rootArn } from './arn';

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
