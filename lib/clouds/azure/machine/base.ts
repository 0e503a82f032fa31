import { BackupPolicyVm } from '@cdktf/provider-azurerm/lib/backup-policy-vm/index.js';
import { RecoveryServicesVault } from '@cdktf/provider-azurerm/lib/recovery-services-vault/index.js';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import type { BaseContext } from '../../../port/cloud';
import { closedAccount } from '../account';
import { renderHeard, renderLossAlerts } from '../alarm';
import { accountName, type AzureGroundName } from '../names';
import { siteGroupOf } from '../officer';
import { hasZones } from '../partition';
import { KEEP_DAYS } from './figures';
import { MACHINES, type MachineBase } from './names';

const ITEM = 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems';

/**
 * The vault by which the machine is recovered to this site, and what its changes pass on their way from here. Both stand at both sites from the first day:
 * a vault that replicates must not be in the region that is lost, and what one move turned round would be another vault. No apply of a move changes any of it.
 */
export function renderMachineBase(context: BaseContext<AzureGroundName>, { component, here, id, declaration }: MachineBase): void {
  const { stack, workload, site, sitePlan } = context;
  const at = { resourceGroupName: sitePlan.ground.group, location: site.region.code };
  const common = { tags: { workload: workload.id, component }, dependsOn: [siteGroupOf(stack)] };
  const lifecycle = { preventDestroy: workload.durable };
  const vault = new RecoveryServicesVault(stack, `${id}-vault`, {
    ...at,
    ...common,
    name: here.names.vault,
    sku: 'Standard',
    storageModeType: hasZones(at.location) ? 'ZoneRedundant' : 'LocallyRedundant',
    softDeleteEnabled: true,
    immutability: workload.durable ? 'Unlocked' : 'Disabled',
    // It cannot be changed once something is protected.
    lifecycle: { ...lifecycle, ignoreChanges: ['storage_mode_type'] },
  });
  new BackupPolicyVm(stack, `${id}-copies`, {
    resourceGroupName: at.resourceGroupName,
    recoveryVaultName: vault.name,
    name: MACHINES,
    timezone: 'UTC',
    backup: { frequency: 'Daily', time: '01:00' },
    retentionDaily: { count: KEEP_DAYS },
  });
  renderCache(context, { component, here, id });
  renderLossAlerts(context, {
    [`${id}-vault`]: {
      operation: 'Microsoft.RecoveryServices/vaults/delete',
      what: `The vault of ${component} was deleted: it is recovered to this site by nothing`,
    },
    [`${id}-item`]: { operation: `${ITEM}/remove/action`, what: `${component} is replicated to this site no more` },
    [`${id}-purged`]: { operation: `${ITEM}/delete`, what: `${component} is replicated to this site no more` },
  });
  const found = here.existing && declaration.existing?.[here.site];
  if (!found) return;
  const losses = {
    machine: { operation: 'Microsoft.Compute/virtualMachines/delete', what: 'A machine was deleted: what runs on it is gone' },
  };
  renderHeard(context, { id, scope: found.id, what: component, losses });
}

/**
 * What the agent in the machine writes, on its way to the other site, and nothing that is kept: so its key is Microsoft's, it holds no versions, and it is
 * made again. It is written to from the network of a machine that is its owner's, by whoever has a key: "changes to source VMs are sent to this account
 * before replication" (https://learn.microsoft.com/azure/site-recovery/azure-to-azure-tutorial-enable-replication, 2019-11). UNVERIFIED: that keys can be shut.
 */
function renderCache(
  { stack, workload, site, sitePlan }: BaseContext<AzureGroundName>,
  { id, component, here }: Pick<MachineBase, 'id' | 'component' | 'here'>,
): void {
  const region = site.region.code;
  new StorageAccount(stack, `${id}-cache`, {
    ...closedAccount(region),
    name: accountName(here.names),
    resourceGroupName: sitePlan.ground.group,
    location: region,
    sharedAccessKeyEnabled: true,
    tags: { workload: workload.id, component },
    dependsOn: [siteGroupOf(stack)],
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['account_replication_type'] },
  });
}
