import type { Signed } from './emulator/request';

/** Signing names that are not the prefix of an action. */
const PREFIX: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** Calls of S3 by method and sub-resource; `@` is a bucket, `/` an object. */
const S3: Readonly<Record<string, string>> = {
  'HEAD @': 's3:ListBucket',
  'GET @': 's3:ListBucket',
  'PUT @': 's3:CreateBucket',
  'DELETE @': 's3:DeleteBucket',
  'GET @location': 's3:GetBucketLocation',
  'GET @versioning': 's3:GetBucketVersioning',
  'PUT @versioning': 's3:PutBucketVersioning',
  'GET @policy': 's3:GetBucketPolicy',
  'PUT @policy': 's3:PutBucketPolicy',
  'DELETE @policy': 's3:DeleteBucketPolicy',
  'GET @tagging': 's3:GetBucketTagging',
  'PUT @tagging': 's3:PutBucketTagging',
  'DELETE @tagging': 's3:PutBucketTagging',
  'GET @publicAccessBlock': 's3:GetBucketPublicAccessBlock',
  'PUT @publicAccessBlock': 's3:PutBucketPublicAccessBlock',
  'GET @ownershipControls': 's3:GetBucketOwnershipControls',
  'PUT @ownershipControls': 's3:PutBucketOwnershipControls',
  'GET @encryption': 's3:GetEncryptionConfiguration',
  'PUT @encryption': 's3:PutEncryptionConfiguration',
  'GET @replication': 's3:GetReplicationConfiguration',
  'PUT @replication': 's3:PutReplicationConfiguration',
  'DELETE @replication': 's3:PutReplicationConfiguration',
  'GET @website': 's3:GetBucketWebsite',
  'GET @requestPayment': 's3:GetBucketRequestPayment',
  'GET @object-lock': 's3:GetBucketObjectLockConfiguration',
  'GET @logging': 's3:GetBucketLogging',
  'PUT @logging': 's3:PutBucketLogging',
  'GET @lifecycle': 's3:GetLifecycleConfiguration',
  'PUT @lifecycle': 's3:PutLifecycleConfiguration',
  'GET @versions': 's3:ListBucketVersions',
  'GET @cors': 's3:GetBucketCORS',
  'GET @acl': 's3:GetBucketAcl',
  'GET @accelerate': 's3:GetAccelerateConfiguration',
  'GET /': 's3:GetObject',
  'HEAD /': 's3:GetObject',
  'PUT /': 's3:PutObject',
  'DELETE /': 's3:DeleteObject',
};

/** Calls of the services that say by path what they do: pattern → action. */
const REST: readonly (readonly [RegExp, string])[] = [
  [/^backup PUT \/backup-vaults\/[^/]+$/, 'backup:CreateBackupVault'],
  [/^backup GET \/backup-vaults\/[^/]+$/, 'backup:DescribeBackupVault'],
  [/^backup DELETE \/backup-vaults\/[^/]+$/, 'backup:DeleteBackupVault'],
  [/^backup PUT \/backup-vaults\/[^/]+\/vault-lock$/, 'backup:PutBackupVaultLockConfiguration'],
  [/^backup DELETE \/backup-vaults\/[^/]+\/vault-lock$/, 'backup:DeleteBackupVaultLockConfiguration'],
  [/^backup PUT \/backup-vaults\/[^/]+\/access-policy$/, 'backup:PutBackupVaultAccessPolicy'],
  [/^backup GET \/backup-vaults\/[^/]+\/access-policy$/, 'backup:GetBackupVaultAccessPolicy'],
  [/^s3 POST \/v20180820\/jobs$/, 's3:CreateJob'],
  [/^s3 GET \/v20180820\/jobs$/, 's3:ListJobs'],
  [/^s3 GET \/v20180820\/jobs\/[^/]+$/, 's3:DescribeJob'],
  [/^backup GET \/backup-vaults\/[^/]+\/recovery-points$/, 'backup:ListRecoveryPointsByBackupVault'],
  [/^backup GET \/backup-vaults\/[^/]+\/recovery-points\/.+$/, 'backup:DescribeRecoveryPoint'],
  [/^backup PUT \/backup\/plans$/, 'backup:CreateBackupPlan'],
  [/^backup GET \/backup\/plans\/[^/]+$/, 'backup:GetBackupPlan'],
  [/^backup POST \/backup\/plans\/[^/]+$/, 'backup:UpdateBackupPlan'],
  [/^backup DELETE \/backup\/plans\/[^/]+$/, 'backup:DeleteBackupPlan'],
  [/^backup PUT \/backup\/plans\/[^/]+\/selections$/, 'backup:CreateBackupSelection'],
  [/^backup GET \/backup\/plans\/[^/]+\/selections\/[^/]+$/, 'backup:GetBackupSelection'],
  [/^backup DELETE \/backup\/plans\/[^/]+\/selections\/[^/]+$/, 'backup:DeleteBackupSelection'],
  [/^backup GET \/tags\/.+$/, 'backup:ListTags'],
  [/^backup POST \/tags\/.+$/, 'backup:TagResource'],
  [/^backup POST \/untag\/.+$/, 'backup:UntagResource'],
  [/^backup PUT \/restore-jobs$/, 'backup:StartRestoreJob'],
  [/^backup GET \/restore-jobs\/?$/, 'backup:ListRestoreJobs'],
  [/^backup GET \/restore-jobs\/[^/]+$/, 'backup:DescribeRestoreJob'],
  [/^route53 POST \/2013-04-01\/hostedzone\/[^/]+\/rrset\/?$/, 'route53:ChangeResourceRecordSets'],
  [/^route53 GET \/2013-04-01\/hostedzone\/[^/]+\/rrset$/, 'route53:ListResourceRecordSets'],
  [/^route53 GET \/2013-04-01\/hostedzone\/[^/]+$/, 'route53:GetHostedZone'],
  [/^route53 GET \/2013-04-01\/hostedzone$/, 'route53:ListHostedZones'],
  [/^route53 GET \/2013-04-01\/hostedzonesbyname$/, 'route53:ListHostedZonesByName'],
  [/^route53 GET \/2013-04-01\/change\/[^/]+$/, 'route53:GetChange'],
  [/^route53 POST \/2013-04-01\/healthcheck$/, 'route53:CreateHealthCheck'],
  [/^route53 GET \/2013-04-01\/healthcheck\/[^/]+$/, 'route53:GetHealthCheck'],
  [/^route53 POST \/2013-04-01\/healthcheck\/[^/]+$/, 'route53:UpdateHealthCheck'],
  [/^route53 DELETE \/2013-04-01\/healthcheck\/[^/]+$/, 'route53:DeleteHealthCheck'],
  [/^route53 GET \/2013-04-01\/tags\/[^/]+\/[^/]+$/, 'route53:ListTagsForResource'],
  [/^route53 POST \/2013-04-01\/tags\/[^/]+\/[^/]+$/, 'route53:ChangeTagsForResource'],
];

/**
 * Calls whose refusal the provider takes for an answer: of each image it asks for data that only an instance has.
 * https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/ec2/ec2_ami_data_source.go (GetInstanceUefiData)
 */
export const NOT_NEEDED: readonly string[] = ['ec2:GetInstanceUefiData'];

/** The action that a call needs; the call itself where nobody said which that is. */
export function actionOf({ service, action }: Pick<Signed, 'service' | 'action'>): string {
  const rest = /^([A-Z]+) ([^?]*)(?:\?(.*))?$/.exec(action);
  if (!rest) return `${PREFIX[service] ?? service}:${action.split('.').at(-1) ?? action}`;
  const [, method = '', path = '', query = ''] = rest;
  const said = REST.find(([pattern]) => pattern.test(`${service} ${method} ${path}`))?.[1];
  return said ?? (service === 's3' ? ofS3(method, path, query) : undefined) ?? `${service} ${action}`;
}

/** Parameters of a listing, and the operation that newer clients name beside what says it already. */
const NO_RESOURCE = ['x-id', 'list-type', 'max-keys', 'prefix', 'delimiter', 'continuation-token', 'encoding-type', 'start-after'];

function ofS3(method: string, path: string, query: string): string | undefined {
  if (/^\/[^/]+\/./.test(path)) return S3[`${method} /`];
  const resource = [...new URLSearchParams(query).keys()].filter((name) => !NO_RESOURCE.includes(name)).join('&');
  return S3[`${method} @${resource}`];
}
