import { BackupContainerStorageAccount } from '@cdktf/provider-azurerm/lib/backup-container-storage-account/index.js';
import { BackupPolicyFileShare } from '@cdktf/provider-azurerm/lib/backup-policy-file-share/index.js';
import { BackupProtectedFileShare } from '@cdktf/provider-azurerm/lib/backup-protected-file-share/index.js';
import { RecoveryServicesVault } from '@cdktf/provider-azurerm/lib/recovery-services-vault/index.js';
import type { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import { StorageShare } from '@cdktf/provider-azurerm/lib/storage-share/index.js';
import type { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import type { BaseContext, SharedContext } from '../../../port/cloud';
import { renderLossAlerts } from '../alarm';
import { renderGeoAccount } from '../geo-account/account';
import type { AzureGroundName } from '../names';
import { COPY_EVERY_HOURS } from './limits';
import { SHARE, type FileBase } from './names';

/** Days in which a share that was deleted comes back (the library's own default). */
const KEEP_DAYS = 35;

/**
 * SMB 3.1.1 alone, encrypted. It is mounted by a key of the account: whoever does so by Entra ID or a domain needs a directory that the library knows
 * nothing of. Keys open no network: nobody gets there but through an endpoint of a site.
 */
const SMB = {
  sharedAccessKeyEnabled: true,
  shareProperties: {
    retentionPolicy: { days: KEEP_DAYS },
    smb: {
      versions: ['SMB3.1.1'],
      authenticationTypes: ['Kerberos', 'NTLMv2'],
      kerberosTicketEncryptionType: ['AES-256'],
      channelEncryptionType: ['AES-128-GCM', 'AES-256-GCM'],
    },
  },
};

/** The account, its share and the copies of that, once for both sites. */
export function renderShare(context: BaseContext<AzureGroundName>, shared: SharedContext, base: FileBase): void {
  const { stack, workload } = context;
  const { id, declaration } = base;
  const { group, account } = renderGeoAccount(context, shared, base, SMB);
  const share = new StorageShare(stack, `${id}-share`, {
    name: SHARE,
    storageAccountId: account.id,
    quota: declaration.gib,
    enabledProtocol: 'SMB',
    lifecycle: { preventDestroy: workload.durable },
  });
  renderCopies(context, base, { group, account, share });
  renderLosses(context, base, group);
}

/** Where copies are, and of what. */
interface Copied {
  readonly group: ResourceGroup;
  readonly account: StorageAccount;
  readonly share: StorageShare;
}

/**
 * Snapshots, made and counted by Azure Backup: azurerm 4.55 has no argument for its vaulted tier, the only one that leaves the account, and with it none
 * for restoring in the paired region. The vault is in the region that the account begins in, as it has to be.
 */
function renderCopies(
  { stack, workload, site }: BaseContext<AzureGroundName>,
  { id, here, component, declaration }: FileBase,
  { group, account, share }: Copied,
): void {
  const lifecycle = { preventDestroy: workload.durable };
  const vault = new RecoveryServicesVault(stack, `${id}-vault`, {
    name: here.names.vault,
    resourceGroupName: group.name,
    location: site.region.code,
    sku: 'Standard',
    storageModeType: 'GeoRedundant',
    softDeleteEnabled: true,
    immutability: workload.durable ? 'Unlocked' : 'Disabled',
    tags: { workload: workload.id, component },
    lifecycle,
  });
  const within = { resourceGroupName: group.name, recoveryVaultName: vault.name };
  const policy = new BackupPolicyFileShare(stack, `${id}-copies`, {
    ...within,
    name: 'files',
    timezone: 'UTC',
    backup: { frequency: 'Hourly', hourly: { interval: COPY_EVERY_HOURS, startTime: '00:00', windowDuration: 24 } },
    retentionDaily: { count: declaration.restorableDays },
  });
  const registered = new BackupContainerStorageAccount(stack, `${id}-copied-account`, { ...within, storageAccountId: account.id });
  new BackupProtectedFileShare(stack, `${id}-copied`, {
    ...within,
    sourceStorageAccountId: account.id,
    sourceFileShareName: share.name,
    backupPolicyId: policy.id,
    dependsOn: [registered],
    lifecycle,
  });
}

/** https://learn.microsoft.com/azure/role-based-access-control/permissions/storage and …/management-and-governance, 2026-11. */
function renderLosses(context: BaseContext<AzureGroundName>, { id, component }: FileBase, group: ResourceGroup): void {
  const loss = (operation: string, what: string) => ({ operation, what, scope: group.id });
  renderLossAlerts(context, {
    [`${id}-account`]: loss('Microsoft.Storage/storageAccounts/delete', `The account of ${component} was deleted`),
    [`${id}-share`]: loss(
      'Microsoft.Storage/storageAccounts/fileServices/shares/delete',
      `The share of ${component} was deleted: it comes back for ${KEEP_DAYS} days (az storage share-rm restore)`,
    ),
    [`${id}-vault`]: loss(
      'Microsoft.RecoveryServices/vaults/delete',
      `The vault of ${component} was deleted: nothing makes copies of it, and nobody counts those that are there`,
    ),
    [`${id}-copied`]: loss(
      'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/delete',
      `Nobody makes copies of ${component} any more`,
    ),
  });
}
