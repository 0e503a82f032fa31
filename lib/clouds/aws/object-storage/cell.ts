import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { copyFigures } from '../../../words/figure';
import { bucketArn } from '../arn';
import { renderEncryption } from '../bucket-encryption';
import { awsCell, type AwsContext } from '../cell';
import { LAST_COPY_MADE } from '../copies';
import { COPIED_AWAY, COPY_POINTS, copyFlaws, logFlaws } from '../facts';
import { takeCopies } from '../vault';
import { bucketDoctor } from './doctor';
import { adoptsBucket, existingFlaws } from './existing';
import { BUCKET_NAMES, type BucketPlacement } from './names';
import { policyOf } from './policy';
import { policyFlaws, redundancyFlaws } from './policy-flaws';
import { renderReplication, renderRole } from './replication';
import { bucketServingSignals, bucketSignals } from './signals';
import { bucketRecovery, bucketWayBack } from './steps';
import { BUCKET_TYPES } from './types';
import { BUCKET_SLA } from '../slas';

const RTC = {
  seconds: 900,
  source:
    'S3 Replication Time Control: an objective of 15 minutes, promised for 99.9 % of objects of a month, and paid back where it is missed; no bound of any one object, https://aws.amazon.com/s3/sla-rtc/ (2022-05-04)',
  verified: true,
};
const NOTHING = { seconds: 0, source: 'both buckets take writes: nothing is promoted', verified: true };

const IN_ZONES = {
  seconds: 0,
  source: 'S3 Standard keeps objects in three zones or more (https://docs.aws.amazon.com/AmazonS3/latest/userguide/DataDurability.html)',
  verified: true,
};

const RESTORED: Effect = {
  type: 'restore job of AWS Backup',
  does: 'makes',
  terraform: 'not ours',
  how: 'objects in the bucket that takes over, one job a bucket: aws backup list-restore-jobs --by-resource-type S3, by its CreatedResourceArn',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html; UNVERIFIED: not run against AWS',
  on: 'restore',
};

/** Days that an earlier version is kept at least, and beyond the interval of copies (the library's own choice). */
const VERSION_DAYS = 30;
const MARGIN_DAYS = 7;

/** A bucket that takes writes at both sites goes on as it is. https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html, 2026-11. */
const PUT_BACK = `AWS Backup puts no object in the place of one that is there, whatever its version, and deletes none: a restore into the bucket itself brings back what is missing, or hidden by a marker of deletion, and NOT what was overwritten or corrupted; what was written since stays. What was overwritten or deleted less than ${VERSION_DAYS} days ago is an earlier version in the bucket: aws s3api list-object-versions --prefix …, then delete-object --version-id … of what is wrong, or copy-object from ?versionId=…. What is older: restore the point into a bucket of its own (aws backup start-restore-job with NewBucket=true), look at it, and copy from there what is meant (aws s3 cp --recursive). Both are replicated to the other site as any write is; the deletion of a version is not: do that at both. UNVERIFIED: not run against AWS.`;

/** An S3 bucket a site, versioned; two-way replication at `replica`, AWS Backup copies under everything. */
export const objectStorage = awsCell({
  kind: 'object-storage',
  service: 'Amazon S3',
  facts: {
    oneAccount: true,
    flips: { replica: 'symmetric', backup: 'restore' },
    spreads: ['single', 'zonal'],
    zonal: { rpo: IN_ZONES, promotion: IN_ZONES, always: true },
    joinedAt: ['replica'],
    limits: 'S3 spans the zones of its region by itself; take replica or backup at the standby',
    fence: 'a bucket policy that denies every write but replication and restores',
    automatic: false,
    names: BUCKET_NAMES,
    copiedAway: COPIED_AWAY.S3,
    points: COPY_POINTS,
    oneWay: [],
    putBack: PUT_BACK,
    effects: [RESTORED, LAST_COPY_MADE],
    refuses: (declaration, site) => [
      ...[...copyFlaws(site), ...existingFlaws(declaration, site), ...policyFlaws(declaration)],
      ...logFlaws(declaration.accessLogs, site),
      ...redundancyFlaws(declaration),
    ],
    adopts: adoptsBucket,
    slas: () => [BUCKET_SLA],
    figures: (declaration, posture, copyEvery) =>
      posture === 'replica' ? { rpo: RTC, promotion: NOTHING } : copyFigures(declaration.gib, copyEvery),
  },
  types: BUCKET_TYPES,
  recovery: bucketRecovery,
  signals: bucketSignals,
  servingSignals: bucketServingSignals,
  doctor: bucketDoctor,
  wayBack: bucketWayBack,
  renderBase: ({ stack }, placement) => {
    if (placement.joined === 'replica') renderRole(stack, placement);
  },
  renderSite: renderBucket,
  renderLinks: renderReplication,
});

function renderBucket(context: AwsContext, placement: BucketPlacement): Rendered {
  const { stack, ground, workload } = context;
  const { id, here } = placement;
  const name = here.names.bucket;
  if (here.existing) return adoptBucket(context, placement);
  const bucket = new S3Bucket(stack, id, {
    bucket: name,
    forceDestroy: !workload.durable,
    tags: { Name: name },
    lifecycle: { preventDestroy: workload.durable },
  });
  const versioning = new S3BucketVersioningA(stack, `${id}-versioning`, {
    bucket: bucket.bucket,
    versioningConfiguration: { status: 'Enabled' },
  });
  renderLifecycle(context, id, bucket, versioning);
  renderEncryption(stack, `${id}-encryption`, bucket.bucket, ground.key.arn);
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
    policy: policyOf(placement),
    dependsOn: [access],
  });
  renderLogs(context, placement, bucket);
  takeCopies(context, id, bucket.arn);
  return { instance: bucket, ready: [bucket, versioning], waits: [], endpoint: { host: name, name } };
}

/**
 * Who reads objects, as far as a service writes it down: in a bucket of that region and account
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html, 2026-11).
 */
function renderLogs({ stack }: AwsContext, { id, here, declaration }: BucketPlacement, bucket: S3Bucket): void {
  const logs = declaration.accessLogs[here.site];
  if (logs === undefined) return;
  new S3BucketLoggingA(stack, `${id}-logs`, { bucket: bucket.bucket, targetBucket: logs, targetPrefix: `${here.names.bucket}/` });
}

/** A bucket that exists: copies name it, and nothing else of it is Terraform's. */
function adoptBucket(context: AwsContext, { id, here: { region, names } }: BucketPlacement): Rendered {
  takeCopies(context, id, bucketArn(region, names.bucket));
  return { ready: [], waits: [], endpoint: { host: names.bucket, name: names.bucket } };
}

/**
 * Earlier versions do not grow for ever, and none goes before it was copied: AWS Backup asks for such a rule, since it copies every version
 * that is there (https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html).
 */
function renderLifecycle({ stack, sitePlan }: AwsContext, id: string, bucket: S3Bucket, versioning: S3BucketVersioningA): void {
  const noncurrentDays = Math.max(VERSION_DAYS, Math.ceil(sitePlan.copies.every / 86_400) + MARGIN_DAYS);
  new S3BucketLifecycleConfiguration(stack, `${id}-lifecycle`, {
    bucket: bucket.bucket,
    rule: [
      {
        id: 'continuity',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrentVersionExpiration: [{ noncurrentDays }],
        // What marks a deletion is replicated, and outlives the versions that it hides.
        expiration: [{ expiredObjectDeleteMarker: true }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    dependsOn: [versioning],
  });
}
