import type { TypeRow } from '../../../port/facts';

/** What stands around a bucket is found by its name, as the bucket itself is. */
const AROUND: TypeRow = { holdsData: false, importId: '{bucket}' };

/** What is known of the types of a bucket; the role that replicates is of the catalogue, and so is what a change of them reaches. */
export const BUCKET_TYPES: Readonly<Record<string, TypeRow>> = {
  aws_s3_bucket: { holdsData: true, importId: '{bucket}' },
  aws_s3_bucket_versioning: AROUND,
  aws_s3_bucket_server_side_encryption_configuration: AROUND,
  aws_s3_bucket_public_access_block: AROUND,
  aws_s3_bucket_ownership_controls: AROUND,
  aws_s3_bucket_policy: AROUND,
  aws_s3_bucket_logging: AROUND,
  aws_s3_bucket_lifecycle_configuration: {
    ...AROUND,
    keeps: [{ argument: 'rule.noncurrent_version_expiration.noncurrent_days', what: 'earlier versions' }],
  },
  aws_s3_bucket_replication_configuration: { holdsData: false },
};
