import { addresses, block, FRANKFURT, outputAt, PARIS, typesOf } from './fixture';

const at = (step: string, tier: 'hot' | 'warm' = 'hot') => outputAt(step, ['object-storage'], tier).stacks;
const policy = (
  step: string,
  stack: string,
): { Statement: { Sid: string; Action: unknown; Condition: Record<string, Record<string, string>> }[] } =>
  JSON.parse(block(at(step)[stack], 'aws_s3_bucket_policy.invoices-policy')['policy'] as string) as never;
const sids = (step: string, stack: string) => policy(step, stack).Statement.map(({ Sid }) => Sid);

test('versioned, private, encrypted with the key of its site, kept', () => {
  for (const id of ['billing-eu-west-3', 'billing-eu-central-1']) {
    const stack = at('normal')[id];
    expect(block(stack, 'aws_s3_bucket.invoices')).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
      tags: { 'continuity-backup': 'billing' },
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
  expect(fence.Action).toEqual(expect.arrayContaining(['s3:PutObject', 's3:DeleteObject']));
  expect(fence.Condition['StringNotEquals']?.['aws:PrincipalArn']).toEqual([
    expect.stringMatching(/role\/billing-invoices-eu-central-1-replication$/),
    expect.stringMatching(/role\/billing-eu-west-3-backup$/),
  ]);
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
