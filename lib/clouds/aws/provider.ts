import { BINDING } from './binding';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { TerraformStack } from 'cdktf';
import type { Site } from '../../port/site';
import type { ZoneOwner } from '../../traffic/dns-failover';
import type { AwsSite } from './site';

/** The provider of a region, with what a site says of it; pinned to the site's account. Of an owner: it works in that account, by the role there. */
export function providerOf(stack: TerraformStack, site: Site, region: string, alias?: string, owner?: ZoneOwner): AwsProvider {
  const { provider, providerVersion } = site as AwsSite;
  const theirs = owner ? { assumeRole: [{ roleArn: owner.role }], allowedAccountIds: [owner.account] } : {};
  stack.addOverride('terraform.required_providers.aws.version', providerVersion ?? BINDING.provider);
  return new AwsProvider(stack, alias ? `aws-${alias}` : 'aws', {
    ...provider,
    region,
    ...(alias ? { alias } : {}),
    ...(provider.allowedAccountIds ? {} : { allowedAccountIds: [site.account] }),
    ...theirs,
  });
}
