import { Duration, ObjectStorage, Tier, type WorkloadProps } from '../../../lib';
import type { BuiltinKind } from '../../../lib/words/kinds';
import type { Question } from '../../../lib/words/doctor';
import { appIn, COPIES, folder, milan, MILAN, PARIS, PATIENT, refusal, workload } from '../../declared';
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
    expect(theirs.map(({ Principal }) => Principal.AWS)).toEqual([[`arn:aws:iam::${COPIES}:root`], [`arn:aws:iam::${COPIES}:root`]]);
    for (const props of [{}, { copiesIn: milan({ account: ACCOUNT }) }])
      expect(block(at(props).stacks['billing-eu-west-3'], key)).not.toHaveProperty('policy');
  }
});

describe('on the way back to the sites', () => {
  const policyAt = (stack: string, over: Partial<WorkloadProps> = {}) =>
    statements(block(at({ copiesIn: milan(), ...over }).stacks[stack], 'aws_backup_vault_policy.vault-policy')['policy']);

  test.each(['billing-eu-west-3', 'billing-eu-central-1'])(
    'the vault of %s takes copies from the account of the place, and no other',
    (stack) => {
      for (const over of [{}, { destroyable: true }])
        expect(policyAt(stack, over)[0]).toMatchObject({
          Effect: 'Allow',
          Action: 'backup:CopyIntoBackupVault',
          Principal: { AWS: [`arn:aws:iam::${COPIES}:root`] },
        });
      for (const props of [{}, { copiesIn: milan({ account: ACCOUNT }) }])
        expect(statements(block(at(props).stacks[stack], 'aws_backup_vault_policy.vault-policy')['policy']).map(({ Sid }) => Sid)).toEqual([
          'KeepCopies',
        ]);
    },
  );

  test('the accounts of the sites read with the key of the place; one account needs no word', () => {
    const [own, ...theirs] = statements(block(at().stacks[STACK], 'aws_kms_key.vault-key')['policy']);
    expect(own).toMatchObject({ Principal: { AWS: `arn:aws:iam::${COPIES}:root` }, Action: 'kms:*' });
    expect(theirs).toMatchObject([
      { Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`] }, Action: expect.arrayContaining(['kms:Decrypt']) as unknown },
      { Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`] }, Action: expect.arrayContaining(['kms:CreateGrant']) as unknown },
    ]);
    expect(block(at({ copiesIn: milan({ account: ACCOUNT }) }).stacks[STACK], 'aws_kms_key.vault-key')).not.toHaveProperty('policy');
  });
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

test('an organization that lets no copy go, a copy that failed and a vault without its lock are asked about', () => {
  const app = appIn(folder());
  const w = workload(app, 'billing', { objectives: PATIENT, tier: Tier.HOT, copiesIn: milan({ provider: { profile: 'copies' } }) });
  new ObjectStorage(w, 'Invoices');
  w.stacks[0]?.prepareStack();
  const { places } = w.report([w.sides]).doctor;
  const asked = (key: string): Question[] =>
    places.filter((one) => one.key === key).flatMap(({ items }) => items.filter((item) => 'steps' in item));
  const stepsAt = (key: string) => asked(key).flatMap(({ steps }) => steps);
  expect(stepsAt(PARIS).map(({ id }) => id)).toEqual(expect.arrayContaining(['cross-account-eu-west-3', 'jobs-away-eu-west-3']));
  expect(stepsAt(PARIS).find(({ id }) => id === 'cross-account-eu-west-3')).toMatchObject({
    how: { run: expect.arrayContaining(['describe-global-settings']), matches: '[Tt]rue' },
  });
  const there = stepsAt(MILAN);
  expect(there.map(({ id }) => id)).toEqual([
    'who-eu-south-1',
    'state-acme-tfstate-copies',
    'versions-acme-tfstate-copies',
    'lock-acme-tfstate-copies',
    'vault-key-eu-south-1',
    'vault-eu-south-1',
    'vault-lock-eu-south-1',
    'vault-policy-eu-south-1',
  ]);
  for (const { as } of there) expect(as?.environment).toEqual({ AWS_PROFILE: 'copies' });
  expect(there.find(({ id }) => id === 'vault-lock-eu-south-1')).toMatchObject({ how: { matches: '[Tt]rue\\s+7\\s+36' } });
});

describe('where the accounts of the sites are lost', () => {
  const place = of()?.copyPlace;
  const stepsOf = (component: string) => place?.components.find((one) => one.component === component)?.steps ?? [];

  test('the manifest says what lies where, and that nobody checked it', () => {
    expect(place).toMatchObject({
      key: MILAN,
      account: COPIES,
      keep: 35 * 86_400,
      outlives: true,
      lockedForGood: false,
      admits: [ACCOUNT],
    });
    expect(place?.components.map(({ component, verified, date }) => [component, verified, date])).toEqual([
      ['Invoices', false, '2026-11-30'],
      ['Ledger', false, '2026-11-30'],
    ]);
    expect(of({ copiesIn: milan({ account: ACCOUNT }) })?.copyPlace?.outlives).toBe(false);
  });

  test('each copy is found there by what it was made from, and sent to the second site of another account', () => {
    const [newest, back] = stepsOf('Ledger');
    expect(newest).toMatchObject({ do: 'find', endpoint: 'eu-south-1', as: { who: `the account ${COPIES}, of the copies` } });
    expect(newest).toMatchObject({
      run: expect.arrayContaining(['billing-eu-south-1', `arn:aws:rds:eu-west-3:${ACCOUNT}:db:billing-ledger-eu-west-3`]),
    });
    expect(back).toMatchObject({
      run: expect.arrayContaining([
        '{find:newest-ledger}',
        'eu-central-1',
        'billing-eu-central-1',
        `arn:aws:iam::${COPIES}:role/billing-eu-south-1-backup`,
      ]),
    });
    expect(JSON.stringify(back)).toContain('${NEW_ACCOUNT:?');
    expect(place?.opens.map(({ id }) => id)).toEqual(['share-key']);
  });

  test('a bucket that stands at both sites is restored by hand; one that is made from its copy by the move', () => {
    expect(stepsOf('Invoices').map(({ id }) => id)).toEqual(['newest-invoices', 'back-invoices', 'restore-invoices']);
    expect(stepsOf('Invoices').at(-1)).toMatchObject({
      run: expect.arrayContaining(['billing-invoices-eu-central-1-', 'billing-eu-central-1-backup']),
    });
    const warm = outputAt('normal', DATA, 'warm', { copiesIn: milan() }).manifest.workloads[0]?.copyPlace;
    expect(warm?.components.find(({ component }) => component === 'Invoices')?.steps.map(({ id }) => id)).toEqual([
      'newest-invoices',
      'back-invoices',
    ]);
  });
});
