import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { isOf } from '../../../components/declarations';
import type { BasePlacement } from '../../../plan/plan';
import type { BaseContext } from '../../../port/cloud';
import type { SiteRef } from '../../../words/place';
import { arnOf, bucketArn } from '../arn';
import type { AwsGroundName } from '../ground';
import { allow, assumedBy, documentOf, type Statement } from '../policy';
import { secretNamed } from '../secrets/names';
import type { ServiceBase, ServicePlacement } from './names';

type Site = SiteRef<AwsGroundName>;

/**
 * A secret of a site, by its name: what AWS adds to the name is not known beforehand. That ECS takes an ARN without it as the API of
 * secrets does (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html) is UNVERIFIED.
 */
export const secretArn = (site: Site, name: string): string => arnOf(site, 'secretsmanager', `secret:${name}`);

/** The site's key, as one service uses it: not any key of the account. */
const withKey = (site: Site, service: string, ...action: readonly string[]): Statement =>
  allow(action, arnOf(site, 'kms', 'key/*'), {
    StringEquals: { 'kms:ViaService': `${service}.${site.region}.amazonaws.com` },
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${site.ground.alias}` },
  });

/** Who may take a role: tasks of that account and region. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
const assumedAt = (site: Site): string => assumedBy('ecs-tasks.amazonaws.com', site.account, arnOf(site, 'ecs', '*'));

/** The two roles of a service, each with what it needs at its own site and no more. */
export function renderRoles({ stack, placements }: BaseContext<AwsGroundName>, placement: ServiceBase): void {
  const { id, here, declaration } = placement;
  // What exists has roles of its own.
  if (here.existing) return;
  const used = placements.filter(({ component }) => declaration.uses.includes(component)) as BasePlacement<
    BasePlacement['declaration'],
    string,
    AwsGroundName
  >[];
  const role = (what: 'execution' | 'task', name: string, statements: readonly Statement[]): void => {
    const made = new IamRole(stack, `${id}-${what}`, { name, assumeRolePolicy: assumedAt(here) });
    if (statements.length === 0) return;
    new IamRolePolicy(stack, `${id}-${what}-policy`, { name: what, role: made.name, policy: documentOf(...statements) });
  };
  role('execution', here.names.executionRole, [...pulls(placement), ...reads(here, used.flatMap(secretsOf))]);
  role('task', here.names.taskRole, used.flatMap(works));
}

/** What is pulled, and where its output goes. */
const pulls = ({ here, declaration }: Pick<ServicePlacement, 'here' | 'declaration'>): Statement[] => [
  allow(['ecr:GetAuthorizationToken'], '*'),
  allow(
    ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
    arnOf(here, 'ecr', `repository/${declaration.repository}`),
  ),
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf(here, 'logs', `log-group:${here.names.logs}:*`)),
];

/** Names of the secrets that open a component. */
function secretsOf({ declaration, here: { names } }: BasePlacement): string[] {
  if (isOf('secrets', declaration)) return declaration.secrets.map((name) => secretNamed(declaration, names['secret'] as string, name));
  return names['password'] === undefined ? [] : [names['password']];
}

const reads = (site: Site, names: readonly string[]): Statement[] =>
  names.length === 0
    ? []
    : [
        allow(
          ['secretsmanager:GetSecretValue'],
          [...new Set(names)].map((name) => `${secretArn(site, name)}-??????`),
        ),
        withKey(site, 'secretsmanager', 'kms:Decrypt'),
      ];

/** What the application itself may do with a component: it reads and writes buckets; a database has users of its own. */
function works({ declaration, here }: BasePlacement<BasePlacement['declaration'], string, AwsGroundName>): Statement[] {
  if (!isOf('object-storage', declaration)) return [];
  const bucket = bucketArn(here.region, here.names['bucket'] as string);
  return [
    allow(['s3:ListBucket'], bucket),
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'], `${bucket}/*`),
    withKey(here, 's3', 'kms:Decrypt', 'kms:GenerateDataKey'),
  ];
}
