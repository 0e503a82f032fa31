import type { TierName } from '../../../lib/objectives/tier';
import type { BuiltinKind } from '../../../lib/words/kinds';
import { PATIENT } from '../../declared';
import { blocksOf } from '../../support/json';
import { block, outputAt, typesOf } from './fixture';

const ALL: readonly BuiltinKind[] = ['network', 'object-storage', 'relational-database', 'secrets', 'load-balancer'];
const stacks = (tier: TierName, step = 'normal') => outputAt(step, ALL, tier, { objectives: PATIENT }).stacks;

const NETWORK = ['internet_gateway', 'route_table', 'route_table_association', 'subnet', 'vpc'];
const ALERTS = ['kms_alias', 'kms_key', 'sns_topic', 'sns_topic_policy'];
const GROUND = ['backup_plan', 'backup_selection', 'backup_vault', 'backup_vault_lock_configuration', ...ALERTS];
const TOLD = ['cloudwatch_event_rule', 'cloudwatch_event_target', 'cloudwatch_metric_alarm'];
const BUCKET = [
  's3_bucket',
  's3_bucket_ownership_controls',
  's3_bucket_policy',
  's3_bucket_public_access_block',
  's3_bucket_server_side_encryption_configuration',
  's3_bucket_versioning',
];
const AROUND_DATABASE = ['db_parameter_group', 'db_subnet_group', 'secretsmanager_secret'];
const BALANCER = ['lb', 'lb_listener', 'lb_listener_rule', 'lb_target_group', 'security_group'];
const SERVING = [
  ...NETWORK,
  ...GROUND,
  ...BUCKET,
  ...AROUND_DATABASE,
  ...BALANCER,
  ...TOLD,
  'db_instance',
  'secretsmanager_secret_version',
  'ssm_parameter',
].sort();

test.each(['cold', 'warm', 'hot'] as const)('%s: what stands at the site that serves', (tier) => {
  expect(typesOf(stacks(tier)['billing-eu-west-3'])).toEqual(SERVING);
});

test('hot: at the standby everything but the first password', () => {
  expect(typesOf(stacks('hot')['billing-eu-central-1'])).toEqual(SERVING.filter((type) => type !== 'secretsmanager_secret_version'));
});

test.each(['cold', 'warm'] as const)('%s: at the standby no instance', (tier) => {
  const types = typesOf(stacks(tier)['billing-eu-central-1']);
  expect(types).not.toContain('db_instance');
  expect(types).not.toContain('cloudwatch_metric_alarm');
  expect(types).toEqual(expect.arrayContaining([...NETWORK, ...GROUND, ...AROUND_DATABASE]));
});

test('what global control planes hold stands in base alone', () => {
  expect(typesOf(stacks('hot')['billing-eu-west-3-base'])).toEqual(['iam_role', 'iam_role_policy', 'iam_role_policy_attachment']);
  expect(typesOf(stacks('warm')['billing-eu-west-3-base'])).toEqual(['iam_role', 'iam_role_policy_attachment']);
});

test('what joins the sites stands in links, the switch in traffic', () => {
  expect(typesOf(stacks('hot')['billing-links'])).toEqual([
    's3_bucket_replication_configuration',
    'secretsmanager_secret',
    'secretsmanager_secret_version',
  ]);
  expect(typesOf(stacks('hot')['billing-traffic'])).toEqual(
    [...ALERTS, 'cloudwatch_metric_alarm', 'route53_health_check', 'route53_record'].sort(),
  );
});

test('secrets: owned by the first site, replicated to the other, each with its own key; no value', () => {
  const secret = block(stacks('hot')['billing-links'], 'aws_secretsmanager_secret.keys-api-token');
  expect(secret).toMatchObject({
    name: 'billing-keys-api-token',
    kms_key_id: 'alias/billing-eu-west-3',
    replica: [{ region: 'eu-central-1', kms_key_id: 'alias/billing-eu-central-1' }],
  });
  expect(block(stacks('hot', 'reprotected')['billing-links'], 'aws_secretsmanager_secret.keys-api-token')).toEqual(secret);
});

test('copies lie under every tier, are locked, and go to the other site', () => {
  for (const tier of ['cold', 'warm', 'hot'] as const) {
    const stack = stacks(tier)['billing-eu-west-3'];
    expect(JSON.stringify(block(stack, 'aws_backup_plan.copies'))).toContain(':eu-central-1:');
    expect(block(stack, 'aws_backup_vault_lock_configuration.vault-lock')).toMatchObject({ min_retention_days: 7 });
  }
});

test('copies to a standby that is lost are withheld; a failover leaves them as they are', () => {
  const copies = (step: string, stack: string) => block(stacks('hot', step)[stack], 'aws_backup_plan.copies');
  expect(JSON.stringify(copies('standby lost', 'billing-eu-west-3'))).not.toContain('copy_action');
  for (const step of ['lost', 'failing over', 'failed over'])
    expect(copies(step, 'billing-eu-central-1')).toEqual(copies('normal', 'billing-eu-central-1'));
});

test('every provider is pinned to the account; a recovery stack has one provider', () => {
  for (const [id, stack] of Object.entries(stacks('hot'))) {
    const providers = stack.provider?.['aws'] ?? [];
    expect(providers.every((p) => JSON.stringify(p['allowed_account_ids']) === '["111122223333"]')).toBe(true);
    if (/-(west|central)-\d$/.test(id)) expect(providers.map((p) => p['region'])).toEqual([id.replace('billing-', '')]);
  }
});

test('every stack refuses, at plan, what is stale and what has vanished', () => {
  for (const stack of Object.values(stacks('hot'))) {
    const marker = block(stack, 'aws_ssm_parameter.continuity-marker');
    expect(JSON.stringify(marker['lifecycle'])).toMatch(/STALE[\s\S]*VANISHED/);
    const holds = (JSON.parse(marker['value'] as string) as { holds: string[] }).holds;
    for (const type of ['aws_db_instance', 'aws_s3_bucket', 'aws_kms_key']) {
      expect(holds.filter((address) => address.startsWith(`${type}.`))).toEqual(
        blocksOf(stack)
          .filter((one) => one.type === type)
          .map(({ address }) => address)
          .sort(),
      );
    }
  }
});

test('an exercise environment may be destroyed, with the same security settings', () => {
  const exercise = outputAt('normal', ALL, 'hot', { destroyable: true }).stacks['billing-eu-west-3'];
  expect(block(exercise, 'aws_db_instance.ledger')).toMatchObject({
    deletion_protection: false,
    storage_encrypted: true,
    publicly_accessible: false,
    lifecycle: { prevent_destroy: false },
  });
  expect(block(exercise, 'aws_s3_bucket_public_access_block.invoices-access')).toEqual(
    block(stacks('hot')['billing-eu-west-3'], 'aws_s3_bucket_public_access_block.invoices-access'),
  );
});
