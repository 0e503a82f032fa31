import { aws } from '../../../lib/clouds/aws/aws';
import { paris, stockholm } from '../../declared';

import { madeOf, storeOf } from '../../support/store';
import { block } from './fixture';

const KEPT = { prevent_destroy: true };

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: unknown;
  readonly Condition?: unknown;
}

test('a bucket of its own key, versioned, private, without ACLs', () => {
  const { json } = storeOf(paris());
  expect(madeOf(json)).toEqual([
    'aws_kms_alias',
    'aws_kms_key',
    'aws_s3_bucket',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_policy',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_server_side_encryption_configuration',
    'aws_s3_bucket_versioning',
  ]);
  expect(block(json, 'aws_s3_bucket.state')).toMatchObject({ bucket: 'acme-tfstate-paris', force_destroy: false, lifecycle: KEPT });
  expect(block(json, 'aws_s3_bucket_versioning.versioning')).toMatchObject({ versioning_configuration: { status: 'Enabled' } });
  expect(block(json, 'aws_kms_key.key')).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30, lifecycle: KEPT });
  expect(block(json, 'aws_s3_bucket_server_side_encryption_configuration.encryption')['rule']).toEqual([
    {
      apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: '${aws_kms_key.key.arn}' },
      bucket_key_enabled: true,
      blocked_encryption_types: ['SSE-C'],
    },
  ]);
  const access = block(json, 'aws_s3_bucket_public_access_block.access');
  expect(Object.values(access).filter((value) => value === true)).toHaveLength(4);
  expect(block(json, 'aws_s3_bucket_ownership_controls.ownership')['rule']).toEqual({ object_ownership: 'BucketOwnerEnforced' });
});

test('TLS 1.2 alone, and nobody deletes the bucket or a version; a lock may be deleted', () => {
  const { json } = storeOf(paris());
  const { Statement: all } = JSON.parse(String(block(json, 'aws_s3_bucket_policy.policy')['policy'])) as { Statement: Statement[] };
  expect(all.map(({ Effect }) => Effect)).toEqual(['Deny', 'Deny', 'Deny', 'Deny']);
  const of = (sid: string) => all.find(({ Sid }) => Sid === sid);
  expect(of('TlsOnly')?.Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
  expect(of('Tls12OrLater')?.Condition).toEqual({ NumericLessThan: { 's3:TlsVersion': '1.2' } });
  expect(of('KeepStates')).toEqual({
    Sid: 'KeepStates',
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:DeleteBucket', 's3:DeleteObjectVersion'],
    Resource: ['arn:aws:s3:::acme-tfstate-paris', 'arn:aws:s3:::acme-tfstate-paris/*'],
  });
  expect(of('KeepVersions')).toEqual({
    Sid: 'KeepVersions',
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:PutLifecycleConfiguration', 's3:BypassGovernanceRetention', 's3:DeleteBucketPolicy'],
    Resource: ['arn:aws:s3:::acme-tfstate-paris', 'arn:aws:s3:::acme-tfstate-paris/*'],
  });
  expect(block(json, 'aws_s3_bucket_policy.policy')['depends_on']).toEqual(['aws_s3_bucket_public_access_block.access']);
});

test('in the partition of its region', () => {
  const { json } = storeOf(paris(), aws.stateIn('acme-tfstate-china', { region: 'cn-north-1' }));
  expect(JSON.stringify(block(json, 'aws_s3_bucket_policy.policy'))).toContain('arn:aws-cn:s3:::acme-tfstate-china');
});

test('a witness stands in its own region, in the account of the first site and as its provider is told', () => {
  const near = paris({ provider: { profile: 'recovery' }, providerVersion: '>= 6.25' });
  const { json, made } = storeOf(near, stockholm());
  expect(json.provider?.['aws']).toEqual([{ allowed_account_ids: ['111122223333'], profile: 'recovery', region: 'eu-north-1' }]);
  expect(json.terraform?.required_providers).toMatchObject({ aws: { version: '>= 6.25' } });
  expect(made.adopts).toEqual([{ to: 'aws_s3_bucket.state', id: 'acme-tfstate-stockholm' }]);
});

test('a key that is named encrypts it, and none is made', () => {
  const { json } = storeOf(paris({ state: aws.stateIn('acme-tfstate-paris', { kmsKey: 'alias/acme' }) }));
  expect(madeOf(json).filter((type) => type.startsWith('aws_kms'))).toEqual([]);
  expect(JSON.stringify(block(json, 'aws_s3_bucket_server_side_encryption_configuration.encryption'))).toContain('"alias/acme"');
});

test('the name of an alias has no dot', () => {
  const { json } = storeOf(paris({ state: aws.stateIn('acme.tfstate.paris') }));
  expect(block(json, 'aws_kms_alias.key-alias')['name']).toBe('alias/acme-tfstate-paris');
});

test('a backend asks for no encryption but by a key that is named: else the one of the bucket holds', () => {
  const backendOf = (kmsKey?: string) =>
    storeOf(paris({ state: aws.stateIn('acme-tfstate-paris', kmsKey ? { kmsKey } : {}) })).json.terraform?.backend?.['s3'];
  expect(backendOf()).toEqual({
    bucket: 'acme-tfstate-paris',
    key: 'continuity-bootstrap.tfstate',
    region: 'eu-west-3',
    use_lockfile: true,
  });
  expect(backendOf('alias/acme')).toMatchObject({ encrypt: true, kms_key_id: 'alias/acme' });
});

test('a backend is let in as it is told, and by one account alone', () => {
  const props = { account: '111122223333', profile: 'recovery', assumeRole: 'arn:aws:iam::111122223333:role/states' };
  const { json } = storeOf(paris({ state: aws.stateIn('acme-tfstate-paris', props) }));
  expect(json.terraform?.backend?.['s3']).toMatchObject({
    allowed_account_ids: ['111122223333'],
    profile: 'recovery',
    assume_role: { role_arn: 'arn:aws:iam::111122223333:role/states' },
  });
});
