import { AzurermProvider, type AzurermProviderConfig } from '@cdktf/provider-azurerm/lib/provider/index.js';
import type { Region } from '../../regions/region';
import { Site, SITE, SITE_FIXES, type SiteProps } from '../../port/site';
import type { Cloud } from '../../port/cloud';
import { declared } from '../../words/checked';
import { block } from '../../words/cidr';
import { argumentsOf, listOf, word } from '../../words/shapes';
import { subscriptionsLike } from '../../words/subscription';
import { VERSION_CONSTRAINT } from '../../words/version-constraint';
import { ACTION_GROUP_ID, SUBNET_ID, UUID } from './facts';

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

const PROVIDER = "the provider's own arguments, without subscriptionId, environment and alias";
const TAKES = declared<AzureSiteProps>(
  {
    ...SITE,
    subscriptions: subscriptionsLike(ACTION_GROUP_ID).optional(),
    account: word(`the subscription: ${UUID.allowed}`, UUID.shape),
    // The smallest subnet is /29, and the largest /2 (https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq; the largest UNVERIFIED).
    cidr: block(2, 29, 'a virtual network'),
    provider: argumentsOf(AzurermProvider, ['subscriptionId', 'environment', 'alias'], PROVIDER).optional(),
    providerVersion: VERSION_CONSTRAINT.optional(),
    subnets: listOf(word(SUBNET_ID.allowed, SUBNET_ID.shape, 1024), 'a list of subnets', 0, (id) => id.toLowerCase()).optional(),
    keyOfficer: word(`the object id of a principal: ${UUID.allowed}`, UUID.shape).optional(),
  },
  {
    ...SITE_FIXES,
    account: "'00000000-0000-0000-0000-000000000000', the subscription",
    state: "azure.stateIn('acmestateparis', { resourceGroup: 'state-paris' })",
    provider: '{ useOidc: true }',
    providerVersion: "'~> 4.55'",
    subnets: `['${SUBNET_ID.example}']`,
    keyOfficer: "'00000000-0000-0000-0000-000000000000', an object id",
  },
);

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
    super(cloud, region, props, TAKES);
    this.provider = props.provider ?? {};
    this.providerVersion = props.providerVersion;
    this.subnets = props.subnets ?? [];
    this.keyOfficer = props.keyOfficer;
  }
}
