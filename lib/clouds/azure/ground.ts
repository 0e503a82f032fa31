import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js';
import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key/index.js';
import { KeyVault, type KeyVaultConfig } from '@cdktf/provider-azurerm/lib/key-vault/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { BaseContext, GroundContext } from '../../port/cloud';
import { renderActionGroup, renderLossAlerts } from './alarm';
import { KEY } from './facts';
import { siteGroupId } from './ids';
import { keyVaultName, type AzureGroundName } from './names';
import { admitted, type AzureSite } from './site';

/** What lies under every component of a site. */
export interface AzureGround {
  /** The site's own key, in the site's own vault. */
  readonly key: KeyVaultKey;
}

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
  return { key };
}

/** Storage reads the key as a service that the vault trusts: it is in no list. A vault of an architect's own private endpoint needs no rule. */
function networkOf({ appliedFrom }: AzureSite): Pick<KeyVaultConfig, 'networkAcls'> {
  if (appliedFrom.length === 0) return {};
  return { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ...admitted(appliedFrom) } };
}

/**
 * What is granted through Microsoft.Authorization and Entra ID, and so belongs to no region: the group that everything lies in,
 * the identity that opens the key, who is told. Applied in peace, before the site.
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
  renderLossAlerts(context, renderActionGroup(context, group));
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
