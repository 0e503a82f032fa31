import { ObjectStorage, Tier } from '../../../lib';
import { NORMAL } from '../../../lib/situation/facts';
import { isUnseen } from '../../../lib/words/doctor';
import { appIn, folder, PATIENT, workload } from '../../declared';
import { blocksOf } from '../../support/json';
import { renderWorkload } from '../../support/synth';
import { addresses, block, FRANKFURT, outputAt, PARIS, typesOf } from './fixture';

const at = (step: string, tier: 'hot' | 'warm' = 'hot') => outputAt(step, ['object-storage'], tier).stacks;
const policy = (
  step: string,
  stack: string,
): { Statement: { Sid: string; Action: unknown; Resource: unknown; Condition: Record<string, Record<string, string>> }[] } =>
  JSON.parse(block(at(step)[stack], 'aws_s3_bucket_policy.invoices-policy')['policy'] as string) as never;
const sids = (step: string, stack: string) => policy(step, stack).Statement.map(({ Sid }) => Sid);

test('versioned, private, encrypted with the key of its site, kept', () => {
  for (const id of ['billing-eu-west-3', 'billing-eu-central-1']) {
    const stack = at('normal')[id];
    expect(block(stack, 'aws_s3_bucket.invoices')).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(block(stack, 'aws_s3_bucket_versioning.invoices-versioning')).toMatchObject({ versioning_configuration: { status: 'Enabled' } });
    expect(block(stack, 'aws_s3_bucket_public_access_block.invoices-access')).toMatchObject({
      block_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(JSON.stringify(block(stack, 'aws_s3_bucket_server_side_encryption_configuration.invoices-encryption'))).toContain(
      '${aws_kms_key.key.arn}',
    );
  }
});

test('nothing of the bucket changes on the day: its configuration goes through a global control plane', () => {
  const [before, after] = [at('lost'), at('failed over')].map((stacks) => stacks['billing-eu-central-1']);
  for (const type of ['aws_s3_bucket', 'aws_s3_bucket_policy', 'aws_s3_bucket_versioning', 'aws_s3_bucket_public_access_block']) {
    expect(after?.resource?.[type]).toEqual(before?.resource?.[type]);
  }
});

test('fenced: every write is denied but those of replication and of restores', () => {
  expect(sids('normal', 'billing-eu-west-3')).toEqual(['TlsOnly']);
  expect(sids('fenced', 'billing-eu-west-3')).toEqual(['TlsOnly', 'ContinuityFence']);
  expect(sids('fenced', 'billing-eu-central-1')).toEqual(['TlsOnly']);
  const fence = policy('fenced', 'billing-eu-west-3').Statement[1]!;
  expect(fence.Action).toEqual(['s3:Put*', 's3:Delete*', 's3:Restore*', 's3:Replicate*', 's3:BypassGovernanceRetention']);
  expect(fence.Condition['StringNotEquals']?.['aws:PrincipalArn']).toEqual([
    expect.stringMatching(/role\/billing-invoices-eu-central-1-replication$/),
    expect.stringMatching(/role\/billing-eu-west-3-backup$/),
  ]);
});

test('a fence is of objects: whoever lifts it may change the policy of the bucket', () => {
  expect(policy('fenced', 'billing-eu-west-3').Statement[1]!.Resource).toMatch(/^arn:aws:s3:::billing-invoices-eu-west-3-\w+\/\*$/);
});

test('what keys callers bring is said to be blocked: what is not said differs at each plan', () => {
  expect(
    block(at('normal')['billing-eu-west-3'], 'aws_s3_bucket_server_side_encryption_configuration.invoices-encryption')['rule'],
  ).toEqual([expect.objectContaining({ bucket_key_enabled: true, blocked_encryption_types: ['SSE-C'] })]);
});

test('earlier versions stay for longer than it takes to copy them, unfinished uploads a week', () => {
  const days = (): unknown => {
    const stack = outputAt('normal', ['object-storage'], 'cold', { objectives: PATIENT }).stacks['billing-eu-west-3'];
    const { rule } = block(stack, 'aws_s3_bucket_lifecycle_configuration.invoices-lifecycle') as { rule: Record<string, unknown>[] };
    expect(rule[0]).toMatchObject({
      status: 'Enabled',
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      expiration: [{ expired_object_delete_marker: true }],
    });
    return rule[0]?.['noncurrent_version_expiration'];
  };
  expect(days()).toEqual([{ noncurrent_days: 30 }]);
});

test('the role that sends: the keys of its two sites alone, in its own account; what a bucket key asks for at the other one', () => {
  const base = at('normal')['billing-eu-west-3-base'];
  const role = JSON.parse(block(base, 'aws_iam_role.invoices-replication')['assume_role_policy'] as string) as {
    Statement: { Principal: unknown }[];
  };
  expect(role.Statement[0]?.Principal).toEqual({ Service: ['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com'] });
  const { Statement } = JSON.parse(block(base, 'aws_iam_role_policy.invoices-replication-policy')['policy'] as string) as {
    Statement: { Action: string[]; Resource: string; Condition?: Record<string, Record<string, unknown>> }[];
  };
  const [here, there] = ['eu-west-3', 'eu-central-1'].map((region) =>
    Statement.find(({ Resource }) => Resource.includes(`:kms:${region}:`)),
  );
  expect(here).toMatchObject({ Action: ['kms:Decrypt'], Resource: 'arn:aws:kms:eu-west-3:111122223333:key/*' });
  expect(there).toMatchObject({
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: 'arn:aws:kms:eu-central-1:111122223333:key/*',
    Condition: {
      StringLike: {
        'kms:ViaService': 's3.eu-central-1.amazonaws.*',
        'kms:EncryptionContext:aws:s3:arn': [expect.stringMatching(/^arn:aws:s3:::billing-invoices-eu-central-1-\w+$/), expect.any(String)],
      },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/billing-eu-central-1' },
    },
  });
  expect(Statement.flatMap(({ Action }) => Action)).toEqual(
    expect.arrayContaining(['s3:InitiateReplication', 's3:PutInventoryConfiguration']),
  );
});

test('hot: replicated both ways, in fifteen minutes, delete markers too; the same rules before and after', () => {
  const links = at('normal')['billing-links'];
  expect(addresses(links, 'aws_s3_bucket_replication_configuration')).toEqual([
    'aws_s3_bucket_replication_configuration.invoices-from-eu-central-1',
    'aws_s3_bucket_replication_configuration.invoices-from-eu-west-3',
  ]);
  const [rule] = block(links, 'aws_s3_bucket_replication_configuration.invoices-from-eu-west-3')['rule'] as Record<string, unknown>[];
  expect(rule).toMatchObject({
    status: 'Enabled',
    delete_marker_replication: { status: 'Enabled' },
    destination: { replication_time: { time: { minutes: 15 } } },
  });
  expect(at('reprotected')['billing-links']?.resource?.['aws_s3_bucket_replication_configuration']).toEqual(
    links?.resource?.['aws_s3_bucket_replication_configuration'],
  );
});

test('names are unique beyond the account, and another account gives others', () => {
  const [paris, frankfurt] = [PARIS, FRANKFURT].map(
    (site) => outputAt('normal', ['object-storage']).manifest.workloads[0]!.placements.find((p) => p.site === site)!.names['bucket'],
  );
  expect(paris).toMatch(/^billing-invoices-eu-west-3-[0-9a-f]{6}$/);
  expect(frankfurt).toMatch(/^billing-invoices-eu-central-1-[0-9a-f]{6}$/);
});

test('warm: copies only, no rule that replicates; the bucket that is restored into stands before the day', () => {
  const stacks = at('normal', 'warm');
  expect(stacks['billing-links']).toBeUndefined();
  expect(typesOf(stacks['billing-eu-west-3'])).toContain('backup_plan');
  expect(typesOf(stacks['billing-eu-central-1'])).toContain('s3_bucket');
});

describe('access logs', () => {
  const app = (accessLogs: Record<string, string>) => {
    const w = workload(appIn(folder(), NORMAL), 'billing', { tier: Tier.HOT, objectives: PATIENT });
    new ObjectStorage(w, 'Invoices', { accessLogs });
    return w;
  };

  test('of each bucket go to the one that is given for its site, and nowhere by default', () => {
    const { stacks } = renderWorkload(app({ [PARIS]: 'acme-logs-paris' }), NORMAL);
    const [logging] = blocksOf(stacks['billing-eu-west-3']).filter(({ type }) => type === 'aws_s3_bucket_logging');
    const bucket = block(stacks['billing-eu-west-3'], 'aws_s3_bucket.invoices')['bucket'] as string;
    expect(logging?.body).toMatchObject({ target_bucket: 'acme-logs-paris', target_prefix: `${bucket}/` });
    expect(addresses(stacks['billing-eu-central-1'], 'aws_s3_bucket_logging')).toEqual([]);
  });

  test('are asked for ahead of the day: a bucket of that region and account', () => {
    const steps = (app({ [PARIS]: 'acme-logs-paris' }).plan.doctor[PARIS] ?? []).flatMap((item) => (isUnseen(item) ? [] : item.steps));
    const logs = steps.find(({ id }) => id === 'logs-invoices');
    expect(logs && 'how' in logs && logs.how).toMatchObject({
      run: expect.arrayContaining(['--bucket', 'acme-logs-paris', '--expected-bucket-owner', '111122223333']),
      matches: 'eu-west-3',
    });
  });

  test.each([
    ['what is no bucket', { [PARIS]: 's3://logs' }, /as Amazon S3 names buckets/],
    ['one bucket of two regions', { [PARIS]: 'acme-logs', [FRANKFURT]: 'acme-logs' }, /a bucket is in one/],
    ['a site that is none', { 'aws:eu-wets-3': 'acme-logs' }, /did you mean aws:eu-west-3/],
  ])('are refused: %s', (_, accessLogs, why) => {
    expect(() => app(accessLogs as Record<string, string>).plan).toThrow(why);
  });
});
