import { EventsRule, type EventsRuleActions } from '@cdktf/provider-oci/events-rule';
import type { KmsVault } from '@cdktf/provider-oci/kms-vault';
import { OnsNotificationTopic } from '@cdktf/provider-oci/ons-notification-topic';
import { OnsSubscription } from '@cdktf/provider-oci/ons-subscription';
import type { TerraformStack } from 'cdktf';
import { createHash } from 'node:crypto';
import type { Site } from '../../port/site';
import { emailsOf, endpointsOf, topicsOf } from '../../words/subscription';

/** Who is told at a site: a topic of the region with its subscriptions, and what exists already. Returns their OCIDs. */
export function renderTopics(stack: TerraformStack, { account: compartmentId, subscriptions }: Site, name: string): readonly string[] {
  const topic = new OnsNotificationTopic(stack, 'alerts', { compartmentId, name });
  const subscribed = [
    ...emailsOf(subscriptions).map((endpoint) => ['EMAIL', endpoint] as const),
    ...endpointsOf(subscriptions).map((endpoint) => ['CUSTOM_HTTPS', endpoint] as const),
  ];
  for (const [protocol, endpoint] of subscribed)
    new OnsSubscription(stack, `alerts-${createHash('sha256').update(endpoint).digest('hex').slice(0, 8)}`, {
      compartmentId,
      topicId: topic.id,
      protocol,
      endpoint,
    });
  return [topic.id, ...topicsOf(subscriptions)];
}

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

/** What a rule does: it tells these topics. */
export const toTopics = (topics: readonly string[]): EventsRuleActions => ({
  actions: topics.map((topicId) => ({ actionType: 'ONS', isEnabled: true, topicId })),
});
