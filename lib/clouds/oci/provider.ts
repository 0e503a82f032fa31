import { BINDING } from './binding';
import { OciProvider } from '@cdktf/provider-oci/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Site } from '../../port/site';
import type { OciSite } from './site';

/** The provider of a region, with the arguments of a site. */
export function providerOf(scope: Construct, site: Site, region: string, alias?: string): OciProvider {
  const { provider, providerVersion } = site as OciSite;
  TerraformStack.of(scope).addOverride('terraform.required_providers.oci.version', providerVersion ?? BINDING.provider);
  return new OciProvider(scope, alias ? `oci-${alias}` : 'oci', { ...provider, region, ...(alias ? { alias } : {}) });
}
