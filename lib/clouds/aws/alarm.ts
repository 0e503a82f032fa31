import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import type { SiteContext } from '../../port/cloud';
import type { Event, Metric, Signal } from '../../port/signals';
import type { AwsContext } from './cell';
import type { AwsGround } from './ground';

type Told<S> = Pick<Signal, 'id' | 'name' | 'title'> & S;

/** Tells of a signal at the topic of the site: a metric by an alarm, an event by a rule. What is polled is told by nobody here. */
export function renderAlarm(context: SiteContext<AwsGround>, signal: Signal): void {
  if (signal.kind === 'metric') renderMetric(context, signal);
  if (signal.kind === 'event') renderEvent(context, signal);
}

/** Stands where the signal is told: an alarm at the site that is watched would die with it. */
function renderMetric({ stack, ground, sitePlan }: SiteContext<AwsGround>, signal: Told<Metric>): void {
  new CloudwatchMetricAlarm(stack, signal.id, {
    alarmName: signal.name,
    alarmDescription: signal.title,
    namespace: signal.namespace,
    metricName: signal.metric,
    dimensions: { ...signal.of },
    statistic: 'Maximum',
    period: signal.period,
    evaluationPeriods: signal.periods,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: signal.above,
    treatMissingData: signal.silenceIsAlarm ? 'breaching' : 'notBreaching',
    actionsEnabled: sitePlan.watches,
    alarmActions: [ground.topic.arn],
    okActions: [ground.topic.arn],
  });
}

function renderEvent(context: SiteContext<AwsGround>, { id, name, title, pattern }: Told<Event>): void {
  const { stack, ground, sitePlan } = context;
  const rule = new CloudwatchEventRule(stack, id, {
    name,
    description: title,
    eventPattern: JSON.stringify(pattern),
    state: sitePlan.watches ? 'ENABLED' : 'DISABLED',
  });
  const admitted = admitEvents(context);
  new CloudwatchEventTarget(stack, `${id}-target`, { rule: rule.name, arn: ground.topic.arn, dependsOn: [admitted] });
}

/**
 * Events reach a topic only where its policy says so, and a policy replaces the one that a topic begins with, by which alarms reach it:
 * so both are said. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html. UNVERIFIED: no cell has an
 * event yet, and nothing of it was applied.
 */
function admitEvents({ stack, ground, sitePlan }: Pick<AwsContext, 'stack' | 'ground' | 'sitePlan'>): SnsTopicPolicy {
  const known = stack.node.tryFindChild('alerts-policy') as SnsTopicPolicy | undefined;
  const admit = (service: string): object => ({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sns:Publish',
    Resource: ground.topic.arn,
    Condition: { StringEquals: { 'aws:SourceAccount': sitePlan.account } },
  });
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'].map(admit),
  });
  return known ?? new SnsTopicPolicy(stack, 'alerts-policy', { arn: ground.topic.arn, policy });
}
