import { aws } from '../../../lib/clouds/aws/aws';
import { Topology } from '../../../lib';
import type { Subscription } from '../../../lib/words/subscription';
import { cloudNamed } from '../../support/clouds';
import type { Body } from '../../support/json';
import { render } from '../../support/synth';
import { paris, stockholm } from '../../declared';
import { addresses, block } from './fixture';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:on-call';

/** Two sites, the second one with subscriptions of every kind. */
const stacks = (() => {
  const secondary = aws.site('eu-central-1', {
    ...{ account: '111122223333', cidr: '10.20.0.0/16', state: aws.stateIn('acme-tfstate-frankfurt') },
    subscriptions: [{ email: 'on-call@acme.example' }, { https: 'https://pager.example/hook' }, { topic: TOPIC }],
  });
  const topology = () => Topology.activePassive({ primary: paris(), secondary, witness: stockholm() });
  const cloud = { ...cloudNamed('aws'), topology };
  return render({ cloud, kinds: ['network', 'relational-database', 'load-balancer'], tier: 'hot' }).stacks;
})();
const frankfurt = stacks['billing-eu-central-1'];

test('a topic is encrypted with a key of its own, which both publishers may use, and no condition stops EventBridge', () => {
  expect(block(frankfurt, 'aws_sns_topic.alerts')).toMatchObject({
    name: 'billing-eu-central-1-continuity',
    kms_master_key_id: '${aws_kms_key.alerts-key.arn}',
  });
  const key = block(frankfurt, 'aws_kms_key.alerts-key');
  const { Statement } = JSON.parse(key['policy'] as string) as { readonly Statement: readonly Body[] };
  expect(Statement).toEqual([
    expect.objectContaining({ Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*' }),
    {
      Sid: 'Publishers',
      Effect: 'Allow',
      Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      Resource: '*',
    },
  ]);
  const policy = JSON.parse(block(frankfurt, 'aws_sns_topic_policy.alerts-policy')['policy'] as string) as {
    readonly Statement: readonly Body[];
  };
  expect(policy.Statement.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
    [{ Service: 'cloudwatch.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': '111122223333' } }],
    [{ Service: 'events.amazonaws.com' }, undefined],
  ]);
  expect(key).toMatchObject({ enable_key_rotation: true, lifecycle: { prevent_destroy: true } });
  expect(block(frankfurt, 'aws_kms_alias.alerts-key-alias')).toMatchObject({ name: 'alias/billing-eu-central-1-alerts' });
});

test('who is told: an address and an endpoint by a subscription, a topic that exists beside it, at alarms and at rules', () => {
  const subscribed = addresses(frankfurt, 'aws_sns_topic_subscription').map((address) => block(frankfurt, address));
  expect(subscribed).toMatchObject([
    { protocol: 'email', endpoint: 'on-call@acme.example', topic_arn: '${aws_sns_topic.alerts.arn}' },
    { protocol: 'https', endpoint: 'https://pager.example/hook' },
  ]);
  const both = ['${aws_sns_topic.alerts.arn}', TOPIC];
  expect(block(frankfurt, 'aws_cloudwatch_metric_alarm.ledger-lag')).toMatchObject({ alarm_actions: both, ok_actions: both });
  const called = (rule: string) =>
    ['target', 'target-1'].map((target) => block(frankfurt, `aws_cloudwatch_event_target.${rule}-${target}`)['arn']);
  for (const rule of ['ledger-copy-fails', 'ledger-happens', 'key-told', 'vault-key-told', 'vault-told'])
    expect(called(rule)).toEqual(both);
  expect(addresses(frankfurt, 'aws_cloudwatch_event_target')).toHaveLength(10);
});

test('a site without any has a topic that nobody reads', () => {
  expect(addresses(stacks['billing-eu-west-3'], 'aws_sns_topic_subscription')).toEqual([]);
});

test('checks are told once to whoever is told at either site, and never by a topic of another region', () => {
  const traffic = stacks['billing-traffic'];
  expect(addresses(traffic, 'aws_sns_topic_subscription')).toHaveLength(2);
  expect(block(traffic, 'aws_cloudwatch_metric_alarm.serves-eu-west-3-0-told')['alarm_actions']).toEqual(['${aws_sns_topic.alerts.arn}']);
});

test('what passes messages on at both sites hears nothing of the checks, which are told in a region of their own: a finding', () => {
  const at = (region: string, subscriptions: readonly Subscription[]) =>
    aws.site(region, {
      account: '111122223333',
      cidr: region === 'eu-west-3' ? '10.10.0.0/16' : '10.20.0.0/16',
      state: aws.stateIn(`acme-tfstate-${region}`),
      subscriptions,
    });
  const topic = (region: string): Subscription => ({ topic: `arn:aws:sns:${region}:111122223333:on-call` });
  const among = (first: readonly Subscription[], second: readonly Subscription[]): string[] => {
    const topology = () =>
      Topology.activePassive({
        primary: at('eu-west-3', first),
        secondary: at('eu-central-1', second),
        witness: stockholm(),
      });
    const { manifest } = render({ cloud: { ...cloudNamed('aws'), topology }, kinds: ['network', 'load-balancer'], tier: 'hot' });
    return manifest.workloads[0]!.findings.filter(({ id }) => id === 'DR-SIGNAL-03').map(({ subject }) => subject);
  };
  const unheard = (...first: readonly Subscription[]): string[] => among([topic('eu-west-3'), ...first], [topic('eu-central-1')]);
  expect(unheard()).toEqual(['billing.acme.example']);
  expect(unheard({ email: 'on-call@acme.example' })).toEqual([]);
  // Who accepts that nobody is told at a site has not accepted it of the switch.
  expect(among([], [])).toEqual(['aws:eu-central-1', 'aws:eu-west-3', 'billing.acme.example']);
});
