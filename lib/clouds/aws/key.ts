import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import { rootArn } from './arn';
import type { Statement } from './policy';

/** The account decides by its own policies. */
export const ofTheAccount = (region: string, account: string): Statement => ({
  Sid: 'Account',
  Effect: 'Allow',
  Principal: { AWS: rootArn(region, account) },
  Action: 'kms:*',
  Resource: '*',
});

/** What a key is for. */
export interface KeyPlan {
  /** What it encrypts. */
  readonly description: string;
  /** Its alias, without `alias/`. */
  readonly alias: string;
  /** False: may be destroyed. */
  readonly durable: boolean;
  /** Who may use it. @default the policies of the account alone say so */
  readonly policy?: string;
  /** @default the stack's own */
  readonly provider?: TerraformProvider;
}

/** A key, and the alias by which others find it. Where the environment may be destroyed it waits as short as AWS lets it. */
export function renderKey(stack: TerraformStack, id: string, { description, alias, durable, policy, provider }: KeyPlan): KmsKey {
  const near = provider ? { provider } : {};
  const key = new KmsKey(stack, id, {
    description,
    enableKeyRotation: true,
    deletionWindowInDays: durable ? 30 : 7,
    ...(policy === undefined ? {} : { policy }),
    lifecycle: { preventDestroy: durable },
    ...near,
  });
  new KmsAlias(stack, `${id}-alias`, { name: `alias/${alias}`, targetKeyId: key.keyId, ...near });
  return key;
}
