import { EventsRule, type EventsRuleActions } from '@cdktf/provider-oci/events-rule';
import type { KmsKey } from '@cdktf/provider-oci/kms-key';
import type { KmsVault } from '@cdktf/provider-oci/kms-vault';
import { OnsNotificationTopic } from '@cdktf/provider-oci/ons-notification-topic';
import { OnsSubscription } from '@cdktf/provider-oci/ons-subscription';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import { createHash } from 'node:crypto';
import type { Site } from '../../port/site';
import { emailsOf, endpointsOf, topicsOf } from '../../words/subscription';

/** Who is told at a site: a topic of the region with its subscriptions, and what exists already. Returns their OCIDs. */
export const renderTopics = (stack: TerraformStack, site: Site, name: string): readonly string[] => [
  renderTopic(stack, site, name),
  ...topicsOf(site.subscriptions),
];

/** A topic with its subscriptions, by addresses and endpoints, in the region of a provider; its OCID. */
export function renderTopic(
  stack: TerraformStack,
  { account: compartmentId, subscriptions }: Pick<Site, 'account' | 'subscriptions'>,
  name: string,
  provider?: TerraformProvider,
): string {
  const topic = new OnsNotificationTopic(stack, 'alerts', { compartmentId, name, ...(provider ? { provider } : {}) });
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
      ...(provider ? { provider } : {}),
    });
  return topic.id;
}

/** A key in its vault, whose loss is told. */
interface Lost {
  /** Logical id of what tells. */
  readonly id: string;
  /** Whose key it is. */
  readonly of: string;
  readonly vault: KmsVault;
  readonly key: KmsKey;
  /** Name of the vault. */
  readonly name: string;
}

/**
 * The key is disabled, or it or its vault waits for deletion: what it encrypts is read by nobody meanwhile
 * (https://docs.oracle.com/iaas/Content/Events/Reference/eventsproducers.htm; names as in
 * https://github.com/oracle/mcp/blob/main/src/oci-logging-mcp-server/oracle/oci_logging_mcp_server/scripts/SEARCH_LOG_EVENT_TYPES.md, 2026-11).
 * UNVERIFIED: that the event of a key has the OCID of the key. An adopted key is in a compartment of its owner's: nothing is told of it.
 */
export function renderKeyAlarm(stack: TerraformStack, { id, of, vault, key, name }: Lost, topics: readonly string[]): void {
  new EventsRule(stack, id, {
    compartmentId: vault.compartmentId,
    displayName: `${name}-loss`,
    description: `The key of ${of} is disabled, or it or its vault waits for deletion: enable it (oci kms management key enable), or cancel that (cancel-deletion)`,
    isEnabled: true,
    condition: JSON.stringify({
      eventType: ['schedulevaultdeletion', 'schedulekeydeletion', 'disablekey'].map(
        (what) => `com.oraclecloud.keymanagementservice.${what}.begin`,
      ),
      data: { resourceId: [vault.id, key.id] },
    }),
    actions: toTopics(topics),
  });
}

/** What a rule does: it tells these topics. */
export const toTopics = (topics: readonly string[]): EventsRuleActions => ({
  actions: topics.map((topicId) => ({ actionType: 'ONS', isEnabled: true, topicId })),
});
