import type { OciProviderConfig } from '@cdktf/provider-oci/provider';
import type { Region } from '../../regions/region';
import { Site, type SiteProps } from '../../port/site';
import type { Cloud } from '../../port/cloud';

/** The provider's own arguments (authentication, tenancy, user, profile …) of one site. The region is the site's. */
export type OciProviderArguments = Omit<OciProviderConfig, 'region' | 'alias'>;

/** What `oci.site` takes. `account` is the OCID of the compartment. */
export interface OciSiteProps extends SiteProps {
  /** Object Storage namespace of the tenancy: `oci os ns get`. It cannot be computed, and import ids carry it. */
  readonly namespace: string;
  /** The tenancy's home region: identity policies are written there and nowhere else (base stacks only, in peace). */
  readonly homeRegion: string;
  /** OCID of a key of this region that exists already. @default a vault and a software-protected key of the site's own */
  readonly kmsKey?: string;
  /** The provider's own arguments. @default the configuration file or the environment, as the provider does */
  readonly provider?: OciProviderArguments;
  /** Version constraint of the provider. @default the one version that the bindings pin */
  readonly providerVersion?: string;
}

/** A region of OCI, in one compartment. */
export class OciSite extends Site {
  /** Object Storage namespace of the tenancy. */
  readonly namespace: string;
  /** The tenancy's home region. */
  readonly homeRegion: string;
  /** OCID of an adopted key. */
  readonly kmsKey: string | undefined;
  /** The provider's own arguments. */
  readonly provider: OciProviderArguments;
  /** Version constraint of the provider. */
  readonly providerVersion: string | undefined;

  constructor(cloud: Cloud, region: Region, props: OciSiteProps) {
    super(cloud, region, props);
    this.namespace = props.namespace;
    this.homeRegion = props.homeRegion;
    this.kmsKey = props.kmsKey;
    this.provider = props.provider ?? {};
    this.providerVersion = props.providerVersion;
  }
}
