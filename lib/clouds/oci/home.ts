import { OciProvider } from '@cdktf/provider-oci/provider';
import type { TerraformStack } from 'cdktf';
import type { Site } from '../../port/site';
import type { OciSite } from './site';

const ID = 'oci-home';

/** The provider of the home region in a base stack, where policies are written. */
export function homeOf(stack: TerraformStack, site: Site): OciProvider {
  const own = site as OciSite;
  const there = stack.node.tryFindChild(ID) as OciProvider | undefined;
  return there ?? new OciProvider(stack, ID, { ...own.provider, region: own.homeRegion, alias: 'home' });
}
