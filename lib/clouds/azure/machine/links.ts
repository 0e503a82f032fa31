import { SiteRecoveryFabric } from '@cdktf/provider-azurerm/lib/site-recovery-fabric/index.js';
import { SiteRecoveryProtectionContainerMapping } from '@cdktf/provider-azurerm/lib/site-recovery-protection-container-mapping/index.js';
import { SiteRecoveryProtectionContainer } from '@cdktf/provider-azurerm/lib/site-recovery-protection-container/index.js';
import { SiteRecoveryReplicationPolicy } from '@cdktf/provider-azurerm/lib/site-recovery-replication-policy/index.js';
import type { LinksContext } from '../../../port/cloud';
import { CONSISTENT_HOURS, POINT_HOURS } from './figures';
import { containerId, MACHINES, policyId, type MachineLink, type MachinePlace } from './names';

/**
 * Both directions stand, each in the vault of the site that it leads to, whoever serves: so no move turns anything round here, and nothing that something is
 * replicated by is destroyed. What is replicated is enabled and removed by steps: of azurerm's resource of it nearly every argument makes it anew, and its
 * destruction ends the replication
 * (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/recoveryservices/site_recovery_replicated_vm_resource.go).
 */
export function renderReplication(context: LinksContext, { id, owner, guest }: MachineLink): undefined {
  renderDirection(context, id, owner, guest);
  renderDirection(context, id, guest, owner);
}

function renderDirection({ stack, provider }: LinksContext, id: string, from: MachinePlace, to: MachinePlace): void {
  const within = { provider: provider(to.site), resourceGroupName: to.ground.group, recoveryVaultName: to.names.vault };
  const at = `${id}-to-${to.region}`;
  const policy = new SiteRecoveryReplicationPolicy(stack, `${at}-policy`, {
    ...within,
    name: MACHINES,
    recoveryPointRetentionInMinutes: POINT_HOURS * 60,
    applicationConsistentSnapshotFrequencyInMinutes: CONSISTENT_HOURS * 60,
  });
  const containers = [from, to].map(({ region }) => {
    const fabric = new SiteRecoveryFabric(stack, `${at}-${region}`, { ...within, name: region, location: region });
    return new SiteRecoveryProtectionContainer(stack, `${at}-${region}-machines`, {
      ...within,
      name: region,
      recoveryFabricName: fabric.name,
    });
  });
  new SiteRecoveryProtectionContainerMapping(stack, `${at}-mapping`, {
    ...within,
    name: MACHINES,
    recoveryFabricName: from.region,
    recoverySourceProtectionContainerName: from.region,
    recoveryTargetProtectionContainerId: containerId(to, to),
    recoveryReplicationPolicyId: policyId(to),
    dependsOn: [policy, ...containers],
  });
}
