import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { StorageAccount, type StorageAccountConfig } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import type { BaseContext, SharedContext } from '../../../port/cloud';
import { closedAccount } from '../account';
import { accountName, type AzureGroundName } from '../names';
import { hasZones } from '../partition';
import type { GeoBase } from './names';

/**
 * Arguments that a failover decides. One that is forced leaves the account locally redundant, and azurerm answers a redundancy over zones in code with
 * another account (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/storage/storage_account_resource.go,
 * `ForceNewIfChange` of `account_replication_type`): so redundancy is no matter of Terraform once the account stands. A place that is read back otherwise
 * would be another account, too.
 */
export const KEPT_AS_IT_IS = ['account_replication_type', 'location'];

/**
 * One account over both regions, made once, by the base of the site that the code names first, in whose region it begins: the other one is that which
 * Microsoft pairs with it. It stands in a group of its own beside the state of the witness: while the region of a group is out nothing in it can
 * be changed (https://learn.microsoft.com/azure/azure-resource-manager/management/overview, "Resource group location"), and on the day its regions are.
 *
 * Its keys are of Microsoft: an account has one key, and that of a site would go with it.
 */
export function renderGeoAccount(
  { stack, workload, site }: BaseContext<AzureGroundName>,
  shared: SharedContext,
  { id, component, here }: GeoBase,
  { readable = false, ...more }: Partial<StorageAccountConfig> & { readonly readable?: boolean },
): { readonly group: ResourceGroup; readonly account: StorageAccount } {
  const tags = { workload: workload.id, component };
  const lifecycle = { preventDestroy: workload.durable };
  const region = site.region.code;
  const group = new ResourceGroup(stack, `${id}-group`, { name: here.names.group, location: shared.region, tags, lifecycle });
  const account = new StorageAccount(stack, id, {
    ...closedAccount(region),
    name: accountName(here.names),
    resourceGroupName: group.name,
    location: region,
    accountReplicationType: `${readable ? 'RA' : ''}${hasZones(region) ? 'GZRS' : 'GRS'}`,
    // By private endpoints alone, so that there is no address to filter; backups are made by a service that Microsoft trusts.
    publicNetworkAccessEnabled: false,
    networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
    ...more,
    tags,
    lifecycle: { ...lifecycle, ignoreChanges: KEPT_AS_IT_IS },
  });
  return { group, account };
}
