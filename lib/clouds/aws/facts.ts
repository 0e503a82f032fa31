import type { NameRule } from '../../port/facts';

const kebabRule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({ service, max, separator: '-', ...more });

/** Names and their limits. Source: the naming rules of each service's user guide and the provider's own validation. */
export const AWS_NAMES = {
  alias: kebabRule('a KMS alias', 250),
  vault: kebabRule('an AWS Backup vault', 50),
  plan: kebabRule('an AWS Backup plan', 50),
  topic: kebabRule('an SNS topic', 256, { suffix: 'continuity' }),
  backupRole: kebabRule('an IAM role', 64, { suffix: 'backup' }),
  bucket: kebabRule('an S3 bucket', 63, { global: true }),
  replicationRole: kebabRule('an IAM role', 64, { suffix: 'replication', ageless: true }),
  instance: kebabRule('an RDS instance', 63),
  password: kebabRule('a secret', 512, { suffix: 'password', ageless: true }),
  securityGroup: kebabRule('a security group', 255, { ageless: true }),
  subnetGroup: kebabRule('a database subnet group', 255, { ageless: true }),
  loadBalancer: kebabRule('an application load balancer', 32, { short: true }),
  network: kebabRule('a tag', 256),
  secret: kebabRule('a secret', 512, { shared: true }),
} satisfies Record<string, NameRule>;

/** A recovery point of AWS Backup: an ARN. https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html */
export const COPY_POINTS = {
  shape: /^arn:aws[a-z-]*:backup:[a-z0-9-]+:\d{12}:recovery-point:[\w-]+$/,
  example: 'arn:aws:backup:eu-central-1:111122223333:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45',
};

/**
 * A snapshot, by name or ARN; a recovery point that AWS Backup made of a database is one (`snapshot:awsbackup:…`).
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html
 */
export const SNAPSHOT_POINTS = {
  shape: /^(arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:snapshot:)?((rds|awsbackup):)?[a-zA-Z][a-zA-Z0-9-]{0,254}$/,
  example: 'arn:aws:rds:eu-central-1:111122223333:snapshot:awsbackup:job-1eb3b5e7',
};
