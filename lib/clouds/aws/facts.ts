import type { CloudFacts, NameRule } from '../../port/facts';

const PAPER = 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/ (global services; S3 bucket operations)';
const PROVIDER = 'hashicorp/terraform-provider-aws, source of the resource read at 5.100 and 6.25';

/** What is known of AWS, apart from logic. Read 2026-11; sources in each row. */
export const AWS_FACTS: CloudFacts = {
  stateful: [
    'aws_s3_bucket',
    'aws_db_instance',
    'aws_rds_cluster',
    'aws_rds_global_cluster',
    'aws_dynamodb_table',
    'aws_efs_file_system',
    'aws_ebs_volume',
    'aws_kms_key',
    'aws_kms_replica_key',
    'aws_secretsmanager_secret',
    'aws_secretsmanager_secret_version',
    'aws_backup_vault',
    'aws_ecr_repository',
    'aws_sqs_queue',
    'aws_elasticache_replication_group',
    'aws_docdb_cluster',
    'aws_neptune_cluster',
    'aws_opensearch_domain',
    'aws_redshift_cluster',
    'aws_fsx_ontap_file_system',
    'aws_fsx_windows_file_system',
    'aws_cognito_user_pool',
    'aws_route53_zone',
  ],
  reach: [
    { type: 'aws_iam_*', region: 'us-east-1', on: 'read', source: PAPER },
    { type: 'aws_route53_*', region: 'us-east-1', on: 'read', source: PAPER },
    { type: 'aws_cloudfront_*', region: 'us-east-1', on: 'read', source: PAPER },
    { type: 'aws_organizations_*', region: 'us-east-1', on: 'read', source: PAPER },
    { type: 'aws_globalaccelerator_*', region: 'us-west-2', on: 'read', source: PAPER },
    { type: 'aws_shield_*', region: 'us-east-1', on: 'read', source: PAPER },
    { type: 'aws_s3_bucket*', region: 'us-east-1', on: 'change', source: PAPER },
    { type: 'aws_dynamodb_table', argument: 'replica.region_name', on: 'read', source: PROVIDER },
    { type: 'aws_dynamodb_table_replica', argument: 'global_table_arn', on: 'read', source: PROVIDER },
    { type: 'aws_efs_replication_configuration', argument: 'destination.region', on: 'read', source: PROVIDER },
    { type: 'aws_secretsmanager_secret', argument: 'replica.region', on: 'change', source: PROVIDER },
    { type: 'aws_db_instance', argument: 'replicate_source_db', on: 'change', source: PROVIDER },
    { type: 'aws_ebs_snapshot_copy', argument: 'source_region', on: 'change', source: PROVIDER },
  ],
  importIds: {
    aws_s3_bucket: '{bucket}',
    aws_s3_bucket_versioning: '{bucket}',
    aws_s3_bucket_server_side_encryption_configuration: '{bucket}',
    aws_s3_bucket_public_access_block: '{bucket}',
    aws_s3_bucket_ownership_controls: '{bucket}',
    aws_s3_bucket_policy: '{bucket}',
    aws_db_instance: '{identifier}',
    aws_db_subnet_group: '{name}',
    aws_db_parameter_group: '{name}',
    aws_kms_alias: '{name}',
    aws_kms_key: '! aws kms list-aliases shows it behind its alias',
    aws_lb: '! aws elbv2 describe-load-balancers --names NAME --query LoadBalancers[0].LoadBalancerArn',
    aws_secretsmanager_secret: '! its ARN ends in six random characters: aws secretsmanager describe-secret --secret-id NAME',
    // https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/website/docs/r/secretsmanager_secret_version.html.markdown
    aws_secretsmanager_secret_version: '! ARN|VERSION: aws secretsmanager list-secret-version-ids --secret-id NAME',
    aws_backup_vault: '{name}',
    aws_backup_vault_lock_configuration: '{backup_vault_name}',
    aws_cloudwatch_metric_alarm: '{alarm_name}',
    aws_ssm_parameter: '{name}',
  },
};

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
