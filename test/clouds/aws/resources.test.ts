import type { TierName } from '../../../lib/objectives/tier';
import type { BuiltinKind } from '../../../lib/words/kinds';
import { PATIENT } from '../../declared';
import { blocksOf } from '../../support/json';
import { addresses, block, outputAt, typesOf } from './fixture';

const ALL: readonly BuiltinKind[] = ['network', 'object-storage', 'relational-database', 'secrets', 'load-balancer'];
const stacks = (tier: TierName, step = 'normal') => outputAt(step, ALL, tier, { objectives: PATIENT }).stacks;

const NETWORK = [
  'cloudwatch_log_group',
  'default_security_group',
  'flow_log',
  'internet_gateway',
  'route',
  'route_table',
  'route_table_association',
  'subnet',
  'vpc',
  'vpc_endpoint',
];
const ALERTS = ['kms_alias', 'kms_key', 'sns_topic', 'sns_topic_policy', 'sns_topic_subscription'];
const GROUND = ['backup_plan', 'backup_selection', 'backup_vault', 'backup_vault_lock_configuration', 'backup_vault_policy', ...ALERTS];
const TOLD = ['cloudwatch_event_rule', 'cloudwatch_event_target', 'cloudwatch_metric_alarm'];
const BUCKET = [
  's3_bucket',
  's3_bucket_lifecycle_configuration',
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

test('nothing is said as null: an object of which every argument must be said is refused by a provider that knows one more', () => {
  const kinds: readonly BuiltinKind[] = [...ALL, 'container-service', 'machine-group'];
  for (const [name, stack] of Object.entries(outputAt('normal', kinds, 'hot', { objectives: PATIENT }).stacks)) {
    const nulls = blocksOf(stack).filter(({ body }) => JSON.stringify(body).includes(':null'));
    expect([name, nulls.map(({ address }) => address)]).toEqual([name, []]);
  }
});

test('what global control planes hold stands in base alone', () => {
  expect(typesOf(stacks('hot')['billing-eu-west-3-base'])).toEqual(['iam_role', 'iam_role_policy', 'iam_role_policy_attachment']);
  expect(addresses(stacks('warm')['billing-eu-west-3-base'], 'aws_iam_role')).toEqual([
    'aws_iam_role.backup-role',
    'aws_iam_role.ledger-monitoring',
    'aws_iam_role.net-flow-logs',
  ]);
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
    kms_key_id: '${data.aws_kms_alias.keys-key-eu-west-3.target_key_arn}',
    recovery_window_in_days: 30,
    replica: [{ region: 'eu-central-1', kms_key_id: '${data.aws_kms_alias.keys-key-eu-central-1.target_key_arn}' }],
  });
  const alias = block(stacks('hot')['billing-links'], 'aws_kms_alias.keys-key-eu-central-1', 'data');
  expect(alias).toMatchObject({ name: 'alias/billing-eu-central-1', provider: expect.stringContaining('eu-central-1') as string });
  expect(block(stacks('hot', 'reprotected')['billing-links'], 'aws_secretsmanager_secret.keys-api-token')).toEqual(secret);
});

test('copies lie under every tier, are locked, and go to the other site', () => {
  for (const tier of ['cold', 'warm', 'hot'] as const) {
    const stack = stacks(tier)['billing-eu-west-3'];
    expect(JSON.stringify(block(stack, 'aws_backup_plan.copies'))).toContain(':eu-central-1:');
    expect(block(stack, 'aws_backup_vault_lock_configuration.vault-lock')).toMatchObject({ min_retention_days: 7 });
  }
});

test('what is copied is named by its ARN, and has the time that a first copy takes', () => {
  const [paris, frankfurt] = ['billing-eu-west-3', 'billing-eu-central-1'].map((id) => stacks('hot')[id]);
  const named = (stack: typeof paris, id: string) => block(stack, `aws_backup_selection.${id}-copies`)['resources'];
  expect(named(paris, 'invoices')).toEqual(['${aws_s3_bucket.invoices.arn}']);
  expect(named(paris, 'ledger')).toEqual(['${aws_db_instance.ledger.arn}']);
  expect(named(frankfurt, 'invoices')).toEqual(['${aws_s3_bucket.invoices.arn}']);
  expect(() => named(frankfurt, 'ledger')).toThrow(/no aws_backup_selection/);
  const [rule] = block(paris, 'aws_backup_plan.copies')['rule'] as Record<string, unknown>[];
  expect(rule).toMatchObject({ start_window: 480, completion_window: 10_080 });
});

test('copies have a key of their own, and their vault stays', () => {
  const paris = stacks('hot')['billing-eu-west-3'];
  expect(block(paris, 'aws_backup_vault.vault')).toMatchObject({
    kms_key_arn: '${aws_kms_key.vault-key.arn}',
    force_destroy: false,
    lifecycle: { prevent_destroy: true, ignore_changes: ['kms_key_arn'] },
  });
  expect(block(paris, 'aws_kms_alias.vault-key-alias')['name']).toBe('alias/billing-eu-west-3-copies');
});

test('the role of the copies is for jobs of its own account', () => {
  const trust = JSON.parse(block(stacks('hot')['billing-eu-west-3-base'], 'aws_iam_role.backup-role')['assume_role_policy'] as string) as {
    Statement: unknown[];
  };
  expect(trust.Statement).toEqual([expect.objectContaining({ Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })]);
});

test('two environments in one account copy nothing of each other', () => {
  const tagged = (environment: string): unknown => {
    const { stacks: of } = outputAt('normal', ['object-storage'], 'hot', { environment });
    return block(of[`${environment}-billing-eu-west-3`], 'aws_backup_selection.copies-selection')['selection_tag'];
  };
  expect(tagged('prod')).toEqual([{ type: 'STRINGEQUALS', key: 'continuity-backup', value: 'prod-billing' }]);
  expect(tagged('test')).toEqual([{ type: 'STRINGEQUALS', key: 'continuity-backup', value: 'test-billing' }]);
});

test('copies follow from what a component is, not from a size: secrets have replicas, and no vault', () => {
  const types = typesOf(outputAt('normal', ['secrets']).stacks['billing-eu-west-3']);
  expect(types).toEqual(['cloudwatch_event_rule', 'cloudwatch_event_target', ...ALERTS]);
});

test('copies to a site that is lost are withheld; a failover that is under way leaves them as they are', () => {
  const copies = (step: string, stack: string) => block(stacks('hot', step)[stack], 'aws_backup_plan.copies');
  expect(JSON.stringify(copies('standby lost', 'billing-eu-west-3'))).not.toContain('copy_action');
  expect(JSON.stringify(copies('failed over', 'billing-eu-central-1'))).not.toContain('copy_action');
  for (const step of ['lost', 'failing over', 'reprotected'])
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

test('and made again under the same names: nothing keeps a name or a copy once it is gone', () => {
  const { 'billing-eu-west-3': site, 'billing-links': links } = outputAt('normal', ALL, 'hot', { destroyable: true }).stacks;
  expect(block(site, 'aws_s3_bucket.invoices')['force_destroy']).toBe(true);
  expect(block(site, 'aws_backup_vault.vault')['force_destroy']).toBe(true);
  expect(typesOf(site)).not.toEqual(expect.arrayContaining(['backup_vault_lock_configuration']));
  expect(typesOf(site)).not.toEqual(expect.arrayContaining(['backup_vault_policy']));
  for (const key of ['key', 'vault-key']) expect(block(site, `aws_kms_key.${key}`)['deletion_window_in_days']).toBe(7);
  const secrets = [block(site, 'aws_secretsmanager_secret.ledger-password'), block(links, 'aws_secretsmanager_secret.keys-api-token')];
  expect(secrets.map((secret) => secret['recovery_window_in_days'])).toEqual([0, 0]);
});
