import { AzurermProvider, type AzurermProviderConfig } from '@cdktf/provider-azurerm/lib/provider/index.js';
import type { Region } from '../../regions/region';
import { Site, SITE, SITE_FIXES, type Lack, type SiteProps } from '../../port/site';
import type { Cloud } from '../../port/cloud';
import { declared } from '../../words/checked';
import { block, isOutside } from '../../words/cidr';
import { argumentsOf, listOf, word } from '../../words/shapes';
import { subscriptionsLike } from '../../words/subscription';
import { VERSION_CONSTRAINT } from '../../words/version-constraint';
import { ACTION_GROUP_ID, GROUP_NAME, SUBNET_ID, UUID, VAULTED } from './facts';

/** The provider's own arguments (tenant, client, OIDC, features …) of one site. Subscription and environment are the site's. */
export type AzureProviderArguments = Partial<Omit<AzurermProviderConfig, 'subscriptionId' | 'environment' | 'alias'>>;

/** What `azure.site` takes. `account` is the subscription. */
export interface AzureSiteProps extends SiteProps {
  /** The provider's own arguments. @default none: the library sets features, `storage_use_azuread` and no registration of resource providers */
  readonly provider?: AzureProviderArguments;
  /** Version constraint of the provider. @default the minor version that the bindings are made from, or a later one of that major: `~> 4.55` */
  readonly providerVersion?: string;
  /**
   * Ids of subnets with the service endpoint `Microsoft.Storage` (or `Microsoft.Storage.Global`) that may reach the data, and with
   * `Microsoft.KeyVault`, too, where there are secrets: a vault is read from there.
   * @default none: storage is closed to networks, and reached through private endpoints of your own (`onEverySite`), which is a finding
   * (`DR-SITE-02`)
   */
  readonly subnets?: readonly string[];
  /**
   * Object id of the principal that applies the stacks, or of a group of all that do: it may manage the keys of the site's key vault, which
   * every plan reads, and list the blobs of the site. Whoever recovers is to be in it.
   * @default whoever applies the base stack first; a later change of that is ignored, so that nobody else plans, which is a finding
   * (`DR-SITE-02`)
   */
  readonly keyOfficer?: string;
  /**
   * Object ids of those that work on the data, the application's managed identity or a group: they may read and write the blobs of the site
   * (Storage Blob Data Contributor on its group), in peace and where it serves; a fence shuts them out by network. Where there are secrets they may
   * read them (Key Vault Secrets User), and where there are tables read and write their items (Cosmos DB Built-in Data Contributor).
   * @default nobody: owners of a subscription may not, either, and grants of your own are added by `onEveryBase`; it is a finding (`DR-SITE-02`)
   */
  readonly contributors?: readonly string[];
  /**
   * From where stacks are applied, and recovery is run, too: public IPv4 addresses or ranges, and ids of subnets with the service endpoints
   * `Microsoft.KeyVault` and `Microsoft.Storage`; none of the application. The site's key vault admits nobody else: its key is made and read
   * through it at every plan. Storage accounts admit them beside `subnets`, and a fence leaves them in: whoever runs a planned switch
   * reads there whether everything was sent (with the role Storage Blob Data Reader, which `keyOfficer` is given). An account takes no address of its
   * own region for one (https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations, 2026-11): a machine of Azure in the
   * region of a site is given by its subnet, or stands in another region.
   * @default every network, by Entra ID alone, which is a finding (`DR-SITE-02`)
   */
  readonly appliedFrom?: readonly string[];
  /**
   * Name of a resource group that exists, in the region of the site, and is that of this workload alone: all of the site is made in it, and it is in no state.
   * For where groups are made by a platform team.
   * @default one of the library's own, named by workload and region
   */
  readonly resourceGroup?: string;
}

const PROVIDER = "the provider's own arguments, without subscriptionId, environment and alias";
const FROM = `a public IPv4 address, or a range of /30 or wider, or ${SUBNET_ID.allowed}`;

/**
 * Private ranges are refused by the vault (https://learn.microsoft.com/azure/key-vault/general/network-security), and by storage, which takes
 * no range of one or two addresses (https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations).
 */
const isFrom = (text: string): boolean => SUBNET_ID.shape.test(text) || (isOutside(text) && !/\/3[12]$/.test(text));

/** The rules by which whoever applies is let in: addresses, and subnets. */
export function admitted(from: readonly string[]): { readonly ipRules: string[]; readonly virtualNetworkSubnetIds: string[] } {
  const virtualNetworkSubnetIds = from.filter((one) => SUBNET_ID.shape.test(one));
  return { ipRules: from.filter((one) => !virtualNetworkSubnetIds.includes(one)), virtualNetworkSubnetIds };
}

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
    contributors: listOf(word(`object ids of principals: ${UUID.allowed}`, UUID.shape), 'a list of object ids', 1, (id) =>
      id.toLowerCase(),
    ).optional(),
    appliedFrom: listOf(word(FROM, undefined, 1024).refine(isFrom, FROM), 'a list of addresses and subnets', 1).optional(),
    resourceGroup: word(GROUP_NAME.allowed, GROUP_NAME.shape).optional(),
  },
  {
    ...SITE_FIXES,
    account: "'00000000-0000-0000-0000-000000000000', the subscription",
    state: "azure.stateIn('acmestateparis', { resourceGroup: 'state-paris' })",
    provider: '{ useOidc: true }',
    providerVersion: "'~> 4.55'",
    subnets: `['${SUBNET_ID.example}']`,
    keyOfficer: "'00000000-0000-0000-0000-000000000000', an object id",
    contributors: "['00000000-0000-0000-0000-000000000000'], object ids",
    appliedFrom: "['203.0.113.7', '198.51.100.0/24']",
    resourceGroup: "'rg-portal-paris', or nothing",
  },
);

const OPEN_VAULT: Lack = {
  what: 'The key vault is reached from every network, and a storage account that is fenced by nobody: a planned switch cannot see whether everything was sent',
  fix: "appliedFrom: ['203.0.113.7'], each address that stacks are applied and recovery is run from",
};

const CLOSED_DATA: Lack = {
  what: 'No subnet is admitted to the storage accounts: where this site serves, whoever works on the data reaches it through private endpoints of your own alone',
  fix: `subnets: ['${SUBNET_ID.example}'] of this region; or private endpoints in onEverySite, then acknowledge with that reason`,
};

const NO_OFFICER: Lack = {
  what: 'Whoever applies the base stack first may read the key, and nobody else: another pipeline, or whoever recovers, is refused by every plan (403)',
  fix: "keyOfficer: '00000000-0000-0000-0000-000000000000', the object id of a group of all that apply and recover",
};

const NO_CONTRIBUTOR: Lack = {
  what: 'Nobody may read or write the blobs, nor the items of a table: it takes a role of the data plane, which owners of a subscription lack, too, and account keys are off',
  fix: "contributors: ['00000000-0000-0000-0000-000000000000'], the object id of the application's managed identity; or grants of your own in onEveryBase, then acknowledge with that reason",
};

const UNVAULTED: Lack = {
  what: `What was overwritten or deleted comes back in its own account alone, and leaves with it. ${VAULTED}`,
  fix: 'copies of your own in onEverySite, to a container that nothing follows; then acknowledge with that reason',
};

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
  /** Object ids of those that may read and write the blobs. */
  readonly contributors: readonly string[];
  /** From where stacks are applied; none: from everywhere. */
  readonly appliedFrom: readonly string[];
  /** Name of its resource group, where that exists already. */
  readonly resourceGroup: string | undefined;

  constructor(cloud: Cloud, region: Region, props: AzureSiteProps) {
    super(cloud, region, props, TAKES);
    this.provider = props.provider ?? {};
    this.providerVersion = props.providerVersion;
    this.subnets = props.subnets ?? [];
    this.keyOfficer = props.keyOfficer;
    this.contributors = props.contributors ?? [];
    this.appliedFrom = props.appliedFrom ?? [];
    this.resourceGroup = props.resourceGroup;
  }

  /** Its resource group, where that exists. */
  override get standing(): Readonly<Record<string, string>> {
    return this.resourceGroup === undefined ? {} : { group: this.resourceGroup };
  }

  /** Who the vault and the storage accounts let in, and the roles of the data plane that the base grants. */
  override get runBy(): string {
    const from = this.appliedFrom.length > 0 ? this.appliedFrom.join(', ') : 'any network';
    const who = this.keyOfficer === undefined ? 'whoever applied its base stack first' : `${this.keyOfficer}, or a member of it`;
    return `from ${from}, as ${who} (granted by its base stack as far as it is needed: Key Vault Crypto Officer, Key Vault Secrets Officer, Storage Blob Data Reader, Azure Kubernetes Service RBAC Cluster Admin; on states Storage Blob Data Contributor)`;
  }

  /** A key vault that every network reaches, a key that one principal reads, data that no network and nobody reaches, and data without a vault. */
  override get lacks(): readonly Lack[] {
    return [
      ...(this.appliedFrom.length > 0 ? [] : [OPEN_VAULT]),
      ...(this.keyOfficer === undefined ? [NO_OFFICER] : []),
      ...(this.subnets.length > 0 ? [] : [CLOSED_DATA]),
      ...(this.contributors.length > 0 ? [] : [NO_CONTRIBUTOR]),
      UNVAULTED,
    ];
  }
}
