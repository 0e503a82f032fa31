import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js';
import { DataProtectionBackupPolicyBlobStorage } from '@cdktf/provider-azurerm/lib/data-protection-backup-policy-blob-storage/index.js';
import { DataProtectionBackupVault } from '@cdktf/provider-azurerm/lib/data-protection-backup-vault/index.js';
import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key/index.js';
import { KeyVault, type KeyVaultConfig } from '@cdktf/provider-azurerm/lib/key-vault/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { BaseContext, GroundContext } from '../../port/cloud';
import { kindOf } from '../../words/kinds';
import { renderActionGroup, renderVaultAlerts } from './alarm';
import { KEY } from './facts';
import { backupVaultId, siteGroupId } from './ids';
import { keyVaultName, type AzureGroundName } from './names';
import { hasZones } from './partition';
import { admitted, type AzureSite } from './site';

/** What lies under every component of a site. */
export interface AzureGround {
  /** The site's own key, in the site's own vault. */
  readonly key: KeyVaultKey;
  /** The schedule of copies, where the site holds data. */
  readonly copies: DataProtectionBackupPolicyBlobStorage | undefined;
}

/** Days a copy is kept (the library's own default). */
export const KEEP_DAYS = 35;

/** Whether a backup vault keeps copies there: what holds data by its nature is copied, whatever size somebody gave. */
export const isVaulted = ({ placements, site }: Pick<BaseContext<AzureGroundName>, 'placements' | 'site'>): boolean =>
  (site as AzureSite).vaultedCopies && placements.some(({ declaration }) => kindOf(declaration).nature === 'data');

/**
 * The site's key, in a vault of its own: a vault replicates to the paired region only, not in every region, and read-only
 * (https://learn.microsoft.com/azure/key-vault/general/disaster-recovery-guidance). Purge protection is what storage asks of a vault before it takes a key from it.
 */
export function renderGround(context: GroundContext<AzureGroundName>): AzureGround {
  const { stack, site, sitePlan, workload } = context;
  const client = new DataAzurermClientConfig(stack, 'client');
  const vault = new KeyVault(stack, 'key-vault', {
    name: keyVaultName(sitePlan.ground),
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    tenantId: client.tenantId,
    skuName: 'standard',
    rbacAuthorizationEnabled: true,
    purgeProtectionEnabled: true,
    softDeleteRetentionDays: 90,
    ...networkOf(site as AzureSite),
    tags: { workload: workload.id },
    lifecycle: { preventDestroy: workload.durable },
  });
  const key = new KeyVaultKey(stack, 'key', {
    name: KEY,
    keyVaultId: vault.id,
    keyType: 'RSA',
    keySize: 3072,
    keyOpts: ['unwrapKey', 'wrapKey'],
    rotationPolicy: { automatic: { timeAfterCreation: 'P365D' } },
    lifecycle: { preventDestroy: workload.durable },
  });
  return { key, copies: isVaulted(context) ? renderCopies(context) : undefined };
}

/** Storage reads the key as a service that the vault trusts: it is in no list. A vault of an architect's own private endpoint needs no rule. */
function networkOf({ appliedFrom }: AzureSite): Pick<KeyVaultConfig, 'networkAcls'> {
  if (appliedFrom.length === 0) return {};
  return { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ...admitted(appliedFrom) } };
}

/**
 * Vaulted copies once a day, at an hour of the library's choice. The vault takes five a day of an account
 * (https://learn.microsoft.com/azure/backup/blob-backup-support-matrix): the schedule is ours, and replication is what the RPO rests on.
 */
function renderCopies({ stack, sitePlan }: GroundContext<AzureGroundName>): DataProtectionBackupPolicyBlobStorage {
  return new DataProtectionBackupPolicyBlobStorage(stack, 'copies', {
    name: sitePlan.ground.backupPolicy,
    vaultId: backupVaultId(sitePlan),
    backupRepeatingTimeIntervals: ['R/2026-01-01T05:00:00+00:00/P1D'],
    timeZone: 'UTC',
    vaultDefaultRetentionDuration: `P${KEEP_DAYS}D`,
  });
}

/**
 * What is granted through Microsoft.Authorization and Entra ID, and so belongs to no region: the group that everything lies in,
 * the identity that opens the key, the backup vault with the grant of its own identity. Applied in peace, before the site.
 */
export function renderGroundBase(context: BaseContext<AzureGroundName>): void {
  const { stack, site, sitePlan } = context;
  const location = site.region.code;
  const group = new ResourceGroup(stack, 'group', {
    name: sitePlan.ground.group,
    location,
    tags: { workload: context.workload.id },
    lifecycle: { preventDestroy: context.workload.durable },
  });
  const identity = new UserAssignedIdentity(stack, 'identity', {
    name: sitePlan.ground.identity,
    resourceGroupName: group.name,
    location,
    // The accounts know it by its own id: another one of its name opens nothing.
    lifecycle: { preventDestroy: context.workload.durable },
  });
  new RoleAssignment(stack, 'identity-opens-keys', {
    scope: siteGroupId(sitePlan),
    roleDefinitionName: 'Key Vault Crypto Service Encryption User',
    principalId: identity.principalId,
    principalType: 'ServicePrincipal',
    dependsOn: [group],
  });
  renderKeyOfficer(context, group);
  const alerts = renderActionGroup(context, group);
  if (isVaulted(context)) renderVaultAlerts(context, renderVault(context, group), alerts);
}

/** Whoever applies creates the key. Another pipeline later must not mean that the grant is replaced, hence `ignore_changes`. */
function renderKeyOfficer({ stack, site, sitePlan }: BaseContext<AzureGroundName>, group: ResourceGroup): void {
  const { keyOfficer } = site as AzureSite;
  const principalId = keyOfficer ?? new DataAzurermClientConfig(stack, 'client').objectId;
  new RoleAssignment(stack, 'pipeline-makes-keys', {
    scope: siteGroupId(sitePlan),
    roleDefinitionName: 'Key Vault Crypto Officer',
    principalId,
    dependsOn: [group],
    ...(keyOfficer ? {} : { lifecycle: { ignoreChanges: ['principal_id', 'principal_type'] } }),
  });
}

/** Copies are not deleted early, and come back for two weeks where somebody lifted that. */
const KEPT = { softDelete: 'On', retentionDurationInDays: 14, immutability: 'Unlocked' } as const;

/**
 * A vault with copies in it, deleted softly or kept early, cannot be destroyed: of an environment that may be, they are deleted with the
 * instance (https://learn.microsoft.com/azure/backup/backup-azure-delete-vault). UNVERIFIED: that the service still lets soft delete be off.
 */
const GIVEN_UP = { softDelete: 'Off', immutability: 'Disabled' } as const;

/**
 * Copies stay in the region of the vault: another region is reached with geo-redundancy alone, hence the paired one, which not
 * every region has. `Unlocked` refuses an early deletion and can be lifted; `Locked` can never be, and a change away from it
 * means a new vault (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/data_protection_backup_vault.html.markdown), so nobody but the architect chooses it (`customize`, or by hand).
 */
function renderVault({ stack, site, sitePlan, workload }: BaseContext<AzureGroundName>, group: ResourceGroup): DataProtectionBackupVault {
  const vault = new DataProtectionBackupVault(stack, 'backup-vault', {
    name: sitePlan.ground.backupVault,
    resourceGroupName: group.name,
    location: site.region.code,
    datastoreType: 'VaultStore',
    redundancy: hasZones(site.region.code) ? 'ZoneRedundant' : 'LocallyRedundant',
    ...(workload.durable ? KEPT : GIVEN_UP),
    identity: { type: 'SystemAssigned' },
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['immutability'] },
  });
  new RoleAssignment(stack, 'backup-reads-storage', {
    scope: siteGroupId(sitePlan),
    roleDefinitionName: 'Storage Account Backup Contributor',
    principalId: vault.identity.principalId,
    principalType: 'ServicePrincipal',
  });
  return vault;
}
