import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import { roleArn } from '../arn';
import type { AwsLink, AwsPlacement } from '../cell';
import { AWS_NAMES } from '../facts';
import type { AwsGroundName } from '../ground-names';

/** The names that a bucket asks for. */
export const BUCKET_NAMES = { bucket: AWS_NAMES.bucket, role: AWS_NAMES.replicationRole };

type Name = keyof typeof BUCKET_NAMES;
/** A bucket at a site. */
export type BucketPlacement = AwsPlacement<ObjectStorageDeclaration, Name>;
/** Where it is. */
export type BucketPlace = Place<Name, AwsGroundName>;
/** What is known of a bucket at a site whatever the situation. */
export type BucketBase = BasePlacement<ObjectStorageDeclaration, Name, AwsGroundName>;
/** Two buckets. */
export type BucketLink = AwsLink<ObjectStorageDeclaration, Name>;

/** What the rule that replicates is called: its metrics bear the name. */
export const RULE = 'continuity';

/** The role by which a bucket's rule sends. */
export const replicationRoleArn = (here: BucketPlace): string => roleArn(here, here.names.role);

/** The key of one's own that encrypts a bucket that exists, where it has one. */
export const keyOfBucket = ({ declaration }: Pick<BucketLink, 'declaration'>, { site, existing }: BucketPlace): string | undefined =>
  existing && declaration.existing?.[site]?.key;
