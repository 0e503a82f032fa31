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
