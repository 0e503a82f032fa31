import type { AwsProviderConfig } from '@cdktf/provider-aws/lib/provider/index.js';
import { Site, type SiteProps } from '../../port/site';
import type { Region } from '../../regions/region';
import type { Cloud } from '../../port/cloud';

/** The provider's own arguments (assumed role, profile, default tags …) of one site. Region and account are the site's. */
export type AwsProviderArguments = Omit<AwsProviderConfig, 'region' | 'alias'>;

/** What `aws.site` takes. */
export interface AwsSiteProps extends SiteProps {
  /** The provider's own arguments. `allowed_account_ids` is the site's account unless given. @default none */
  readonly provider?: AwsProviderArguments;
  /** Version constraint of the provider. @default the one version that the bindings pin */
  readonly providerVersion?: string;
}

/** A region of AWS, in one account. */
export class AwsSite extends Site {
  /** The provider's own arguments. */
  readonly provider: AwsProviderArguments;
  /** Version constraint of the provider. */
  readonly providerVersion: string | undefined;

  constructor(cloud: Cloud, region: Region, props: AwsSiteProps) {
    super(cloud, region, props);
    this.provider = props.provider ?? {};
    this.providerVersion = props.providerVersion;
  }
}
