import { readFileSync } from 'node:fs';
import { outputAt } from '../clouds/aws/fixture';
import { actionOf } from '../lab/permissions';
import { cloudNamed } from '../support/clouds';
import { KINDS } from '../support/components';
import { blocksOf, type StackJson } from '../support/json';
import { isCall, linesOf, type Action } from '../../lib/words/actions';
import { render } from '../support/synth';
import { AT_COPIES, OF_LINE, OF_TYPE } from './aws-actions.data';
import {
  bytesOf,
  COPIES,
  GLOBAL,
  linesIn,
  pathOf,
  pipelinePolicy,
  POLICIES,
  refusedBy,
  runnerCopies,
  runnerPolicies,
  typesIn,
  used,
} from './aws-policy';

/** The longest that AWS takes, white space not counted: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST = 6144;

describe.each(Object.entries(POLICIES))('docs/permissions/%s', (name, policy) => {
  test('is what the table says (npm run docs)', () => {
    expect(readFileSync(pathOf(name), 'utf8')).toBe(bytesOf(policy()));
  });

  test('is one that AWS takes', () => {
    expect(JSON.stringify(policy()).length).toBeLessThanOrEqual(LONGEST);
    const ids = policy().Statement.map(({ Sid }) => Sid);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { Action, Sid } of policy().Statement) {
      expect([Sid, Action.length]).not.toEqual([Sid, 0]);
      expect(Action.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(action))).toEqual([]);
    }
  });
});

describe('the table', () => {
  const { types, lines } = used();

  test('has every type that is written on AWS, and no other', () => {
    expect(types).toEqual(Object.keys(OF_TYPE).sort());
    expect(types).toEqual(expect.arrayContaining(['aws_db_instance', 'aws_lb', 'aws_secretsmanager_random_password']));
  });

  test('has every command line that is run on AWS, and no other', () => {
    expect(lines).toEqual(Object.keys(OF_LINE).sort());
  });

  test.each([
    ["import { Vpc } from '@cdktf/provider-aws/lib/sqs-queue/index.js'", ['aws_sqs_queue']],
    ["import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc/index.js'", ['aws_vpc']],
    ['stack.addOverride(`ephemeral.aws_lambda_invocation.${id}`, {})', ['aws_lambda_invocation']],
    ["import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js'", []],
  ])('a type is found: %s', (text, found) => {
    expect(typesIn([text])).toEqual(found);
  });

  test.each([
    ['a line of words', "['aws', 'rds', 'promote-read-replica', '--region', region]", ['promote-read-replica']],
    ['a script', 'x=$(aws rds reboot-db-instance --region "$1")', ['reboot-db-instance']],
    ['a function of a script', 'job=$(backup start-report-job)\nended describe-report-job', ['describe-report-job', 'start-report-job']],
  ])('a command is found in %s', (_, text, found) => {
    expect(linesIn([text])).toEqual(found);
  });
});

describe('the runner', () => {
  const needed = [...used().types.flatMap((type) => OF_TYPE[type] ?? []), ...used().lines.flatMap((line) => OF_LINE[line] ?? [])];

  test('may do what its stacks and steps need', () => {
    expect(refusedBy(runnerPolicies(), needed)).toEqual([]);
  });

  test('an action that nobody gives is found', () => {
    expect(refusedBy(runnerPolicies(), ['rds:DescribeDBInstances', 'sqs:CreateQueue'])).toEqual(['sqs:CreateQueue']);
  });

  /** What a stack asks for, by the region of the provider that makes or reads it. */
  const askedIn = (stack: StackJson): (readonly [region: string, action: string])[] => {
    const regions = new Map((stack.provider?.['aws'] ?? []).map(({ alias, region }) => [['aws', alias ?? []].flat().join('.'), region]));
    const regionOf = (provider: unknown = 'aws') => regions.get(String(provider)) as string | undefined;
    return (['resource', 'data', 'ephemeral'] as const)
      .flatMap((part) => blocksOf(stack, part))
      .filter(({ type }) => type in OF_TYPE)
      .flatMap(({ type, body }) => (OF_TYPE[type] ?? []).map((action) => [regionOf(body['provider']) ?? 'nowhere', action] as const));
  };

  test.each(['normal', 'failed over', 'reprotected'])('%s: may do it where the providers of its stacks do it', (step) => {
    const asked = Object.values(
      outputAt(
        step,
        KINDS.filter((kind) => kind in cloudNamed('aws').cloud.cells),
      ).stacks,
    )
      .flatMap(askedIn)
      .filter(([, action]) => !GLOBAL.test(action));
    const regions = [...new Set(asked.map(([region]) => region))].sort();
    expect(regions).toEqual(['eu-central-1', 'eu-north-1', 'eu-west-3', 'us-east-1']);
    const in_ = (region: string) => asked.flatMap(([there, action]) => (there === region ? [action] : []));
    expect(regions.map((region) => [region, refusedBy(runnerPolicies(), in_(region), region)])).toEqual(
      regions.map((region) => [region, []]),
    );
  });

  test('makes nothing where the checks are published but what tells of them', () => {
    expect(refusedBy(runnerPolicies(), ['sns:CreateTopic', 'kms:CreateKey', 'rds:CreateDBInstance'], 'us-east-1')).toEqual([
      'rds:CreateDBInstance',
    ]);
    expect(refusedBy(runnerPolicies(), ['sns:CreateTopic'], 'us-west-2')).toEqual(['sns:CreateTopic']);
  });

  test('destroys nothing that holds data, and gives itself nothing', () => {
    const destroys = ['rds:DeleteDBInstance', 's3:DeleteBucket', 's3:DeleteObjectVersion', 'kms:ScheduleKeyDeletion'];
    const more = [
      'secretsmanager:DeleteSecret',
      'backup:DeleteBackupVault',
      'backup:DeleteRecoveryPoint',
      'iam:CreateUser',
      'iam:AttachUserPolicy',
    ];
    expect(refusedBy(runnerPolicies(), [...destroys, ...more])).toEqual([...destroys, ...more].sort());
    const everywhere = runnerPolicies()
      .flatMap(({ Statement }) => Statement)
      .filter(({ Resource, Condition }) => Resource === '*' && !Condition);
    expect(everywhere.map(({ Sid }) => Sid)).toEqual(['Traffic']);
  });

  test('hands a role to the services that need one', () => {
    const passes = runnerPolicies()
      .flatMap(({ Statement }) => Statement)
      .filter(({ Action }) => Action.includes('iam:PassRole'));
    expect(passes).toHaveLength(1);
    const services = [
      'backup.amazonaws.com',
      'batchoperations.s3.amazonaws.com',
      'ec2.amazonaws.com',
      'ecs-tasks.amazonaws.com',
      'eks.amazonaws.com',
      'monitoring.rds.amazonaws.com',
      'pods.eks.amazonaws.com',
      's3.amazonaws.com',
      'vpc-flow-logs.amazonaws.com',
    ];
    expect(passes[0]?.Condition).toEqual({ StringEquals: { 'iam:PassedToService': services } });
  });
});

describe('whoever works in the account of the copies', () => {
  const aws = cloudNamed('aws');
  const place = aws.copiesIn?.();
  const kinds = ['network', 'object-storage', 'relational-database', 'secrets'] as const;
  const { manifest, stacks } = render({ cloud: aws, kinds, tier: 'warm', ...(place ? { props: { copiesIn: place } } : {}) });

  test('may do what stands there needs, and what is asked and done there with its credentials', () => {
    expect(place).toMatchObject({ account: COPIES.account, region: { code: COPIES.region } });
    const { resource = {}, data = {} } = stacks[`billing-copies-${COPIES.region}`] ?? {};
    expect([...Object.keys(resource), ...Object.keys(data)].sort()).toEqual([...AT_COPIES.types].sort());
    const calls: string[] = [];
    JSON.stringify(manifest, (_, value: unknown) => {
      const action = value as Action | null;
      if (action && typeof action === 'object' && 'do' in action && isCall(action) && action.as?.who.includes(COPIES.account))
        calls.push(...linesOf(action).map((words) => words.join(' ')));
      return value;
    });
    expect(calls.length).toBeGreaterThan(10);
    expect(linesIn(calls).filter((line) => line !== 'put-bucket-versioning')).toEqual([...AT_COPIES.lines].sort());
  });

  test('names the account and the region of the place, and nothing of the sites', () => {
    const text = JSON.stringify(runnerCopies());
    expect([COPIES.account, COPIES.region].filter((one) => !text.includes(one))).toEqual([]);
    expect(['111122223333', 'eu-west-3', 'rds:'].filter((one) => text.includes(one))).toEqual([]);
    expect(refusedBy([runnerCopies()], ['backup:StartCopyJob', 'kms:PutKeyPolicy', 'iam:PassRole'])).toEqual([]);
    const destroys = ['backup:DeleteRecoveryPoint', 'backup:DeleteBackupVault', 'kms:ScheduleKeyDeletion'];
    expect(refusedBy([runnerCopies()], destroys)).toEqual([...destroys].sort());
  });
});

test('a pipeline claims no move and promotes nothing', () => {
  const denied = pipelinePolicy()
    .Statement.filter(({ Effect }) => Effect === 'Deny')
    .flatMap(({ Action }) => Action);
  expect(denied).toEqual([
    'ssm:PutParameter',
    'backup:StartRestoreJob',
    'elasticfilesystem:DeleteReplicationConfiguration',
    ...['FailoverGlobalCluster', 'PromoteReadReplica', 'RemoveFromGlobalCluster', 'SwitchoverGlobalCluster'].map((one) => `rds:${one}`),
  ]);
  expect(pipelinePolicy().Statement[0]?.Resource).toContain('arn:aws:ssm:eu-central-1:111122223333:parameter/continuity/*/claims/*');
});

describe('a call that the emulator sees', () => {
  test.each([
    ['ssm', 'AmazonSSM.PutParameter', 'ssm:PutParameter'],
    ['rds', 'CreateDBInstance', 'rds:CreateDBInstance'],
    ['monitoring', 'PutMetricAlarm', 'cloudwatch:PutMetricAlarm'],
    ['s3', 'HEAD /bucket', 's3:ListBucket'],
    ['s3', 'GET /bucket?list-type=2&max-keys=1000&prefix=env', 's3:ListBucket'],
    ['s3', 'PUT /bucket?publicAccessBlock=', 's3:PutBucketPublicAccessBlock'],
    ['s3', 'PUT /bucket/continuity/a.tfstate.tflock?x-id=PutObject', 's3:PutObject'],
    ['backup', 'PUT /backup/plans', 'backup:CreateBackupPlan'],
    ['backup', 'PUT /restore-jobs', 'backup:StartRestoreJob'],
    ['backup', 'GET /restore-jobs/?resourceType=S3&createdAfter=2026-11-30T14%3A14%3A31Z', 'backup:ListRestoreJobs'],
    ['route53', 'POST /2013-04-01/hostedzone/Z1/rrset/', 'route53:ChangeResourceRecordSets'],
  ])('is an action: %s %s', (service, action, is) => {
    expect(actionOf({ service, action })).toBe(is);
  });

  test.each([
    ['s3', 'PUT /bucket?notification='],
    ['backup', 'PUT /frameworks'],
  ])('that nobody knows is none that is allowed: %s %s', (service, action) => {
    expect(refusedBy(runnerPolicies(), [actionOf({ service, action })])).toHaveLength(1);
  });
});
