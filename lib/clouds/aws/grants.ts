import { isOf } from '../../components/declarations';
import type { ServiceDeclaration } from '../../components/service';
import type { BasePlacement } from '../../plan/plan';
import type { BaseContext } from '../../port/cloud';
import type { SiteRef } from '../../words/place';
import { arnOf, bucketArn } from './arn';
import type { AwsGroundName } from './ground';
import { allow, viaService, type Statement } from './policy';
import { secretNamed } from './secrets/names';
import { tableArn, type TablePlace } from './table/names';

type Site = SiteRef<AwsGroundName>;
type Used = BasePlacement<BasePlacement['declaration'], string, AwsGroundName>;

/**
 * A secret of a site, by its name: what AWS adds to the name is not known beforehand, and what joins the sites makes some behind what reads them. The
 * reference of ECS asks for the whole ARN (API_Secret.html, 2026-11), and ECS takes one without that end, of its own region, as others tried: AWS's own
 * CDK gives it no other (https://github.com/aws/aws-cdk/pull/11042), nor does Copilot (https://github.com/aws/copilot-cli/issues/5732). But for a name
 * that ends as a whole one does, which is refused (`takenForAnArn`). A key within the secret would need the whole one: none is asked for.
 */
export const secretArn = (site: Site, name: string): string => arnOf(site, 'secretsmanager', `secret:${name}`);

/** The site's key, as one service uses it: not any key of the account. */
const withKey = (site: Site, service: string, ...action: readonly string[]): Statement =>
  allow(action, arnOf(site, 'kms', 'key/*'), {
    StringLike: viaService(site.region, service),
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${site.ground.alias}` },
  });

/** What a service works on, at its own site. */
export const usedBy = (
  { placements }: Pick<BaseContext<AwsGroundName>, 'placements'>,
  { declaration }: { readonly declaration: Pick<ServiceDeclaration, 'uses'> },
): Used[] => placements.filter(({ component }) => declaration.uses.includes(component)) as Used[];

/** Names of the secrets that open a component. */
function secretsOf({ declaration, here: { names } }: BasePlacement): string[] {
  if (isOf('secrets', declaration)) return declaration.secrets.map((name) => secretNamed(declaration, names['secret'] as string, name));
  return names['password'] === undefined ? [] : [names['password']];
}

/** Whoever reads the secrets that open what a service works on. */
export function readsOf(site: Site, used: readonly Used[]): Statement[] {
  const names = [...new Set(used.flatMap(secretsOf))];
  if (names.length === 0) return [];
  const arns = names.map((name) => `${secretArn(site, name)}-??????`);
  return [allow(['secretsmanager:GetSecretValue'], arns), withKey(site, 'secretsmanager', 'kms:Decrypt')];
}

/** What the application itself may do with a component: it reads and writes buckets and items; a database has users of its own. */
export function worksOn({ declaration, here }: Used): Statement[] {
  if (isOf('table', declaration)) return worksOnItems(here);
  if (!isOf('object-storage', declaration)) return [];
  const bucket = bucketArn(here.region, here.names['bucket'] as string);
  return [
    allow(['s3:ListBucket'], bucket),
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'], `${bucket}/*`),
    withKey(here, 's3', 'kms:Decrypt', 'kms:GenerateDataKey'),
  ];
}

/** Items of a table, and no table: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html, 2026-11, of what is asked of the key. */
const worksOnItems = (here: Used['here']): Statement[] => [
  allow(
    [
      'DescribeTable',
      'GetItem',
      'BatchGetItem',
      'Query',
      'Scan',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
      'ConditionCheckItem',
    ].map((action) => `dynamodb:${action}`),
    tableArn(here as TablePlace),
  ),
  withKey(here, 'dynamodb', 'kms:Decrypt', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'),
];

/** Whoever writes to a log group. */
export const writesTo = (site: Site, logs: string): Statement =>
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf(site, 'logs', `log-group:${logs}:*`));
