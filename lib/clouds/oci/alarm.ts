import { EventsRule, type EventsRuleActions } from '@cdktf/provider-oci/events-rule';
import type { KmsVault } from '@cdktf/provider-oci/kms-vault';
import type { TerraformStack } from 'cdktf';
import type { Alarms } from '../../port/cloud';
import type { OciGround } from './ground';
import type { OciSite } from './site';

/** An event, by a rule. No number is told: Object Storage publishes none of replication (docs.oracle.com/iaas/Content/Object/Reference/objectstoragemetrics.htm). */
export const alarms: Alarms<OciGround> = {
  event: ({ stack, site, ground }, { id, name, title, pattern, calls }) => {
    new EventsRule(stack, id, {
      compartmentId: (site as OciSite).account,
      displayName: name,
      description: title,
      isEnabled: calls,
      condition: JSON.stringify(pattern),
      actions: toTopics(ground.topics),
    });
  },
};

/**
 * The vault, and so every key in it, waits for its deletion: what they encrypt is read by nobody meanwhile
 * (https://docs.oracle.com/iaas/Content/KeyManagement/Tasks/event_notification.htm, 2026-11). UNVERIFIED: which events a single key emits.
 */
export function renderVaultAlarm(stack: TerraformStack, vault: KmsVault, name: string, topics: readonly string[]): void {
  new EventsRule(stack, 'vault-deletion', {
    compartmentId: vault.compartmentId,
    displayName: `${name}-deletion`,
    description: 'The vault of the site waits for its deletion: cancel it (oci kms management vault cancel-deletion)',
    isEnabled: true,
    condition: JSON.stringify({
      eventType: ['com.oraclecloud.keymanagementservice.schedulevaultdeletion.begin'],
      data: { resourceId: [vault.id] },
    }),
    actions: toTopics(topics),
  });
}

const toTopics = (topics: readonly string[]): EventsRuleActions => ({
  actions: topics.map((topicId) => ({ actionType: 'ONS', isEnabled: true, topicId })),
});
