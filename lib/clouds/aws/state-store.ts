import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import type { TerraformStack } from 'cdktf';
import type { Adoption } from '../../port/adoption';
import { bucketArn } from './arn';
import { renderEncryption } from './bucket-encryption';
import { renderKey } from './key';
import { documentOf, type Statement } from './policy';
import type { AwsState } from './state';

const KEPT = { preventDestroy: true };

/**
 * The bucket that states are kept in. A lock is an object beside the state, written by a conditional write: S3 needs nothing else for
 * it, no table and no setting, and whoever applies may read, write and delete objects
 * (https://developer.hashicorp.com/terraform/language/backend/s3, "S3 Bucket Permissions").
 */
export function renderStateStore(stack: TerraformStack, states: readonly AwsState[]): readonly Adoption[] {
  const { name, region } = states[0] as AwsState;
  const bucket = new S3Bucket(stack, 'state', { bucket: name, forceDestroy: false, tags: { Name: name }, lifecycle: KEPT });
  const at = { bucket: bucket.bucket };
  new S3BucketVersioningA(stack, 'versioning', { ...at, versioningConfiguration: { status: 'Enabled' }, lifecycle: KEPT });
  const kmsMasterKeyId = states.find(({ kmsKey }) => kmsKey !== undefined)?.kmsKey ?? keyOf(stack, name).arn;
  renderEncryption(stack, 'encryption', bucket.bucket, kmsMasterKeyId);
  const access = new S3BucketPublicAccessBlock(stack, 'access', {
    ...at,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(stack, 'ownership', { ...at, rule: { objectOwnership: 'BucketOwnerEnforced' } });
  const arn = bucketArn(region as string, name);
  new S3BucketPolicy(stack, 'policy', { ...at, policy: policyOf(arn), dependsOn: [access] });
  return [{ resource: bucket, id: name }];
}

/** A key of the region, for states alone: that of a site stands in the site's own stack, whose state is kept here. */
function keyOf(stack: TerraformStack, bucket: string): KmsKey {
  // A dot may be in the name of a bucket, not in that of an alias.
  const alias = bucket.replaceAll('.', '-');
  return renderKey(stack, 'key', { description: `Terraform states in ${bucket}`, alias, durable: true });
}

/**
 * TLS 1.2 or later, and nobody deletes the bucket or a version of a state, or lets a rule do it: a state that was deleted or overwritten
 * comes back from its versions. Whoever has to, changes the policy first, which stays the one way, so that this stack can be applied again:
 * it is not denied to put another one, nor to say that versions are kept (`PutBucketVersioning` says both, that and the contrary).
 */
function policyOf(arn: string): string {
  const deny = (Sid: string, Action: string | readonly string[], Condition?: object): Statement => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource: [arn, `${arn}/*`],
    ...(Condition ? { Condition } : {}),
  });
  return documentOf(
    deny('TlsOnly', 's3:*', { Bool: { 'aws:SecureTransport': 'false' } }),
    deny('Tls12OrLater', 's3:*', { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
    deny('KeepStates', ['s3:DeleteBucket', 's3:DeleteObjectVersion']),
    deny('KeepVersions', ['s3:PutLifecycleConfiguration', 's3:BypassGovernanceRetention', 's3:DeleteBucketPolicy']),
  );
}
