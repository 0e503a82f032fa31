import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { createHash } from 'node:crypto';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { Alarms } from '../../port/cloud';
import type { Flaw } from '../../port/facts';
import type { Event, Metric, Observed, Told } from '../../port/signals';
import type { Topic } from './topic';

type Of<S> = Pick<Told, 'id' | 'name' | 'title' | 'calls'> & S;

/** What tells of a signal, at the topic of the site: a metric by an alarm, an event by a rule. */
export const alarms: Alarms<{ readonly alerts: Topic }> = {
  metric: ({ stack, ground }, signal) => {
    renderMetric(stack, ground.alerts, signal);
  },
  event: ({ stack, ground }, signal) => {
    renderEvent(stack, ground.alerts, signal);
  },
  refuses: statusFlaws,
};

/** A check of Route 53 counts each status from 200 to 399 as right (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html, 2026-11). */
function statusFlaws(signal: Observed): readonly Flaw[] {
  if (signal.kind !== 'page' || signal.status === undefined) return [];
  return [
    {
      of: 'status',
      value: signal.status,
      allowed: 'each status from 200 to 399 counts as right on AWS',
      fix: 'leave it out, with a text that the right page alone has (contains)',
      taken: true,
    },
  ];
}

/** Stands where the metric is published: an alarm hears no other region. */
export function renderMetric(stack: TerraformStack, { arns, admitted }: Topic, signal: Of<Metric>, provider?: TerraformProvider): void {
  const { above, below, summed, averaged, stays } = signal;
  new CloudwatchMetricAlarm(stack, signal.id, {
    alarmName: signal.name,
    alarmDescription: signal.title,
    namespace: signal.namespace,
    metricName: signal.metric,
    dimensions: { ...signal.of },
    statistic: summed ? 'Sum' : averaged ? 'Average' : above === undefined ? 'Minimum' : 'Maximum',
    period: signal.period,
    evaluationPeriods: signal.periods,
    ...(above === undefined
      ? { comparisonOperator: 'LessThanThreshold', threshold: below }
      : { comparisonOperator: 'GreaterThanThreshold', threshold: above }),
    treatMissingData: signal.silenceIsAlarm ? 'breaching' : 'notBreaching',
    actionsEnabled: signal.calls,
    alarmActions: [...arns],
    ...(stays ? {} : { okActions: [...arns] }),
    dependsOn: [admitted],
    ...(provider ? { provider } : {}),
  });
}

/** Something that is told once, by a rule. */
export function renderEvent(stack: TerraformStack, { arns, admitted }: Topic, { id, name, title, pattern, calls }: Of<Event>): void {
  const called = ruleName(name);
  const rule = new CloudwatchEventRule(stack, id, {
    name: called,
    description: title,
    eventPattern: JSON.stringify(pattern),
    state: calls ? 'ENABLED' : 'DISABLED',
  });
  arns.forEach((arn, i) => {
    const target = i === 0 ? 'target' : `target-${i}`;
    new CloudwatchEventTarget(stack, `${id}-${target}`, { rule: called, targetId: target, arn, dependsOn: [rule, admitted] });
  });
}

/** What a rule may be called. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html, 2026-11. */
const RULE_LETTERS = 64;

/** A longer name is cut, and closed by a hash of the whole. */
function ruleName(name: string): string {
  if (name.length <= RULE_LETTERS) return name;
  return `${name.slice(0, RULE_LETTERS - 9)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
