import type { AzurermProviderConfig } from '@cdktf/provider-azurerm/lib/provider/index.js';
import type { Region } from '../../regions/region';
import { Site, type SiteProps } from '../../port/site';
import type { Cloud } from '../../port/cloud';

/** The provider's own arguments (tenant, client, OIDC, features …) of one site. Subscription and environment are the site's. */
export type AzureProviderArguments = Partial<Omit<AzurermProviderConfig, 'subscriptionId' | 'environment' | 'alias'>>;

/** What `azure.site` takes. `account` is the subscription. */
export interface AzureSiteProps extends SiteProps {
  /** The provider's own arguments. @default none: the library sets features, `storage_use_azuread` and no registration of resource providers */
  readonly provider?: AzureProviderArguments;
  /** Version constraint of the provider. @default the one version that the bindings pin */
  readonly providerVersion?: string;
  /**
   * Ids of subnets with the service endpoint `Microsoft.Storage` (or `Microsoft.Storage.Global`) that may reach the data.
   * @default none: storage is closed to networks, and reached through private endpoints of your own (`onEverySite`)
   */
  readonly subnets?: readonly string[];
  /**
   * Object id of the principal that applies the stacks: it may manage the keys of the site's key vault.
   * @default whoever applies the base stack first; a later change of that is ignored
   */
  readonly keyOfficer?: string;
}

/** A region of Azure, in one subscription. */
export class AzureSite extends Site {
  /** The provider's own arguments. */
  readonly provider: AzureProviderArguments;
  /** Version constraint of the provider. */
  readonly providerVersion: string | undefined;
  /** Ids of subnets that may reach the data. */
  readonly subnets: readonly string[];
  /** Object id of the principal that may manage keys. */
  readonly keyOfficer: string | undefined;

  constructor(cloud: Cloud, region: Region, props: AzureSiteProps) {
    super(cloud, region, props);
    this.provider = props.provider ?? {};
    this.providerVersion = props.providerVersion;
    this.subnets = props.subnets ?? [];
    this.keyOfficer = props.keyOfficer;
  }
}
