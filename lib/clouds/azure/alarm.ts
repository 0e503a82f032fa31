import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group/index.js';
import { MonitorAlertProcessingRuleActionGroup } from '@cdktf/provider-azurerm/lib/monitor-alert-processing-rule-action-group/index.js';
import type { DataProtectionBackupVault } from '@cdktf/provider-azurerm/lib/data-protection-backup-vault/index.js';
import type { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import type { BaseContext } from '../../port/cloud';
import { emailsOf, endpointsOf, topicsOf } from '../../words/subscription';
import { actionGroupId } from './ids';
import { hash, type AzureGroundName } from './names';

/** Who is told at a site. A group belongs to no region unless it is told to, so it stands in the base. */
export function renderActionGroup(
  { stack, site: { subscriptions }, sitePlan }: BaseContext<AzureGroundName>,
  group: ResourceGroup,
): MonitorActionGroup {
  return new MonitorActionGroup(stack, 'alerts', {
    name: sitePlan.ground.actionGroup,
    resourceGroupName: group.name,
    // At most 12 letters, shown in messages (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/monitor_action_group.html.markdown).
    shortName: 'continuity',
    // The name of a receiver is made of its address: it stays whatever is told beside it.
    emailReceiver: emailsOf(subscriptions).map((emailAddress) => ({
      name: hash(emailAddress),
      emailAddress,
      useCommonAlertSchema: true,
    })),
    webhookReceiver: endpointsOf(subscriptions).map((serviceUri) => ({
      name: hash(serviceUri),
      serviceUri,
      useCommonAlertSchema: true,
    })),
  });
}

/**
 * A vault raises alerts of its failed jobs by itself, and tells nobody of them: a processing rule sends them to a group
 * (https://learn.microsoft.com/azure/backup/backup-azure-monitoring-alerts; UNVERIFIED: not seen on a real vault). It belongs to no region
 * either, so it is made in peace, and nothing of it changes on the day.
 */
export function renderVaultAlerts(
  { stack, site: { subscriptions }, sitePlan }: BaseContext<AzureGroundName>,
  vault: DataProtectionBackupVault,
  alerts: MonitorActionGroup,
): void {
  new MonitorAlertProcessingRuleActionGroup(stack, 'backup-alerts', {
    name: `${sitePlan.ground.actionGroup}-copies`,
    resourceGroupName: sitePlan.ground.group,
    description: `Jobs of copies at ${sitePlan.region} that failed`,
    scopes: [vault.id],
    addActionGroupIds: [actionGroupId(sitePlan), ...topicsOf(subscriptions)],
    dependsOn: [alerts],
  });
}
