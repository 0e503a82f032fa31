import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { TerraformStack } from 'cdktf';
import type { Site } from '../../port/site';
import type { AwsSite } from './site';

/** The provider of a region, with what a site says of it; pinned to the site's account. */
export function providerOf(stack: TerraformStack, site: Site, region: string, alias?: string): AwsProvider {
  const { provider, providerVersion } = site as AwsSite;
  if (providerVersion) stack.addOverride('terraform.required_providers.aws.version', providerVersion);
  return new AwsProvider(stack, alias ? `aws-${alias}` : 'aws', {
    ...provider,
    region,
    ...(alias ? { alias } : {}),
    ...(provider.allowedAccountIds ? {} : { allowedAccountIds: [site.account] }),
  });
}
