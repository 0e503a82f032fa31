import { BINDING } from './binding';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { TerraformStack } from 'cdktf';
import type { CloudPlace } from '../../port/cloud-place';
import type { ZoneOwner } from '../../traffic/dns-failover';
import type { AwsCopyPlace } from './copy-place';
import type { AwsSite } from './site';

/** The provider of a region, with what a place says of it; pinned to the account of the place. Of an owner: it works in that account, by the role there. */
export function providerOf(stack: TerraformStack, place: CloudPlace, region: string, alias?: string, owner?: ZoneOwner): AwsProvider {
  const { provider, providerVersion } = place as AwsSite | AwsCopyPlace;
  const theirs = owner ? { assumeRole: [{ roleArn: owner.role }], allowedAccountIds: [owner.account] } : {};
  stack.addOverride('terraform.required_providers.aws.version', providerVersion ?? BINDING.provider);
  return new AwsProvider(stack, alias ? `aws-${alias}` : 'aws', {
    ...provider,
    region,
    ...(alias ? { alias } : {}),
    ...(provider.allowedAccountIds ? {} : { allowedAccountIds: [place.account] }),
    ...theirs,
  });
}
