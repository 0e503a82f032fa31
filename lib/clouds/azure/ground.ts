import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group/index.js';
import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key/index.js';
import { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock/index.js';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { BaseContext, GroundContext } from '../../port/cloud';
import { renderActionGroup, renderHealthAlert, renderLossAlerts, renderResourceHealth } from './alarm';
import { KEY } from './facts';
import { siteGroupId } from './ids';
import { keyVaultName, type AzureGroundName } from './names';
import { GROUP, grantContributors, grantOfficer } from './officer';
import type { AzureSite } from './site';
import { renderVault } from './vault';

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
  const { stack, sitePlan, workload } = context;
  const vault = renderVault(context, 'key-vault', { name: keyVaultName(sitePlan.ground), tags: { workload: workload.id } });
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

/**
 * What is granted through Microsoft.Authorization and Entra ID, and so belongs to no region: the group that everything lies in,
 * the identity that opens the key, who is told. Applied in peace, before the site.
 */
export function renderGroundBase(context: BaseContext<AzureGroundName>): void {
  const { stack, site, sitePlan } = context;
  const location = site.region.code;
  const group = (site as AzureSite).resourceGroup === undefined ? renderGroup(context) : readGroup(context);
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
  grantOfficer(context, 'pipeline-makes-keys', 'Key Vault Crypto Officer');
  // A role of the data plane, without which nobody reads a blob.
  grantContributors(context, 'contributor', 'Storage Blob Data Contributor');
  if (context.workload.durable) renderLock(context, identity);
  const alerts = renderActionGroup(context, group);
  renderLossAlerts(context);
  renderHealthAlert(context, alerts);
  renderResourceHealth(context, group, alerts);
}

function renderGroup({ stack, site, sitePlan, workload }: BaseContext<AzureGroundName>): ResourceGroup {
  return new ResourceGroup(stack, GROUP, {
    name: sitePlan.ground.group,
    location: site.region.code,
    tags: { workload: workload.id },
    lifecycle: { preventDestroy: workload.durable },
  });
}

/**
 * One that exists is read in peace alone, and never written: nothing in a group can be changed while the region of that is out, so one of another region would have a site depend on two
 * (https://learn.microsoft.com/azure/azure-resource-manager/management/overview#resource-group-location-alignment, 2026-11).
 */
function readGroup({ stack, site, sitePlan }: BaseContext<AzureGroundName>): DataAzurermResourceGroup {
  const name = sitePlan.ground.group;
  return new DataAzurermResourceGroup(stack, GROUP, {
    name,
    lifecycle: {
      postcondition: [
        {
          condition: `\${self.location == "${site.region.code}"}`,
          errorMessage: `The resource group ${name} is not in ${site.region.code}: while its own region is out nothing in it can be changed. Name one of ${site.region.code}, or leave resourceGroup out`,
        },
      ],
    },
  });
}

/**
 * The identity is not deleted, and so the group with all that is in it is not, either: one locked resource keeps the whole group
 * (https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources, 2026-11). No account is locked: its policies of object
 * replication are resources below it, and a failover deletes one.
 */
function renderLock({ stack, sitePlan }: BaseContext<AzureGroundName>, identity: UserAssignedIdentity): void {
  new ManagementLock(stack, 'lock', {
    name: 'continuity',
    scope: identity.id,
    lockLevel: 'CanNotDelete',
    notes: `Without it nothing opens what is encrypted with the key of ${sitePlan.name}; it keeps the resource group, too`,
  });
}
