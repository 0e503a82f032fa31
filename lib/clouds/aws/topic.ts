import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import { createHash } from 'node:crypto';
import { emailsOf, endpointsOf, topicsOf, type Subscription } from '../../words/subscription';
import { ofTheAccount, renderKey } from './key';
import { documentOf, ofAccount } from './policy';

/** Where a topic stands, and who is told by it. */
export interface TopicPlan {
  /** Its name. */
  readonly name: string;
  /** The alias of its key, without `alias/`. */
  readonly alias: string;
  /** Region and account. */
  readonly at: { readonly region: string; readonly account: string };
  /** False: may be destroyed. */
  readonly durable: boolean;
  /** Who is told. */
  readonly subscriptions: readonly Subscription[];
  /** @default the stack's own */
  readonly provider?: TerraformProvider;
}

/** What alarms and rules call: a topic with what it needs, and what exists already. */
export interface Topic {
  /** The library's own. */
  readonly topic: SnsTopic;
  /** What lets alarms and rules in: what calls the topic waits for it. */
  readonly admitted: SnsTopicPolicy;
  /** ARNs of all that is called. */
  readonly arns: readonly string[];
}

/** What publishes: alarms, and rules of events. */
const ALARMS = 'cloudwatch.amazonaws.com';
const PUBLISHERS = [ALARMS, 'events.amazonaws.com'] as const;

/**
 * A topic, encrypted with a key of its own, which both publishers may use: neither can publish where the key is AWS's
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services).
 */
export function renderTopic(stack: TerraformStack, { name, alias, at, durable, subscriptions, provider }: TopicPlan): Topic {
  const near = provider ? { provider } : {};
  const policy = keyPolicy(at);
  const key = renderKey(stack, 'alerts-key', { description: `Messages of ${name}`, alias, durable, policy, ...near });
  const topic = new SnsTopic(stack, 'alerts', { name, kmsMasterKeyId: key.arn, ...near });
  const admitted = new SnsTopicPolicy(stack, 'alerts-policy', { arn: topic.arn, policy: topicPolicy(topic, at), ...near });
  const subscribed = [
    ...emailsOf(subscriptions).map((endpoint) => ['email', endpoint] as const),
    ...endpointsOf(subscriptions).map((endpoint) => ['https', endpoint] as const),
  ];
  for (const [protocol, endpoint] of subscribed)
    new SnsTopicSubscription(stack, `alerts-${protocol}-${shortOf(endpoint)}`, { topicArn: topic.arn, protocol, endpoint, ...near });
  return { topic, admitted, arns: [topic.arn, ...topicsOf(subscriptions).filter((arn) => arn.split(':')[3] === at.region)] };
}

/** An id that stays whatever is subscribed beside it. */
const shortOf = (endpoint: string): string => createHash('sha256').update(endpoint).digest('hex').slice(0, 8);

/**
 * The account decides by its own policies, and both publishers may use the key: by no condition, since one about the account is not
 * supported where EventBridge publishes to an encrypted topic (same page). Hence a key of messages alone: no data is under it.
 */
const keyPolicy = ({ region, account }: TopicPlan['at']): string =>
  documentOf(ofTheAccount(region, account), {
    Sid: 'Publishers',
    Effect: 'Allow',
    Principal: { Service: [...PUBLISHERS] },
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*',
  });

/**
 * A policy replaces the one that a topic begins with, by which alarms reach it: so both publishers are said. A condition is said of alarms
 * alone: EventBridge supports none in the policy of a topic, and what it cannot publish it drops
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions).
 */
const topicPolicy = ({ arn }: SnsTopic, { account }: TopicPlan['at']): string =>
  documentOf(
    ...PUBLISHERS.map((service) => ({
      Sid: service.split('.')[0],
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sns:Publish',
      Resource: arn,
      ...(service === ALARMS ? { Condition: ofAccount(account) } : {}),
    })),
  );
