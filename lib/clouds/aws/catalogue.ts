import type { TypeRow } from '../../port/facts';

const PAPER = 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/ (global services; S3 bucket operations)';
const PROVIDER = 'hashicorp/terraform-provider-aws, source of the resource read at 5.100 and 6.25';

const DATA: TypeRow = { holdsData: true };
/**
 * Where the control planes of global services are, by partition: each has its own
 * (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html). IAM in China:
 * https://docs.amazonaws.cn/aws/latest/userguide/iam.html; the rest is the region that requests are signed for, `credentialScope` of botocore
 * endpoints.json, 2026-11. The European Sovereign Cloud has one region.
 */
const PLANES = {
  iam: { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1', 'aws-eusc': 'eusc-de-east-1' },
  rest: { 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1', 'aws-eusc': 'eusc-de-east-1' },
} as const;
/**
 * The region of the control plane of Route 53, by partition
 * (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/appendix-b---edge-network-global-service-guidance.html).
 */
export const planeOf = (partition: string): string => (PLANES.rest as Readonly<Record<string, string>>)[partition] ?? 'us-east-1';
/** What of the paper is said of the public regions alone: in other partitions a word, since nobody says which region it would be. */
const UNSAID = Object.fromEntries(Object.keys(PLANES.rest).map((partition) => [partition, `a control plane of ${partition} (UNVERIFIED)`]));
const through = (region: string, elsewhere: Readonly<Record<string, string>> = PLANES.rest): TypeRow => ({
  holdsData: false,
  reach: [{ region, elsewhere, on: 'read', source: PAPER }],
});

/** What is known of the types of AWS that no cell has for itself. Read 2026-11; sources in each row. */
export const AWS_TYPES: Readonly<Record<string, TypeRow>> = {
  // The ground of a site, and its base.
  aws_kms_key: { holdsData: true, importId: '! behind its alias: aws kms describe-key --key-id alias/NAME --query KeyMetadata.KeyId' },
  aws_kms_alias: { holdsData: false, importId: '{name}' },
  aws_sns_topic: { holdsData: false, importId: '! its ARN, which ends in its name: aws sns list-topics' },
  aws_backup_vault: { holdsData: true, importId: '{name}' },
  aws_backup_vault_lock_configuration: {
    holdsData: false,
    importId: '{backup_vault_name}',
    keeps: [{ argument: 'min_retention_days', what: 'at least, every copy that the vault takes (locked)' }],
  },
  aws_backup_vault_policy: { holdsData: false, importId: '{backup_vault_name}' },
  aws_backup_plan: {
    holdsData: false,
    importId: '! aws backup list-backup-plans',
    keeps: [
      { argument: 'rule.lifecycle.delete_after', what: 'copies' },
      { argument: 'rule.copy_action.lifecycle.delete_after', what: 'copies, at the other site' },
    ],
  },
  aws_backup_selection: { holdsData: false, importId: '! PLAN|SELECTION: aws backup list-backup-selections --backup-plan-id PLAN' },
  aws_iam_role: { holdsData: false, importId: '{name}' },
  aws_iam_role_policy: { holdsData: false, importId: '{role}:{name}' },
  aws_iam_role_policy_attachment: { holdsData: false, importId: '{role}/{policy_arn}' },
  // Markers, and where applications find a database.
  aws_ssm_parameter: { holdsData: false, importId: '{name}' },
  // The switch of traffic.
  aws_route53_health_check: { holdsData: false, importId: '! aws route53 list-health-checks' },
  aws_route53_record: {
    holdsData: false,
    importId: '! ZONE_NAME_TYPE, with _SET behind it where it has one: aws route53 list-resource-record-sets --hosted-zone-id ZONE',
  },
  // What tells of signals.
  aws_cloudwatch_metric_alarm: { holdsData: false, importId: '{alarm_name}' },
  aws_cloudwatch_event_rule: { holdsData: false, importId: '{name}' },
  aws_cloudwatch_event_target: { holdsData: false, importId: '{rule}/{target_id}' },
  aws_sns_topic_policy: { holdsData: false, importId: '! the ARN of its topic' },
  aws_sns_topic_subscription: { holdsData: false, importId: '! aws sns list-subscriptions-by-topic --topic-arn ARN' },
  // What several cells make.
  aws_security_group: {
    holdsData: false,
    importId: '! aws ec2 describe-security-groups --filters Name=group-name,Values=NAME --query SecurityGroups[0].GroupId',
  },
  aws_cloudwatch_log_group: { holdsData: false, importId: '{name}' },
  aws_secretsmanager_secret: {
    holdsData: true,
    importId: '! its ARN ends in six random characters: aws secretsmanager describe-secret --secret-id NAME',
    reach: [{ argument: 'replica.region', on: 'change', source: PROVIDER }],
  },
  aws_secretsmanager_secret_version: {
    holdsData: true,
    // https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/website/docs/r/secretsmanager_secret_version.html.markdown
    importId: '! ARN|VERSION: aws secretsmanager list-secret-version-ids --secret-id NAME',
  },
  // What architects add.
  aws_ebs_volume: DATA,
  aws_ebs_snapshot_copy: { holdsData: false, reach: [{ argument: 'source_region', on: 'change', source: PROVIDER }] },
  aws_kms_replica_key: DATA,
  aws_sqs_queue: DATA,
  // Not among what AWS Backup copies: https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html (supported resources)
  aws_kinesis_stream: DATA,
  aws_elasticache_replication_group: DATA,
  aws_docdb_cluster: DATA,
  aws_neptune_cluster: DATA,
  aws_opensearch_domain: DATA,
  aws_redshift_cluster: DATA,
  aws_fsx_ontap_file_system: DATA,
  aws_fsx_windows_file_system: DATA,
  aws_cognito_user_pool: DATA,
  aws_route53_zone: DATA,
  // Global control planes.
  'aws_iam_*': through('us-east-1', PLANES.iam),
  'aws_route53_*': through('us-east-1'),
  'aws_cloudfront_*': through('us-east-1'),
  'aws_organizations_*': through('us-east-1'),
  'aws_globalaccelerator_*': through('us-west-2', UNSAID),
  'aws_shield_*': through('us-east-1', UNSAID),
  'aws_s3_bucket*': { holdsData: false, reach: [{ region: 'us-east-1', elsewhere: UNSAID, on: 'change', source: PAPER }] },
};
