import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js';
import { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container/index.js';
import type { TerraformStack } from 'cdktf';
import type { Adoption } from '../../port/adoption';
import { closedAccount } from './account';
import { groupId, storageAccountIn } from './ids';
import type { AzureState } from './state';

const KEPT = { preventDestroy: true };

/** Days in which a version, a blob or a container that was deleted comes back (the library's own default; Azure allows 365). */
const KEEP_DAYS = 90;

/**
 * The account that states are kept in, with its group (which keeps the markers, too) and a container each. Locked by a lease on the
 * blob, which needs nothing.
 *
 * Encrypted twice, by Microsoft's keys: a key of one's own would need a vault and a grant that takes minutes to be seen, both between an
 * operator and the state. Reached from any network, by Entra ID alone (no account key): whoever recovers may come from anywhere. What
 * would mean another account is ignored, so that one that stands can be adopted.
 */
export function renderStateStore(stack: TerraformStack, states: readonly AzureState[], subscription: string): readonly Adoption[] {
  const { name, resourceGroup, region } = states[0] as AzureState;
  const location = region as string;
  const group = new ResourceGroup(stack, 'group', { name: resourceGroup, location, lifecycle: KEPT });
  const account = new StorageAccount(stack, 'state', {
    name,
    resourceGroupName: group.name,
    location,
    ...closedAccount(location),
    infrastructureEncryptionEnabled: true,
    blobProperties: {
      versioningEnabled: true,
      deleteRetentionPolicy: { days: KEEP_DAYS },
      containerDeleteRetentionPolicy: { days: KEEP_DAYS },
    },
    lifecycle: {
      ...KEPT,
      ignoreChanges: ['account_kind', 'account_tier', 'account_replication_type', 'infrastructure_encryption_enabled'],
    },
  });
  new ManagementLock(stack, 'lock', {
    name: 'continuity-state',
    scope: account.id,
    lockLevel: 'CanNotDelete',
    notes: 'Terraform states: without them nothing can be recovered',
  });
  renderGrant(stack, account);
  const id = storageAccountIn(subscription, resourceGroup, name);
  return [
    { resource: group, id: groupId(subscription, resourceGroup) },
    { resource: account, id },
    ...containersOf(states).map((container): Adoption => {
      const made = new StorageContainer(stack, `container-${container}`, {
        name: container,
        storageAccountId: account.id,
        containerAccessType: 'private',
        lifecycle: KEPT,
      });
      return { resource: made, id: `${id}/blobServices/default/containers/${container}` };
    }),
  ];
}

const containersOf = (states: readonly AzureState[]): string[] => [...new Set(states.map(({ container }) => container))].sort();

/**
 * The lock above keeps this grant, too: whoever takes it away lifts the lock first
 * (https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources).
 * Owners of a subscription may not read blobs: whoever applies this may. Another pipeline later must not replace that, hence
 * `ignore_changes`.
 */
function renderGrant(stack: TerraformStack, account: StorageAccount): void {
  new RoleAssignment(stack, 'states', {
    scope: account.id,
    roleDefinitionName: 'Storage Blob Data Contributor',
    principalId: new DataAzurermClientConfig(stack, 'client').objectId,
    lifecycle: { ignoreChanges: ['principal_id', 'principal_type'] },
  });
}
