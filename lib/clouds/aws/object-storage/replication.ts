import { DataAwsKmsAlias } from '@cdktf/provider-aws/lib/data-aws-kms-alias/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { S3BucketReplicationConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-replication-configuration/index.js';
import type { TerraformProvider } from 'cdktf';
import type { LinksContext } from '../../../port/cloud';
import { arnOf, bucketArn } from '../arn';
import { allow, assumedBy, documentOf, viaService, type Statement } from '../policy';
import { keyOfBucket, replicationRoleArn, RULE, type BucketBase, type BucketLink, type BucketPlace } from './names';

/**
 * Who sends: live (`s3`), and what the rule never sent (`batchoperations.s3`, https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html).
 * The vendor's trust policies of both have no condition, and it is said nowhere that either service fills `aws:SourceArn` or
 * `aws:SourceAccount` in: where it does not, a condition stops the replication, and nobody is told. Of China the user guide has the same name;
 * a provider of 2026 has another one there (https://github.com/hashicorp/terraform-provider-aws/pull/47141): UNVERIFIED.
 */
const TRUST = assumedBy(['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com']);

/** The role by which a bucket sends to the other one. */
export function renderRole(stack: LinksContext['stack'], base: BucketBase): void {
  const { id, here, peer } = base;
  const [from, to] = [here, peer].map(({ region, names }) => bucketArn(region, names.bucket)) as [string, string];
  const statements = [
    allow(['s3:GetReplicationConfiguration', 's3:ListBucket', 's3:PutInventoryConfiguration'], from),
    allow(
      [...['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'], ...['s3:InitiateReplication']],
      `${from}/*`,
    ),
    allow(['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], `${to}/*`),
    uses(base, here, ['kms:Decrypt']),
    // A bucket key is read before it is used: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html (replication).
    uses(base, peer, ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey']),
  ];
  const role = new IamRole(stack, `${id}-replication`, { name: here.names.role, assumeRolePolicy: TRUST });
  new IamRolePolicy(stack, `${id}-replication-policy`, {
    name: 'replication',
    role: role.name,
    policy: documentOf(...statements),
  });
}

/**
 * The key of one site, for the objects of its bucket alone. With a bucket key the context names the bucket, without one the object:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html.
 */
function uses(base: BucketBase, here: BucketBase['here'], action: readonly string[]): Statement {
  const { region, names, ground } = here;
  const bucket = bucketArn(region, names.bucket);
  const key = keyOfBucket(base, here);
  return allow(action, key ?? arnOf(here, 'kms', 'key/*'), {
    StringLike: { ...viaService(region, 's3'), 'kms:EncryptionContext:aws:s3:arn': [bucket, `${bucket}/*`] },
    ...(key === undefined ? { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${ground.alias}` } } : {}),
  });
}

/** The rules by which each bucket sends to the other one. One that exists has rules of its own, perhaps: a step adds ours to it. */
export function renderReplication(context: LinksContext, link: BucketLink): undefined {
  if (link.posture !== 'replica') return;
  if (!link.owner.existing) renderRule(context, link, link.owner, link.guest);
  if (!link.guest.existing) renderRule(context, link, link.guest, link.owner);
}

function renderRule({ stack, provider }: LinksContext, link: BucketLink, source: BucketPlace, target: BucketPlace): void {
  const key = keyOfBucket(link, target) ?? aliased(stack, link, target, provider(target.site));
  new S3BucketReplicationConfigurationA(stack, `${link.id}-from-${source.region}`, {
    provider: provider(source.site),
    bucket: source.names.bucket,
    role: replicationRoleArn(source),
    rule: [
      {
        id: RULE,
        priority: 1,
        status: 'Enabled',
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Enabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' }, replicaModifications: { status: 'Enabled' } },
        destination: {
          bucket: bucketArn(target.region, target.names.bucket),
          encryptionConfiguration: { replicaKmsKeyId: key },
          replicationTime: { status: 'Enabled', time: { minutes: 15 } },
          metrics: { status: 'Enabled', eventThreshold: { minutes: 15 } },
        },
      },
    ],
  });
}

/** The key of a site, as what joins the sites finds it. */
const aliased = (stack: LinksContext['stack'], { id }: BucketLink, { region, ground }: BucketPlace, provider: TerraformProvider): string =>
  new DataAwsKmsAlias(stack, `${id}-key-${region}`, { name: `alias/${ground.alias}`, provider }).targetKeyArn;
