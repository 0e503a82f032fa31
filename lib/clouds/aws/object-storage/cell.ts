import { DataAwsKmsAlias } from '@cdktf/provider-aws/lib/data-aws-kms-alias/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketReplicationConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-replication-configuration/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import type { LinksContext, Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { copyFigures } from '../../../words/figure';
import { awsCell, type AwsContext } from '../cell';
import { LAST_COPY_MADE } from '../copies';
import { COPY_POINTS, copyFlaws } from '../facts';
import { BACKUP_TAG, backupRoleArn } from '../ground';
import { bucketDoctor } from './doctor';
import { bucketServingSignals, bucketSignals } from './signals';
import { BUCKET_NAMES, bucketRecovery, type BucketBase, type BucketLink, type BucketPlacement } from './steps';
import { BUCKET_TYPES } from './types';
import { partitionOf } from '../partition';

const RTC = {
  seconds: 900,
  source: 'S3 Replication Time Control: 15 minutes for 99.9 % of objects, https://aws.amazon.com/s3/sla-rtc/ (2022-05-04)',
  verified: true,
};
const NOTHING = { seconds: 0, source: 'both buckets take writes: nothing is promoted', verified: true };

const RESTORED: Effect = {
  type: 'restore job of AWS Backup',
  does: 'makes',
  terraform: 'not ours',
  how: 'objects in the bucket that takes over, one job a bucket: aws backup list-restore-jobs --by-resource-type S3, by its CreatedResourceArn',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html; UNVERIFIED: not run against AWS',
  on: 'restore',
};

/** An S3 bucket a site, versioned; two-way replication at `replica`, AWS Backup copies under everything. */
export const objectStorage = awsCell({
  kind: 'object-storage',
  service: 'Amazon S3',
  facts: {
    oneAccount: true,
    flips: { replica: 'symmetric', backup: 'restore' },
    spreads: ['single', 'zonal'],
    limits: 'S3 spans the zones of its region by itself; take replica or backup at the standby',
    fence: 'a bucket policy that denies every write but replication and restores',
    automatic: false,
    names: BUCKET_NAMES,
    points: COPY_POINTS,
    oneWay: [],
    effects: [RESTORED, LAST_COPY_MADE],
    refuses: (_, site) => copyFlaws(site),
    figures: (declaration, posture, copyEvery) =>
      posture === 'replica' ? { rpo: RTC, promotion: NOTHING } : copyFigures(declaration.gib, copyEvery),
  },
  types: BUCKET_TYPES,
  recovery: bucketRecovery,
  signals: bucketSignals,
  servingSignals: bucketServingSignals,
  doctor: bucketDoctor,
  renderBase: ({ stack }, placement) => {
    if (placement.joined === 'replica') renderRole(stack, placement);
  },
  renderSite: renderBucket,
  renderLinks: renderReplication,
});

function renderBucket({ stack, ground, workload }: AwsContext, placement: BucketPlacement): Rendered {
  const { id, here } = placement;
  const name = here.names.bucket;
  const bucket = new S3Bucket(stack, id, {
    bucket: name,
    forceDestroy: false,
    tags: { Name: name, [BACKUP_TAG]: workload.id },
    lifecycle: { preventDestroy: workload.durable },
  });
  const versioning = new S3BucketVersioningA(stack, `${id}-versioning`, {
    bucket: bucket.bucket,
    versioningConfiguration: { status: 'Enabled' },
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, `${id}-encryption`, {
    bucket: bucket.bucket,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: ground.key.arn }, bucketKeyEnabled: true }],
  });
  const access = new S3BucketPublicAccessBlock(stack, `${id}-access`, {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(stack, `${id}-ownership`, { bucket: bucket.bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
  new S3BucketPolicy(stack, `${id}-policy`, {
    bucket: bucket.bucket,
    policy: JSON.stringify(policyOf(placement)),
    dependsOn: [access],
  });
  return { instance: bucket, ready: [bucket, versioning], waits: [], endpoint: { host: name, name } };
}

/**
 * The same while a site stands by and while it serves: changing a bucket's configuration goes through us-east-1, so nothing of it
 * may change on the day. Only a fence changes it.
 */
function policyOf({ form, here, peer }: BucketPlacement): object {
  const partition = partitionOf(here.region);
  const arn = `arn:${partition}:s3:::${here.names.bucket}`;
  const tls = {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  // Replication goes on into a fenced bucket; and a restore comes ahead of the apply that opens it.
  const replication = `arn:${partition}:iam::${peer.account}:role/${peer.names.role}`;
  const fence = {
    Sid: 'ContinuityFence',
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:RestoreObject'],
    Resource: `${arn}/*`,
    Condition: { StringNotEquals: { 'aws:PrincipalArn': [replication, backupRoleArn(here)] } },
  };
  return { Version: '2012-10-17', Statement: form === 'fenced' ? [tls, fence] : [tls] };
}

function renderRole(stack: LinksContext['stack'], { id, here, peer }: BucketBase): void {
  const { region, names } = here;
  const partition = partitionOf(region);
  const arnOf = (bucket: string): string => `arn:${partition}:s3:::${bucket}`;
  const assume = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const viaS3 = (at: string): object => ({ StringLike: { 'kms:ViaService': `s3.${at}.amazonaws.com` } });
  const statements = [
    { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: arnOf(names.bucket) },
    {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
      Resource: `${arnOf(names.bucket)}/*`,
    },
    {
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
      Resource: `${arnOf(peer.names.bucket)}/*`,
    },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: `arn:${partition}:kms:${region}:*:key/*`, Condition: viaS3(region) },
    { Effect: 'Allow', Action: 'kms:Encrypt', Resource: `arn:${partition}:kms:${peer.region}:*:key/*`, Condition: viaS3(peer.region) },
  ];
  const role = new IamRole(stack, `${id}-replication`, { name: names.role, assumeRolePolicy: JSON.stringify(assume) });
  new IamRolePolicy(stack, `${id}-replication-policy`, {
    name: 'replication',
    role: role.name,
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  });
}

function renderReplication({ stack, provider }: LinksContext, link: BucketLink): undefined {
  if (link.posture !== 'replica') return;
  for (const [source, target] of [
    [link.owner, link.guest],
    [link.guest, link.owner],
  ] as const) {
    const partition = partitionOf(source.region);
    const key = new DataAwsKmsAlias(stack, `${link.id}-key-${target.region}`, {
      name: `alias/${target.ground.alias}`,
      provider: provider(target.site),
    });
    new S3BucketReplicationConfigurationA(stack, `${link.id}-from-${source.region}`, {
      provider: provider(source.site),
      bucket: source.names.bucket,
      role: `arn:${partition}:iam::${source.account}:role/${source.names.role}`,
      rule: [
        {
          id: 'continuity',
          priority: 1,
          status: 'Enabled',
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Enabled' },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' }, replicaModifications: { status: 'Enabled' } },
          destination: {
            bucket: `arn:${partition}:s3:::${target.names.bucket}`,
            encryptionConfiguration: { replicaKmsKeyId: key.targetKeyArn },
            replicationTime: { status: 'Enabled', time: { minutes: 15 } },
            metrics: { status: 'Enabled', eventThreshold: { minutes: 15 } },
          },
        },
      ],
    });
  }
}
