import { Topology } from '../../../lib';
import { aws } from '../../../lib/clouds/aws/aws';
import { objectStorage } from '../../../lib/clouds/aws/object-storage/cell';
import type { CloudCell } from '../../../lib/port/cloud';
import type { Event, Metric, Signal } from '../../../lib/port/signals';
import { afterStory } from '../../support/history';
import { cloudNamed, type CloudUnderTest } from '../../support/clouds';
import type { Body } from '../../support/json';
import { declareApp, render } from '../../support/synth';
import { block } from './fixture';

const EVENT: Event = { kind: 'event', pattern: { source: ['aws.s3'], 'detail-type': ['Object Replication Failed'] } };
const METRIC: Metric = {
  kind: 'metric',
  namespace: 'AWS/S3',
  metric: 'OperationsFailedReplication',
  of: { RuleId: 'continuity' },
  above: 0,
  period: 300,
  periods: 2,
  silenceIsAlarm: false,
};

/** A bucket that follows the other one, with those signals. */
const watched = (...signals: readonly (Metric | Event)[]): CloudUnderTest => {
  const cell: CloudCell<never> = {
    ...(objectStorage as CloudCell<never>),
    facts: { ...objectStorage.facts, flips: { replica: 'promote' } },
    recovery: (placement, move) => {
      const { fenced = [] } = objectStorage.recovery?.(placement, move) ?? {};
      return { fenced, verify: fenced.flatMap((step) => (step.do === 'check' ? [step] : [])) };
    },
    signals: ({ id, component }) =>
      signals.map((signal): Signal => ({
        id: `${id}-${signal.kind}`,
        name: `${id}-${signal.kind}`,
        title: `${component} is behind`,
        ...signal,
      })),
  };
  const cloud = aws.with({ 'object-storage': cell as never });
  const site = (region: string, cidr: string) =>
    cloud.site(region, { account: '111122223333', cidr, state: cloud.stateIn(`acme-${region}`) });
  return {
    ...cloudNamed('aws'),
    cloud: cloud as never,
    topology: () =>
      Topology.activePassive({
        primary: site('eu-west-3', '10.10.0.0/16'),
        secondary: site('eu-central-1', '10.20.0.0/16'),
        witness: cloud.stateIn('acme-stockholm', { region: 'eu-north-1' }),
      }),
  };
};

const standby = (signals: readonly (Metric | Event)[], story = 'standing') => {
  const declared = { cloud: watched(...signals), kinds: ['object-storage'], tier: 'hot' } as const;
  return render(declared, afterStory(story, declareApp(declared).workload.sides)).stacks['billing-eu-central-1'];
};

test('a metric whose silence means nothing: its alarm says so', () => {
  const stack = standby([METRIC]);
  expect(block(stack, 'aws_cloudwatch_metric_alarm.invoices-metric')).toMatchObject({
    alarm_name: 'invoices-metric',
    namespace: 'AWS/S3',
    metric_name: 'OperationsFailedReplication',
    dimensions: { RuleId: 'continuity' },
    threshold: 0,
    period: 300,
    evaluation_periods: 2,
    treat_missing_data: 'notBreaching',
    statistic: 'Maximum',
    comparison_operator: 'GreaterThanThreshold',
    alarm_actions: ['${aws_sns_topic.alerts.arn}'],
    depends_on: ['aws_sns_topic_policy.alerts-policy'],
  });
});

test('an event: a rule that reaches the topic, which still admits alarms', () => {
  const stack = standby([METRIC, EVENT]);
  const rule = block(stack, 'aws_cloudwatch_event_rule.invoices-event');
  expect(rule).toMatchObject({ name: 'invoices-event', description: 'Invoices is behind', state: 'ENABLED' });
  expect(JSON.parse(rule['event_pattern'] as string)).toEqual(EVENT.pattern);
  expect(block(stack, 'aws_cloudwatch_event_target.invoices-event-target')).toMatchObject({
    rule: 'invoices-event',
    target_id: 'target',
    arn: '${aws_sns_topic.alerts.arn}',
    depends_on: ['aws_cloudwatch_event_rule.invoices-event', 'aws_sns_topic_policy.alerts-policy'],
  });
  const { Statement } = JSON.parse(block(stack, 'aws_sns_topic_policy.alerts-policy')['policy'] as string) as {
    Statement: readonly Body[];
  };
  expect(Statement).toMatchObject(
    ['cloudwatch', 'events'].map((service) => ({
      Effect: 'Allow',
      Principal: { Service: `${service}.amazonaws.com` },
      Action: 'sns:Publish',
    })),
  );
});

test('while there is nothing to watch nobody is called', () => {
  const stack = standby([METRIC, EVENT], 'standing, lost A');
  expect(block(stack, 'aws_cloudwatch_metric_alarm.invoices-metric')).toMatchObject({ actions_enabled: false });
  expect(block(stack, 'aws_cloudwatch_event_rule.invoices-event')).toMatchObject({ state: 'DISABLED' });
});
