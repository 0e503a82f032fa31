import { partitionOf } from './partition';

/** Where something of an account is. */
interface At {
  /** Region code. */
  readonly region: string;
  /** Account. */
  readonly account: string;
}

/** What a service has in a region and an account. `rest` begins with the type of it, where the service says that. */
export const arnOf = ({ region, account }: At, service: string, rest: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${rest}`;

/** A role of an account: it is no region's, but of the partition of one. */
export const roleArn = ({ region, account }: At, name: string): string => `arn:${partitionOf(region)}:iam::${account}:role/${name}`;

/** An account itself: whom its own policies let act. */
export const rootArn = (region: string, account: string): string => `arn:${partitionOf(region)}:iam::${account}:root`;

/** A policy that AWS itself keeps. */
export const managedPolicyArn = (region: string, name: string): string => `arn:${partitionOf(region)}:iam::aws:policy/${name}`;

/** A bucket: neither its region nor its account is said. */
export const bucketArn = (region: string, bucket: string): string => `arn:${partitionOf(region)}:s3:::${bucket}`;

/** An instance of Amazon RDS. */
export const instanceArn = (at: At, name: string): string => arnOf(at, 'rds', `db:${name}`);
