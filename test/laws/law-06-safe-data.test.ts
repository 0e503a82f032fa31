import { milan } from '../declared';
import { cloudNamed } from '../support/clouds';
import { CASES, declaredIn } from '../support/corpus';
import { mutate, textsIn } from '../support/json';
import { lawSix, lawSixCopies } from '../support/laws/law-06';
import { answerOf } from '../support/laws/verdicts';
import { render } from '../support/synth';

describe('Law 6: data is encrypted with a key of its site, private, protected from deletion, and copied at every tier', () => {
  test.each(CASES)('$title: encrypted, private and protected in every situation', (one) => {
    expect(answerOf(one, 'lawSix')).toEqual([]);
  });

  test.each(CASES)('$title: copied wherever it is served, and a gap is a finding', (one) => {
    expect(answerOf(one, 'lawSixCopies')).toEqual([]);
  });

  const together = CASES.filter(({ title }) => title.endsWith('everything, hot'));

  test.each(together)(
    '$title: an environment that may be destroyed differs by what keeps it from being deleted, and made again, alone',
    (one) => {
      const durable = render(declaredIn(one));
      const passing = render({ ...declaredIn(one), props: { destroyable: true } });
      expect(lawSix(passing, cloudNamed(one.cloud), false)).toEqual([]);
      const told = (output: typeof durable) => textsIn(withoutGuards(output.stacks));
      expect(told(passing)).toEqual(told(durable));
    },
  );

  describe('kills', () => {
    const aws = cloudNamed('aws');
    const good = render({
      cloud: aws,
      kinds: ['network', 'object-storage', 'relational-database', 'secrets', 'container-images'],
      tier: 'hot',
    });
    const of = (type: string, name: string, ...rest: (string | number)[]) => [
      'stacks',
      'billing-eu-west-3',
      'resource',
      type,
      name,
      ...rest,
    ];

    test.each([
      [
        'a database with a key of another site',
        of('aws_db_instance', 'ledger', 'kms_key_id'),
        'arn:aws:kms:eu-central-1:111122223333:key/1',
      ],
      ['a database that is reached from the internet', of('aws_db_instance', 'ledger', 'publicly_accessible'), true],
      ['a database that leaves no last copy', of('aws_db_instance', 'ledger', 'skip_final_snapshot'), true],
      ['a database without deletion protection', of('aws_db_instance', 'ledger', 'deletion_protection'), false],
      ['a database that a plan may destroy', of('aws_db_instance', 'ledger', 'lifecycle'), {}],
      ['a bucket without encryption', of('aws_s3_bucket_server_side_encryption_configuration', 'invoices-encryption'), undefined],
      ['a bucket that may be public', of('aws_s3_bucket_public_access_block', 'invoices-access', 'block_public_acls'), false],
      ['a bucket that goes with all that is in it', of('aws_s3_bucket', 'invoices', 'force_destroy'), true],
      ['a repository that goes with all that is in it', of('aws_ecr_repository', 'images-acme-api', 'force_delete'), true],
      ['a vault that goes with all that is in it', of('aws_backup_vault', 'vault', 'force_destroy'), true],
      ['a secret that is gone at once', of('aws_secretsmanager_secret', 'ledger-password', 'recovery_window_in_days'), 0],
    ])('%s', (_, path, change) => {
      expect(lawSix(good, aws)).toEqual([]);
      expect(lawSix(mutate(good, path, change), aws)).not.toEqual([]);
    });

    test('an account of Azure that is brought back to no moment: nothing else copies it', () => {
      const azure = cloudNamed('azure');
      const restored = render({ cloud: azure, kinds: ['object-storage'], tier: 'hot' });
      const policy = ['billing-francecentral', 'resource', 'azurerm_storage_account', 'invoices', 'blob_properties', 'restore_policy'];
      expect(lawSixCopies(restored, azure)).toEqual([]);
      expect(lawSixCopies(mutate(restored, ['stacks', ...policy], undefined), azure).join()).toContain(
        'nothing copies azurerm_storage_account.invoices',
      );
    });

    test('a bucket of OCI with versions, which follows nobody, and its loss, which nobody says', () => {
      const oci = cloudNamed('oci');
      const hot = render({ cloud: oci, kinds: ['object-storage'], tier: 'hot' });
      const versions = ['stacks', 'billing-eu-paris-1', 'resource', 'oci_objectstorage_bucket', 'invoices', 'versioning'];
      expect([...lawSix(hot, oci), ...lawSixCopies(hot, oci)]).toEqual([]);
      expect(lawSix(mutate(hot, versions, 'Enabled'), oci)).toEqual([
        'billing-eu-paris-1: oci_objectstorage_bucket.invoices.versioning is "Enabled", not "Disabled"',
      ]);
      expect(lawSixCopies(mutate(hot, ['manifest', 'workloads', 0, 'findings'], []), oci).join()).toContain(
        'oci:eu-paris-1: nothing copies its data, and no finding says so',
      );
    });

    test.each([
      ['aws_fsx_ontap_file_system', { kms_key_id: null }],
      ['aws_redshift_cluster', { encrypted: false }],
      ['aws_docdb_cluster', { storage_encrypted: false }],
    ])('a type that holds data and that nobody knows: %s', (type, body) => {
      const found = mutate(good, of(type, 'orders'), body);
      expect(lawSix(found, aws).join()).toContain(`${type}.orders: nobody says what makes its data safe`);
      expect(lawSixCopies(found, aws).join()).toContain(`nothing copies ${type}.orders`);
    });

    test.each([
      ['data that no schedule copies', of('aws_backup_selection', 'ledger-copies'), undefined],
      ['a selection of nothing', of('aws_backup_selection', 'invoices-copies', 'resources'), []],
      ['a selection of another schedule', of('aws_backup_selection', 'invoices-copies', 'plan_id'), 'another'],
      ['a vault that anybody may empty', of('aws_backup_vault_lock_configuration', 'vault-lock'), undefined],
      ['a single account that nobody mentions', ['manifest', 'workloads', 0, 'findings'], []],
    ])('%s', (_, path, change) => {
      expect(lawSixCopies(good, aws)).toEqual([]);
      expect(lawSixCopies(mutate(good, path, change), aws)).not.toEqual([]);
    });

    const away = render({ cloud: aws, kinds: ['object-storage'], tier: 'warm', props: { copiesIn: milan() } });
    const there = (type: string, name: string) => ['stacks', 'billing-copies-eu-south-1', 'resource', type, name];
    const opened = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'backup:CopyIntoBackupVault', Resource: '*' }],
    });

    test.each([
      ['a schedule that sends nothing to the place of copies', of('aws_backup_plan', 'copies', 'rule', 0, 'copy_action', 1), undefined],
      ['a place of copies that takes those of anybody', [...there('aws_backup_vault_policy', 'vault-policy'), 'policy'], opened],
      ['a place of copies whose vault is not locked', there('aws_backup_vault_lock_configuration', 'vault-lock'), undefined],
      [
        'a place of copies in the account of the sites that nobody mentions',
        ['manifest', 'workloads', 0, 'copyPlace', 'account'],
        '111122223333',
      ],
    ])('%s', (_, path, change) => {
      expect(lawSixCopies(away, aws)).toEqual([]);
      expect(lawSixCopies(mutate(away, path, change), aws)).not.toEqual([]);
    });
  });
});

const GUARDS = new Set([
  ...[
    'prevent_destroy',
    'deletion_protection',
    'deletion_protection_enabled',
    'enable_deletion_protection',
    'is_delete_protection_enabled',
    'force_destroy',
    'force_delete',
    'deletion_window_in_days',
  ],
  // What is left of it would take its name; and whoever deletes it waits for nothing.
  ...['skip_final_snapshot', 'final_snapshot_identifier', 'recovery_window_in_days', 'apply_immediately'],
  // The same of MySQL on OCI.
  'deletion_policy',
  // Of a vault of Azure: what is immutable cannot be deleted before its time.
  'immutability',
  ...['aws_backup_vault_lock_configuration', 'aws_backup_vault_policy', 'azurerm_management_lock'],
]);
const withoutGuards = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      GUARDS.has(key) ? undefined : typeof inner === 'boolean' || typeof inner === 'number' ? String(inner) : inner,
    ),
  );
