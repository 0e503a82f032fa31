import { Duration, type WorkloadProps } from '../../../lib';
import type { BuiltinKind } from '../../../lib/words/kinds';
import { COPIES, milan, MILAN, refusal, workload } from '../../declared';
import { ObjectStorage } from '../../../lib';
import { ACCOUNT, block, outputAt, typesOf } from './fixture';

const DATA: readonly BuiltinKind[] = ['network', 'object-storage', 'relational-database'];
const STACK = 'billing-copies-eu-south-1';
const VAULT = `arn:aws:backup:eu-south-1:${COPIES}:backup-vault:billing-eu-south-1`;

const at = (props: Partial<WorkloadProps> = { copiesIn: milan() }, step = 'normal') => outputAt(step, DATA, 'hot', props);
const of = (props?: Partial<WorkloadProps>) => at(props).manifest.workloads[0];

interface Statement {
  readonly Sid: string;
  readonly Principal: { readonly AWS?: unknown };
  readonly Action: unknown;
}
const statements = (policy: unknown): readonly Statement[] => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;

test('copies go to a vault in an account and a region of their own, beside the other site', () => {
  for (const stack of ['billing-eu-west-3', 'billing-eu-central-1']) {
    const [rule] = block(at().stacks[stack], 'aws_backup_plan.copies')['rule'] as { copy_action: unknown[] }[];
    expect(rule?.copy_action).toHaveLength(2);
    expect(rule?.copy_action[1]).toMatchObject({ destination_vault_arn: VAULT, lifecycle: { delete_after: 35 } });
  }
});

test('its stack holds a vault, its key, its lock, its policy and a role, by a provider and a state of the place', () => {
  const stack = at().stacks[STACK];
  expect(typesOf(stack)).toEqual([
    'backup_vault',
    'backup_vault_lock_configuration',
    'backup_vault_policy',
    'iam_role',
    'iam_role_policy_attachment',
    'kms_alias',
    'kms_key',
  ]);
  expect(stack?.provider?.['aws']).toEqual([{ region: 'eu-south-1', allowed_account_ids: [COPIES] }]);
  expect(stack?.terraform?.backend?.['s3']).toMatchObject({ bucket: 'acme-tfstate-copies', region: 'eu-south-1' });
  expect(block(stack, 'aws_backup_vault.vault')).toMatchObject({ kms_key_arn: '${aws_kms_key.vault-key.arn}' });
});

test('the vault takes copies from the accounts of the sites alone, and nobody deletes one', () => {
  const [takes, keeps] = statements(block(at().stacks[STACK], 'aws_backup_vault_policy.vault-policy')['policy']);
  expect(takes).toMatchObject({ Action: 'backup:CopyIntoBackupVault', Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`] } });
  expect(keeps).toMatchObject({ Sid: 'KeepCopies', Effect: 'Deny' });
});

test('the lock is of governance, and for good only by the word', () => {
  const lockOf = (over: Parameters<typeof milan>[0]) =>
    block(at({ copiesIn: milan(over) }).stacks[STACK], 'aws_backup_vault_lock_configuration.vault-lock');
  expect(lockOf({})).toMatchObject({ min_retention_days: 7, max_retention_days: 36 });
  expect(lockOf({})).not.toHaveProperty('changeable_for_days');
  const long = { keep: Duration.days(90), keepAtLeast: Duration.days(30), keepAtMost: Duration.days(365) };
  expect(lockOf(long)).toMatchObject({ min_retention_days: 30, max_retention_days: 365 });
  expect(lockOf({ lockForGoodAfter: Duration.days(7), irrevocable: true })).toMatchObject({ changeable_for_days: 7 });
  expect(lockOf({ keep: Duration.days(3) })).toMatchObject({ min_retention_days: 3, max_retention_days: 4 });
});

test('what may be destroyed is neither locked nor kept, least of all for good', () => {
  const stack = at({ copiesIn: milan(), destroyable: true }).stacks[STACK];
  expect(typesOf(stack)).not.toContain('backup_vault_lock_configuration');
  expect(statements(block(stack, 'aws_backup_vault_policy.vault-policy')['policy']).map(({ Sid }) => Sid)).toEqual(['TakesCopies']);
  const copiesIn = milan({ lockForGoodAfter: Duration.days(7), irrevocable: true });
  expect(refusal((app) => new ObjectStorage(workload(app, 'billing', { copiesIn, destroyable: true }), 'Invoices')).id).toBe('DR-LOCK-02');
});

test('the keys of data and of copies may be read with by the other account, and by none where there is none', () => {
  for (const key of ['aws_kms_key.key', 'aws_kms_key.vault-key']) {
    const [own, ...theirs] = statements(block(at().stacks['billing-eu-west-3'], key)['policy']);
    expect(own).toMatchObject({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*' });
    expect(theirs.map(({ Principal }) => Principal.AWS)).toEqual([`arn:aws:iam::${COPIES}:root`, `arn:aws:iam::${COPIES}:root`]);
    for (const props of [{}, { copiesIn: milan({ account: ACCOUNT }) }])
      expect(block(at(props).stacks['billing-eu-west-3'], key)).not.toHaveProperty('policy');
  }
});

test('nothing of it changes in a disaster, nor waits for a site', () => {
  const { stacks } = at();
  for (const step of ['lost', 'failed over', 'reprotected']) expect(at(undefined, step).stacks[STACK]).toEqual(stacks[STACK]);
  const said = at(undefined, 'lost').manifest.stacks.find(({ id }) => id === STACK);
  expect(said).toMatchObject({ kind: 'copies', empty: false });
  expect(said?.withheld).toBeUndefined();
  expect(said?.alive).toEqual([MILAN, 'aws:us-east-1']);
});

test('a copy that is missing there is asked of it, with its credentials, and one that failed is told at both sites', () => {
  const signals = of({ copiesIn: milan({ provider: { profile: 'copies' } }) })?.components.flatMap((one) => one.signals) ?? [];
  const away = signals.filter(({ id }) => id.endsWith('-away-age'));
  expect(away.map(({ id }) => id)).toEqual(['invoices-away-age', 'ledger-away-age']);
  for (const { kind, polled } of away) {
    expect(kind).toBe('polled');
    expect(polled).toMatchObject({ endpoint: 'eu-south-1', as: { environment: { AWS_PROFILE: 'copies' } } });
    expect(polled?.run).toEqual(expect.arrayContaining(['eu-south-1', 'billing-eu-south-1']));
  }
  expect(signals.filter(({ id, kind }) => kind === 'event' && id.endsWith('-copy-fails')).length).toBe(4);
});
