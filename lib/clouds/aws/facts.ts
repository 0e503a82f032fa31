import type { Flaw, NameRule, SiteFacts } from '../../port/facts';
import type { CopiedAway } from '../../words/copies';

const kebabRule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({ service, max, separator: '-', ...more });

/** Names and their limits. Source: the naming rules of each service's user guide and the provider's own validation. */
export const AWS_NAMES = {
  alias: kebabRule('a KMS alias', 250),
  vault: kebabRule('an AWS Backup vault', 50),
  vaultAlias: kebabRule('a KMS alias', 250, { suffix: 'copies' }),
  plan: kebabRule('an AWS Backup plan', 50),
  topic: kebabRule('an SNS topic', 256, { suffix: 'continuity' }),
  topicAlias: kebabRule('a KMS alias', 250, { suffix: 'alerts' }),
  backupRole: kebabRule('an IAM role', 64, { suffix: 'backup' }),
  bucket: kebabRule('an S3 bucket', 63, { global: true }),
  replicationRole: kebabRule('an IAM role', 64, { suffix: 'replication', ageless: true }),
  instance: kebabRule('an RDS instance', 63),
  password: kebabRule('a secret', 512, { suffix: 'password', ageless: true }),
  monitoringRole: kebabRule('an IAM role', 64, { suffix: 'monitoring', ageless: true }),
  // What stands behind it is longer by `-closed`, or by the 26 characters that the provider ends the name of one with that may be replaced.
  securityGroup: kebabRule('a security group', 210, { ageless: true }),
  // The parameter group, which is longer by its family (`-mariadb11-4`), too.
  subnetGroup: kebabRule('a database subnet group', 240, { ageless: true }),
  loadBalancer: kebabRule('an application load balancer', 32, { short: true }),
  network: kebabRule('a tag', 200),
  flowLogs: kebabRule('a log group', 512, { suffix: 'flow-logs' }),
  flowLogsRole: kebabRule('an IAM role', 64, { suffix: 'flow-logs' }),
  service: kebabRule('an ECS service', 255),
  executionRole: kebabRule('an IAM role', 64, { suffix: 'execution', ageless: true }),
  taskRole: kebabRule('an IAM role', 64, { suffix: 'task', ageless: true }),
  logs: kebabRule('a log group', 512, { ageless: true }),
  // The template has the same name. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
  machines: kebabRule('a launch template', 128),
  machineRole: kebabRule('an IAM role', 64, { suffix: 'machine', ageless: true }),
  machineAlias: kebabRule('a KMS alias', 250, { suffix: 'machines', ageless: true }),
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
  kubernetes: kebabRule('an EKS cluster', 100),
  clusterRole: kebabRule('an IAM role', 64, { suffix: 'cluster', ageless: true }),
  nodeRole: kebabRule('an IAM role', 64, { suffix: 'node', ageless: true }),
  recoveryRole: kebabRule('an IAM role', 64, { suffix: 'recovery', ageless: true }),
  veleroRole: kebabRule('an IAM role', 64, { suffix: 'velero', ageless: true }),
  volumesRole: kebabRule('an IAM role', 64, { suffix: 'volumes', ageless: true }),
  scalerRole: kebabRule('an IAM role', 64, { suffix: 'scaler', ageless: true }),
  nodesAlias: kebabRule('a KMS alias', 250, { suffix: 'nodes', ageless: true }),
  // Its security group has the same name.
  files: kebabRule('the token of an EFS file system', 64),
  secret: kebabRule('a secret', 512, { shared: true }),
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html, 2026-11
  table: kebabRule('a DynamoDB table', 255, { shared: true }),
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

/** The same of a cluster. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html */
export const CLUSTER_POINTS = {
  shape: /^(arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:cluster-snapshot:)?((rds|awsbackup):)?[a-zA-Z][a-zA-Z0-9-]{0,254}$/,
  example: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:awsbackup:job-1eb3b5e7',
};

/**
 * What AWS Backup copies to another account and another region in one action, by its type of resource. Of S3 the guide makes no exception
 * ("most resource types"; the rows of its table of features were not read). Of RDS it long said "either cross-account or cross-Region"; that
 * this is over is said to have been announced by 2025-11-03, and a later copy of the guide leaves the exception out. UNVERIFIED, both of them:
 * no copy was made against AWS.
 */
export const COPIED_AWAY = {
  S3: {
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html',
    date: '2026-11-30',
    verified: false,
  },
  RDS: {
    source:
      'https://github.com/nationalarchives/terraform-aws-immutable-aws-backup/issues/59 (it names the announcement of the vendor, which was not read)',
    date: '2026-11-30',
    verified: false,
  },
} satisfies Record<string, CopiedAway>;

/** An account. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html, 2026-11. */
export const ACCOUNT = { shape: /^\d{12}$/, allowed: 'the account: 12 digits, as a text' };

/** A topic of Amazon SNS in a region. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html (names), 2026-11. A FIFO topic takes no alarm. */
export const topicAt = (partition: string, region: string): { readonly shape: RegExp; readonly allowed: string } => ({
  shape: new RegExp(`^arn:${partition}:sns:${region}:\\d{12}:[\\w-]{1,256}$`),
  allowed: `the ARN of a topic of that region: arn:${partition}:sns:${region}:…`,
});

/** A general purpose bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, 2026-11. */
export const BUCKET_NAME = {
  shape:
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!.*\.\.)(?!\d{1,3}(?:\.\d{1,3}){3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  allowed: 'a bucket: 3 to 63 small letters, digits, hyphens and dots, as Amazon S3 names buckets',
};

/** What cannot be right of the buckets of access logs that are given by site: no bucket, or one of two regions. */
export function logFlaws(accessLogs: Readonly<Record<string, string>>, { key }: SiteFacts): Flaw[] {
  const logs = accessLogs[key];
  if (logs === undefined) return [];
  const isElsewhere = Object.entries(accessLogs).some(([other, bucket]) => other !== key && bucket === logs);
  const flaw = (allowed: string): Flaw => ({ of: 'accessLogs', value: `${logs} at ${key}`, allowed });
  return [
    ...(BUCKET_NAME.shape.test(logs) ? [] : [flaw(BUCKET_NAME.allowed)]),
    ...(isElsewhere ? [flaw('a bucket in that region: a bucket is in one')] : []),
  ];
}

/** A key, by ARN, id or alias. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id, 2026-11. */
export const KMS_KEY = {
  shape:
    /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?(?:alias\/[\w/-]+|(?:key\/)?(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))$/,
  allowed: 'a key of AWS KMS: its ARN, its id, or alias/…',
};

/** A role, by ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, 2026-11. */
export const ROLE = { shape: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, allowed: 'a role, by its ARN' };

/** What is given for a site and belongs to it: `arn:PARTITION:SERVICE:REGION:ACCOUNT:…`. */
const arnAt = ({ region, account }: SiteFacts, service: string, rest: string): RegExp =>
  new RegExp(`^arn:${region.partition}:${service}:${region.code}:${account}:${rest}$`);

/**
 * A certificate that a load balancer of the site can take: of AWS Certificate Manager in that region and account, or one that was uploaded to
 * IAM. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html, 2026-11.
 */
export function isCertificateAt(arn: string, site: SiteFacts): boolean {
  const uploaded = new RegExp(`^arn:${site.region.partition}:iam::${site.account}:server-certificate/[\\w+=,.@/-]+$`);
  return arnAt(site, 'acm', 'certificate/[\\w-]+').test(arn) || uploaded.test(arn);
}

/**
 * A web ACL that a load balancer of the site can take: a regional one of AWS WAF in that region and account.
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html, 2026-11.
 */
export const isWebAclAt = (arn: string, site: SiteFacts): boolean => arnAt(site, 'wafv2', 'regional/webacl/[\\w-]+/[\\w-]+').test(arn);

/**
 * Seconds after which a load balancer closes the connection that a client keeps, with the next answer: until then the client asks the old
 * site, whatever DNS says. 60 to 604800, 3600 unless it is said:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#http-client-keep-alive-duration, 2026-11.
 */
export const CLIENT_KEPT = 60;

/** A role of an account, by its ARN. */
export const isRoleOf = (arn: string, account: string): boolean => ROLE.shape.test(arn) && arn.split(':')[4] === account;

/** A machine image, by id or by name. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html (names), 2026-11. */
export const MACHINE_IMAGE = {
  id: { shape: /^ami-[0-9a-f]{8,17}$/, allowed: 'the id of an image in that region: ami-…' },
  name: {
    shape: /^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/,
    allowed: "3 to 128 letters, digits, spaces and ( ) [ ] . / - ' @ _, as Amazon EC2 names images",
  },
};

/** Ids of networks that exist. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html, 2026-11; how many characters follow is not looked at. */
export const NETWORK_IDS = { vpc: /^vpc-[0-9a-z]+$/, subnet: /^subnet-[0-9a-z]+$/ };

/** Days that a log group keeps. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, 2026-11. */
export const LOG_DAYS: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** Seconds between two copies: AWS Backup runs hourly at most. https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html, 2026-11. */
const HOURLY = 3600;

/** What copies cannot be asked for. */
export const copyFlaws = ({ copyEvery }: SiteFacts): Flaw[] =>
  copyEvery >= HOURLY
    ? []
    : [
        {
          of: 'copyEvery',
          value: `${copyEvery} s`,
          allowed: 'an hour or more: AWS Backup runs hourly at most',
          fix: 'copyEvery: Duration.hours(1)',
        },
      ];
