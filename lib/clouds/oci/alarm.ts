import { EventsRule } from '@cdktf/provider-oci/events-rule';
import { OnsNotificationTopic } from '@cdktf/provider-oci/ons-notification-topic';
import { OnsSubscription } from '@cdktf/provider-oci/ons-subscription';
import { createHash } from 'node:crypto';
import type { Alarms, GroundContext } from '../../port/cloud';
import { emailsOf, endpointsOf, topicsOf } from '../../words/subscription';
import type { OciGround, OciGroundName } from './ground';
import type { OciSite } from './site';

/** Who is told at a site: a topic of the region with its subscriptions, and what exists already. Returns their OCIDs. */
export function renderTopics({ stack, site, sitePlan }: GroundContext<OciGroundName>): readonly string[] {
  const { account: compartmentId, subscriptions } = site as OciSite;
  const topic = new OnsNotificationTopic(stack, 'alerts', { compartmentId, name: sitePlan.ground.topic });
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

/** An event, by a rule. No number is told: Object Storage publishes none of replication (docs.oracle.com/iaas/Content/Object/Reference/objectstoragemetrics.htm). */
export const alarms: Alarms<OciGround> = {
  event: ({ stack, site, ground }, { id, name, title, pattern, calls }) => {
    new EventsRule(stack, id, {
      compartmentId: (site as OciSite).account,
      displayName: name,
      description: title,
      isEnabled: calls,
      condition: JSON.stringify(pattern),
      actions: { actions: ground.topics.map((topicId) => ({ actionType: 'ONS', isEnabled: true, topicId })) },
    });
  },
};
