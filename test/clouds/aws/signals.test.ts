import type { TierName } from '../../../lib/objectives/tier';
import { Duration } from '../../../lib';
import { balancerDoctor } from '../../../lib/clouds/aws/load-balancer/doctor';
import { loadBalancer } from '../../../lib/clouds/aws/load-balancer/cell';
import { replicaSteps } from '../../../lib/clouds/aws/secrets/existing';
import type { Placement } from '../../../lib/plan/plan';
import type { BuiltinKind } from '../../../lib/words/kinds';
import { PATIENT } from '../../declared';
import { addresses, block, DATABASE, outputAt, PARIS } from './fixture';

const at = (kinds: readonly BuiltinKind[], tier: TierName, step = 'normal') => outputAt(step, kinds, tier, { objectives: PATIENT });
const A = 'billing-eu-west-3';
const B = 'billing-eu-central-1';
/** An entrance at Paris, with these certificates. */
const entrance = (certificates: Readonly<Record<string, string>>): Placement =>
  ({
    id: 'web',
    component: 'Web',
    here: { site: PARIS, region: 'eu-west-3', names: { balancer: 'web' } },
    declaration: { certificates },
  }) as unknown as Placement;
const pattern = (stack: Parameters<typeof block>[0], rule: string): unknown =>
  JSON.parse(block(stack, `aws_cloudwatch_event_rule.${rule}`)['event_pattern'] as string);

describe('a bucket', () => {
  const { stacks, manifest } = at(['object-storage'], 'hot');
  const [from, to] = [A, B].map((stack) => block(stacks[stack], 'aws_s3_bucket.invoices')['bucket'] as string);

  test('how far it is behind is heard in the region of the destination, and silence there is an alarm', () => {
    expect(block(stacks[B], 'aws_cloudwatch_metric_alarm.invoices-lag')).toMatchObject({
      namespace: 'AWS/S3',
      metric_name: 'ReplicationLatency',
      dimensions: { SourceBucket: from, DestinationBucket: to, RuleId: 'continuity' },
      statistic: 'Maximum',
      // Half of an RPO of 3 days: called before it is broken.
      threshold: 1.5 * 86_400,
      treat_missing_data: 'breaching',
      actions_enabled: true,
    });
  });

  test('what fails is heard in the region of the source, where alone it is published', () => {
    expect(block(stacks[A], 'aws_cloudwatch_metric_alarm.invoices-failed')).toMatchObject({
      metric_name: 'OperationsFailedReplication',
      dimensions: { SourceBucket: from, DestinationBucket: to, RuleId: 'continuity' },
      statistic: 'Sum',
      comparison_operator: 'GreaterThanThreshold',
      threshold: 0,
      treat_missing_data: 'notBreaching',
      alarm_actions: ['${aws_sns_topic.alerts.arn}'],
    });
    expect(addresses(stacks[B], 'aws_cloudwatch_metric_alarm')).toEqual(['aws_cloudwatch_metric_alarm.invoices-lag']);
  });

  test('that nothing more fails is no good news: what was not sent is still missing; a lag that is gone is one', () => {
    expect(block(stacks[A], 'aws_cloudwatch_metric_alarm.invoices-failed')).not.toHaveProperty('ok_actions');
    expect(block(stacks[B], 'aws_cloudwatch_metric_alarm.invoices-lag')).toMatchObject({ ok_actions: ['${aws_sns_topic.alerts.arn}'] });
  });

  test('copies that never begin make no event: none within two intervals is an alarm where they are made, whatever stands by', () => {
    const made = (every: number, step = 'normal') =>
      block(
        outputAt(step, ['object-storage'], 'hot', { objectives: PATIENT, copyEvery: Duration.hours(every) }).stacks[A],
        'aws_cloudwatch_metric_alarm.vault-copy-made',
      );
    expect(made(2, 'standby lost')).toMatchObject({
      namespace: 'AWS/Backup',
      metric_name: 'NumberOfBackupJobsCompleted',
      dimensions: { BackupVaultName: 'billing-eu-west-3' },
      statistic: 'Sum',
      comparison_operator: 'LessThanThreshold',
      threshold: 1,
      period: 3600,
      evaluation_periods: 4,
      treat_missing_data: 'breaching',
      actions_enabled: true,
    });
    // Copies are made once a day at least.
    expect(made(72)).toMatchObject({ evaluation_periods: 48 });
  });

  test('what is copied into one vault is one alarm, raised until the first copy is there', () => {
    const { stacks: both, manifest: told } = at([...DATABASE, 'object-storage'], 'hot');
    const alarms = addresses(both[A], 'aws_cloudwatch_metric_alarm');
    expect(alarms.filter((address) => block(both[A], address)['namespace'] === 'AWS/Backup')).toEqual([
      'aws_cloudwatch_metric_alarm.vault-copy-made',
    ]);
    expect(block(both[A], 'aws_cloudwatch_metric_alarm.vault-copy-made')).toMatchObject({
      alarm_name: 'billing-eu-west-3-copy-made',
      alarm_description: expect.stringContaining('it is so until the first copy is there') as unknown,
      treat_missing_data: 'breaching',
      ok_actions: ['${aws_sns_topic.alerts.arn}'],
    });
    const names = told.workloads[0]!.components.flatMap(({ component, signals }) =>
      signals.filter(({ id }) => id === 'vault-copy-made').map(() => component),
    );
    expect(names.sort()).toEqual(['Invoices', 'Ledger']);
  });

  test('jobs that end without a copy, or with less than all, are heard at both sites; how old the newest one is, doctor asks at the one that survives', () => {
    const detail = (...resources: readonly (string | undefined)[]) => ({
      source: ['aws.backup'],
      'detail-type': ['Backup Job State Change', 'Copy Job State Change'],
      detail: {
        resourceArn: resources.map((name) => `arn:aws:s3:::${name}`),
        $or: [{ state: ['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'] }, { state: ['COMPLETED'], statusMessage: [{ exists: true }] }],
      },
    });
    expect(pattern(stacks[A], 'invoices-copy-fails')).toEqual(detail(from));
    expect(pattern(stacks[B], 'invoices-copy-fails')).toEqual(detail(from, to));
    const [billing] = manifest.workloads;
    const age = billing!.components[0]!.signals.find(({ id }) => id === 'invoices-copy-age');
    // Half of the RPO is less than two intervals of copies here, and one copy may be under way.
    expect(age).toMatchObject({ watches: 'copies', kind: 'polled', polled: { endpoint: 'eu-central-1', every: 3600, above: 2 * 86_400 } });
    const asked = billing!.doctor!.places.flatMap(({ questions }) => questions.flatMap(({ steps }) => steps.map(({ id }) => id)));
    expect(asked.filter((id) => id.includes('copy-age'))).toEqual(['polled-invoices-copy-age']);
  });

  test('while the other site is lost, nobody is called of what is not sent to it', () => {
    const { stacks: lost } = at(['object-storage'], 'hot', 'standby lost');
    expect(block(lost[A], 'aws_cloudwatch_metric_alarm.invoices-failed')).toMatchObject({ actions_enabled: false });
    expect(block(lost[A], 'aws_cloudwatch_event_rule.invoices-copy-fails')).toMatchObject({ state: 'DISABLED' });
  });

  test('where copies are all there is, no replication is listened to', () => {
    const { stacks: cold } = at(['object-storage'], 'cold');
    expect(addresses(cold[A], 'aws_cloudwatch_metric_alarm')).toEqual(['aws_cloudwatch_metric_alarm.vault-copy-made']);
    expect(addresses(cold[B], 'aws_cloudwatch_metric_alarm')).toEqual([]);
    for (const stack of [A, B]) {
      expect(addresses(cold[stack], 'aws_cloudwatch_event_rule')).toEqual([
        'aws_cloudwatch_event_rule.invoices-copy-fails',
        'aws_cloudwatch_event_rule.key-told',
        'aws_cloudwatch_event_rule.vault-key-told',
        'aws_cloudwatch_event_rule.vault-told',
      ]);
    }
  });
});

describe('a database', () => {
  const { stacks } = at(DATABASE, 'hot');

  test('its copies, by the ARN of the instance that serves', () => {
    for (const stack of [A, B])
      expect(pattern(stacks[stack], 'ledger-copy-fails')).toMatchObject({
        detail: { resourceArn: ['arn:aws:rds:eu-west-3:111122223333:db:billing-ledger-eu-west-3'] },
      });
  });

  test.each([
    [A, 'eu-west-3'],
    [B, 'eu-central-1'],
  ])('%s: what the service says of its own instance that may become a disaster', (stack, region) => {
    expect(pattern(stacks[stack], 'ledger-happens')).toEqual({
      source: ['aws.rds'],
      'detail-type': ['RDS DB Instance Event'],
      detail: {
        EventCategories: ['failure', 'low storage', 'maintenance', 'read replica'],
        SourceArn: [`arn:aws:rds:${region}:111122223333:db:billing-ledger-${region}`],
      },
    });
    const rule = (step: string) => block(at(DATABASE, 'hot', step).stacks[stack], 'aws_cloudwatch_event_rule.ledger-happens')['state'];
    expect(rule('normal')).toBe('ENABLED');
    if (stack === A) expect(rule('standby lost')).toBe('ENABLED');
  });

  test('that its password was changed is told where it serves, by its name or its ARN: what joins the sites carries no later one', () => {
    for (const tier of ['hot', 'cold'] as const) {
      const { stacks: told } = at(DATABASE, tier);
      const secret = 'billing-ledger-eu-west-3-password';
      const arn = { prefix: `arn:aws:secretsmanager:eu-west-3:111122223333:secret:${secret}` };
      expect(pattern(told[A], 'ledger-password-changes')).toEqual({
        source: ['aws.secretsmanager'],
        'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
        detail: {
          eventName: ['PutSecretValue', 'UpdateSecret', 'RotationSucceeded'],
          $or: [
            { requestParameters: { secretId: [secret, arn] } },
            { responseElements: { arn: [arn] } },
            { additionalEventData: { SecretId: [arn] } },
          ],
        },
      });
      expect(addresses(told[B], 'aws_cloudwatch_event_rule')).not.toContain('aws_cloudwatch_event_rule.ledger-password-changes');
    }
    // There is nobody to carry it to.
    expect(block(at(DATABASE, 'hot', 'standby lost').stacks[A], 'aws_cloudwatch_event_rule.ledger-password-changes')['state']).toBe(
      'DISABLED',
    );
  });

  test('where no instance stands, none is listened to', () => {
    expect(addresses(at(DATABASE, 'cold').stacks[B], 'aws_cloudwatch_event_rule')).not.toContain(
      'aws_cloudwatch_event_rule.ledger-happens',
    );
  });

  test('a tenth of its storage is free, wherever it stands', () => {
    for (const [stack, region] of [
      [A, 'eu-west-3'],
      [B, 'eu-central-1'],
    ] as const)
      expect(block(stacks[stack], 'aws_cloudwatch_metric_alarm.ledger-storage')).toMatchObject({
        namespace: 'AWS/RDS',
        metric_name: 'FreeStorageSpace',
        dimensions: { DBInstanceIdentifier: `billing-ledger-${region}` },
        statistic: 'Minimum',
        comparison_operator: 'LessThanThreshold',
        threshold: 2 ** 30 * 10,
        treat_missing_data: 'breaching',
        actions_enabled: true,
      });
  });

  test('what it keeps for its replica is heard where it serves, and by nobody while that one is out', () => {
    const kept = {
      metric_name: 'OldestReplicationSlotLag',
      dimensions: { DBInstanceIdentifier: 'billing-ledger-eu-west-3' },
      statistic: 'Maximum',
      comparison_operator: 'GreaterThanThreshold',
      // Half of a quarter of 100 GiB.
      threshold: 2 ** 30 * 12.5,
    };
    expect(block(stacks[A], 'aws_cloudwatch_metric_alarm.ledger-kept')).toMatchObject({ ...kept, actions_enabled: true });
    expect(addresses(stacks[B], 'aws_cloudwatch_metric_alarm')).not.toContain('aws_cloudwatch_metric_alarm.ledger-kept');
    const { stacks: lost } = at(DATABASE, 'hot', 'standby lost');
    expect(block(lost[A], 'aws_cloudwatch_metric_alarm.ledger-kept')).toMatchObject({ ...kept, actions_enabled: false });
    expect(block(lost[A], 'aws_cloudwatch_metric_alarm.ledger-storage')).toMatchObject({ actions_enabled: true });
  });

  test('where copies are all there is, what serves has room, and keeps nothing for a replica', () => {
    const { stacks: cold } = at(DATABASE, 'cold');
    expect(addresses(cold[A], 'aws_cloudwatch_metric_alarm')).toEqual([
      'aws_cloudwatch_metric_alarm.ledger-storage',
      'aws_cloudwatch_metric_alarm.vault-copy-made',
    ]);
    expect(addresses(cold[B], 'aws_cloudwatch_metric_alarm')).toEqual([]);
  });
});

test.each(['hot', 'cold'] as const)(
  '%s: a key that is disabled, or is to be deleted, is told at its own site, whatever stands by',
  (tier) => {
    for (const [step, stack] of [
      ['normal', A],
      ['normal', B],
      ['standby lost', A],
    ] as const) {
      const { stacks } = at(['object-storage'], tier, step);
      for (const key of ['key', 'vault-key']) {
        expect(block(stacks[stack], `aws_cloudwatch_event_rule.${key}-told`)).toMatchObject({ state: 'ENABLED' });
        expect(pattern(stacks[stack], `${key}-told`)).toEqual({
          source: ['aws.kms'],
          'detail-type': ['AWS API Call via CloudTrail'],
          detail: { eventName: ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'], resources: { ARN: [`\${aws_kms_key.${key}.arn}`] } },
        });
      }
    }
    expect(addresses(at(['network'], tier).stacks[A], 'aws_cloudwatch_event_rule')).toEqual(['aws_cloudwatch_event_rule.key-told']);
  },
);

test('secrets: a replication that failed keeps the standby from counting, whoever made them: no apply says so', () => {
  const at = (region: string, over: object = {}) => ({ region, names: { secret: 'billing-keys' }, ground: { alias: 'billing' }, ...over });
  const of = (over: object) =>
    replicaSteps({
      ...{ id: 'keys', component: 'Keys', here: at('eu-central-1'), peer: at('eu-west-3', over) },
      declaration: { secrets: ['api-token'] },
    } as unknown as Parameters<typeof replicaSteps>[0]);
  for (const over of [{}, { existing: ['bucket'] }])
    expect(of(over).standing).toMatchObject([
      {
        id: 'in-step-keys',
        endpoint: 'eu-west-3',
        how: { matches: '0', run: expect.arrayContaining(['eu-central-1', 'eu-west-3', 'billing-keys-api-token']) as unknown },
      },
    ]);
  // What joins the sites makes each without a value.
  expect(of({}).seed).toMatchObject([
    { step: { id: 'valued-keys-api-token', endpoint: 'eu-west-3', how: { matches: 'billing-keys-api-token' } } },
  ]);
  expect(of({ existing: ['bucket'] }).seed).toMatchObject([{ before: 'links' }]);
});

test('secrets: asked whether each is in step, since no metric says so', () => {
  const [billing] = at(['secrets'], 'hot').manifest.workloads;
  const [signal] = billing!.components[0]!.signals;
  expect(signal).toMatchObject({ kind: 'polled', watches: 'replica', polled: { above: 0, every: 3600 } });
  expect(signal?.polled?.run.slice(-3)).toEqual(['eu-central-1', 'eu-west-3', 'billing-keys-api-token']);
});

describe('an entrance', () => {
  const certificate = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/1a2b`;

  test('where it serves: no host, and errors of its own, whatever stands by', () => {
    const { stacks } = at(['network', 'load-balancer'], 'hot', 'standby lost');
    expect(block(stacks[A], 'aws_cloudwatch_metric_alarm.web-hosts')).toMatchObject({
      namespace: 'AWS/ApplicationELB',
      metric_name: 'HealthyHostCount',
      dimensions: { LoadBalancer: '${aws_lb.web.arn_suffix}', TargetGroup: '${aws_lb_target_group.web-targets.arn_suffix}' },
      statistic: 'Minimum',
      comparison_operator: 'LessThanThreshold',
      threshold: 1,
      treat_missing_data: 'breaching',
      actions_enabled: true,
    });
    // Not 503: it answers the probes of the switch so in peace, where it would ring for ever.
    const metrics = addresses(stacks[A], 'aws_cloudwatch_metric_alarm').map((address) => block(stacks[A], address)['metric_name']);
    expect(metrics.filter((metric) => String(metric).startsWith('HTTPCode'))).toEqual([
      'HTTPCode_ELB_502_Count',
      'HTTPCode_ELB_504_Count',
      'HTTPCode_Target_5XX_Count',
    ]);
    expect(block(stacks[A], 'aws_cloudwatch_metric_alarm.web-errors-5xx')['dimensions']).toEqual({
      LoadBalancer: '${aws_lb.web.arn_suffix}',
      TargetGroup: '${aws_lb_target_group.web-targets.arn_suffix}',
    });
    for (const [status, threshold] of [
      ['502', 0],
      ['504', 0],
      ['5xx', 10],
    ] as const)
      expect(block(stacks[A], `aws_cloudwatch_metric_alarm.web-errors-${status}`)).toMatchObject({
        statistic: 'Sum',
        threshold,
        period: 300,
        evaluation_periods: 3,
        treat_missing_data: 'notBreaching',
      });
    // What its architect registers where it stands by is not known.
    expect(addresses(at(['network', 'load-balancer'], 'hot').stacks[B], 'aws_cloudwatch_metric_alarm')).toEqual([]);
  });

  test('its certificate, at both sites, until it ended: then nothing is published, and that is an alarm', () => {
    const { signals, servingSignals } = loadBalancer;
    const copies = { every: 43_200, toPeer: true };
    const asks = [(one: Placement) => signals?.(one, 900, copies), (one: Placement) => servingSignals?.(one, copies, 900)];
    for (const ask of asks) {
      const told = (arn: string) => ask(entrance({ [PARIS]: arn })) ?? [];
      expect(told(certificate('eu-west-3'))[0]).toMatchObject({
        namespace: 'AWS/CertificateManager',
        metric: 'DaysToExpiry',
        of: { CertificateArn: certificate('eu-west-3') },
        below: 21,
        silenceIsAlarm: true,
        watches: 'service',
      });
      const uploaded = told('arn:aws:iam::111122223333:server-certificate/web');
      expect(uploaded.filter(({ id }) => id === 'web-certificate')).toEqual([]);
    }
  });

  test('how long a certificate lasts that was uploaded to IAM, doctor asks: of one of AWS Certificate Manager an alarm tells', () => {
    const asks = (arn: string) => {
      const web = entrance({ [PARIS]: arn });
      const asked = balancerDoctor({ ...web, declaration: { ...web.declaration, accessLogs: {} } } as Parameters<typeof balancerDoctor>[0]);
      return asked.filter((item) => 'steps' in item && item.steps[0]?.id.startsWith('certificate-lasts'));
    };
    expect(asks(certificate('eu-west-3'))).toEqual([]);
    expect(asks('arn:aws:iam::111122223333:server-certificate/shops/web')).toMatchObject([
      {
        about: 'traffic',
        steps: [{ id: 'certificate-lasts-web', how: { run: expect.arrayContaining(['web', '21']) as unknown, matches: 'lasts: .*' } }],
      },
    ]);
  });
});

test('whoever puts another policy of a vault, or takes off its lock, may delete copies then: told at its own site', () => {
  for (const stack of [A, B]) {
    const { stacks } = at(['object-storage'], 'hot');
    expect(block(stacks[stack], 'aws_cloudwatch_event_rule.vault-told')).toMatchObject({ state: 'ENABLED' });
    expect(pattern(stacks[stack], 'vault-told')).toEqual({
      source: ['aws.backup'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventName: [
          ...['PutBackupVaultAccessPolicy', 'DeleteBackupVaultAccessPolicy'],
          ...['PutBackupVaultLockConfiguration', 'DeleteBackupVaultLockConfiguration'],
        ],
        requestParameters: { backupVaultName: [stack] },
      },
    });
  }
});
