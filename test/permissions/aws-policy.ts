import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AT_COPIES, OF_CHECKS, OF_LINE, OF_PROVIDER, OF_STATE, OF_TYPE } from './aws-actions.data';

const ROOT = join(__dirname, '..', '..');
const SOURCES = join(ROOT, 'lib', 'clouds', 'aws');

/** A statement of a policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

const sorted = (actions: readonly string[]): string[] => [...new Set(actions)].sort();
const sources = (): string[] =>
  (readdirSync(SOURCES, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(SOURCES, name), 'utf8'));

/** Resource types, data sources and ephemeral values that some sources of AWS write. */
export function typesIn(texts: readonly string[]): string[] {
  const imported = texts.flatMap((text) =>
    [...text.matchAll(/provider-aws\/lib\/(?:data-aws-)?([a-z0-9-]+)\//g)].map(([, name]) => name as string),
  );
  const ephemeral = texts.flatMap((text) => [...text.matchAll(/ephemeral\.(aws_\w+)/g)].map(([, name]) => name as string));
  const types = imported.filter((name) => name !== 'provider').map((name) => `aws_${name.replaceAll('-', '_')}`);
  return sorted([...types, ...ephemeral]);
}

/** Commands of the `aws` command line in the text of some sources. */
export function linesIn(texts: readonly string[]): string[] {
  const command =
    /(?:(?:\baws |\bbackup |\bended |')(?:[a-z0-9-]+ |[a-z0-9]+', ')?)((?:describe|list|get|put|head|start|stop|create|delete|update|modify|promote|copy|restore|failover|reboot|resume|register|replicate|set|enable|suspend|remove|switchover)-[a-z0-9-]+)/g;
  return sorted(texts.flatMap((text) => [...text.matchAll(command)].map(([, name]) => name as string)));
}

/** What the library writes and runs on AWS today. */
export const used = (): { types: string[]; lines: string[] } => ({ types: typesIn(sources()), lines: linesIn(sources()) });

/** Every action that it needs, but for the state. */
export const actionsNeeded = (): string[] => sorted([...Object.values(OF_TYPE).flat(), ...Object.values(OF_LINE).flat(), ...OF_PROVIDER]);

const ACCOUNT = '111122223333';
const REGIONS = ['eu-west-3', 'eu-central-1', 'eu-north-1'];
/** Where Route 53 publishes its checks: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html */
const CHECKS = 'us-east-1';
/** Actions of a control plane that is no region's. */
export const GLOBAL = /^(iam|route53):/;
const HANDED = 'iam:PassRole';
const LINKED = 'iam:CreateServiceLinkedRole';
/** As whom a cluster is told: a role of its own. */
const TAKEN = 'sts:AssumeRole';

/** Services that make a role of their own with the first thing of an account. */
const LINKED_SERVICES = [
  'autoscaling',
  'ecs',
  'eks',
  'eks-nodegroup',
  'ecs.application-autoscaling',
  'elasticfilesystem',
  'elasticloadbalancing',
  'rds',
  'replication.dynamodb',
].map((name) => `${name}.amazonaws.com`);

/** A place of copies of it, in an account of its own. */
export const COPIES = { account: '444455556666', region: 'eu-south-1' } as const;

const rolesOf = (account: string): string => `arn:aws:iam::${account}:role/billing-*`;
const roles = rolesOf(ACCOUNT);
const profiles = `arn:aws:iam::${ACCOUNT}:instance-profile/billing-*`;
/** What holds data, and its copies; the rest is how it is reached. One document would be longer than AWS takes. */
const DATA = /^(backup|backup-storage|dynamodb|elasticfilesystem|kms|rds|s3|secretsmanager|ssm):/;
/** Clusters of Kubernetes, which not everybody has. */
const CLUSTERS = /^(eks|sts):/;
/** What tells of all of it. */
const TELLS = /^(cloudtrail|cloudwatch|events|logs|sns):/;

const inRegions = (Sid: string, actions: readonly string[], regions: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action: actions,
  Resource: '*',
  Condition: { StringEquals: { 'aws:RequestedRegion': regions } },
});

const states = (buckets: string): Statement[] => [
  { Sid: 'StateBuckets', Effect: 'Allow', Action: OF_STATE.bucket, Resource: `arn:aws:s3:::${buckets}` },
  { Sid: 'States', Effect: 'Allow', Action: OF_STATE.objects, Resource: `arn:aws:s3:::${buckets}/continuity/*` },
];

const handsOver = (resource: string, services: readonly string[]): Statement => ({
  Sid: 'HandsThemOver',
  Effect: 'Allow',
  Action: [HANDED],
  Resource: resource,
  Condition: { StringEquals: { 'iam:PassedToService': services } },
});
const inItsRegions = (actions: readonly string[], regions: readonly string[] = REGIONS): Statement =>
  inRegions('InItsRegions', actions, regions);

/** What whoever runs `continuity run … --execute` may do with states, data and copies, for the workload `billing` of the README. */
export function runnerData(): Policy {
  return {
    Version: '2012-10-17',
    Statement: [...states('acme-tfstate-*'), inItsRegions(actionsNeeded().filter((action) => DATA.test(action)))],
  };
}

/** Services that are handed a role of a workload. */
const SERVICES = [
  'backup.amazonaws.com',
  'batchoperations.s3.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'eks.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'pods.eks.amazonaws.com',
  's3.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];

/** What it may do with networks, entrances, and what runs behind them. */
export const runnerNetwork = (): Policy => ({
  Version: '2012-10-17',
  Statement: [inItsRegions(actionsNeeded().filter((action) => ![DATA, CLUSTERS, GLOBAL, TELLS].some((apart) => apart.test(action))))],
});

/** What it may do with clusters, and as whom it tells them. */
export const runnerClusters = (): Policy => ({
  Version: '2012-10-17',
  Statement: [
    inItsRegions(actionsNeeded().filter((action) => CLUSTERS.test(action) && action !== TAKEN)),
    { Sid: 'TellsClusters', Effect: 'Allow', Action: [TAKEN], Resource: `${roles}-recovery` },
  ],
});

/** What it may do with traffic and roles, which are no region's, and with alarms and logs. */
export function runnerRoles(): Policy {
  const actions = actionsNeeded();
  const apart = [HANDED, LINKED];
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Traffic', Effect: 'Allow', Action: actions.filter((action) => action.startsWith('route53:')), Resource: '*' },
      inItsRegions(actions.filter((action) => TELLS.test(action))),
      inRegions('TellsOfTraffic', sorted(OF_CHECKS.flatMap((type) => OF_TYPE[type] ?? [])), [CHECKS]),
      {
        Sid: 'ItsRoles',
        Effect: 'Allow',
        Action: actions.filter((action) => action.startsWith('iam:') && !apart.includes(action)),
        Resource: [roles, profiles],
      },
      { Sid: 'RolesOfServices', Effect: 'Allow', Action: ['iam:GetRole'], Resource: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/*` },
      handsOver(roles, SERVICES),
      {
        Sid: 'FirstOfItsKind',
        Effect: 'Allow',
        Action: [LINKED],
        Resource: '*',
        Condition: { StringEquals: { 'iam:AWSServiceName': LINKED_SERVICES } },
      },
    ],
  };
}

/** What whoever applies the place of copies, asks it and brings copies back may do in its account, and no more. */
export function runnerCopies(): Policy {
  const of = (table: typeof OF_TYPE, names: readonly string[]): string[] => names.flatMap((name) => table[name] ?? []);
  const actions = sorted([...of(OF_TYPE, AT_COPIES.types), ...of(OF_LINE, AT_COPIES.lines), ...OF_PROVIDER]);
  const roles = rolesOf(COPIES.account);
  return {
    Version: '2012-10-17',
    Statement: [
      ...states('acme-tfstate-copies'),
      inItsRegions(
        actions.filter((action) => !action.startsWith('iam:')),
        [COPIES.region],
      ),
      {
        Sid: 'ItsRoles',
        Effect: 'Allow',
        Action: actions.filter((action) => action.startsWith('iam:') && action !== HANDED),
        Resource: roles,
      },
      handsOver(roles, ['backup.amazonaws.com']),
    ],
  };
}

/** What gives a role to another side. */
const PROMOTES = [
  'backup:StartRestoreJob',
  'elasticfilesystem:DeleteReplicationConfiguration',
  'rds:FailoverGlobalCluster',
  'rds:PromoteReadReplica',
  'rds:RemoveFromGlobalCluster',
  'rds:SwitchoverGlobalCluster',
];

/** What a pipeline is denied beside the policy of the runner: it opens no site, even if somebody gives it the number of a move. */
export function pipelinePolicy(): Policy {
  const claims = REGIONS.map((region) => `arn:aws:ssm:${region}:${ACCOUNT}:parameter/continuity/*/claims/*`);
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ClaimsNothing', Effect: 'Deny', Action: ['ssm:PutParameter'], Resource: claims },
      { Sid: 'PromotesNothing', Effect: 'Deny', Action: PROMOTES, Resource: '*' },
    ],
  };
}

/** The published files, name → policy. */
export const POLICIES: Readonly<Record<string, () => Policy>> = {
  'aws-runner-data.json': runnerData,
  'aws-runner-network.json': runnerNetwork,
  'aws-runner-clusters.json': runnerClusters,
  'aws-runner-roles.json': runnerRoles,
  'aws-runner-copies.json': runnerCopies,
  'aws-pipeline-deny.json': pipelinePolicy,
};

/** Where a policy stands. */
export const pathOf = (name: string): string => join(ROOT, 'docs', 'permissions', name);

/** Its bytes. */
export const bytesOf = (policy: Policy): string => `${JSON.stringify(policy, null, 2)}\n`;

/** What the runner may do, by all of its policies. */
export const runnerPolicies = (): Policy[] => [runnerData(), runnerNetwork(), runnerClusters(), runnerRoles()];

/** Actions that no statement allows; where a region is given, there. */
export function refusedBy(policies: readonly Policy[], actions: readonly string[], region?: string): string[] {
  const isThere = ({ Condition }: Statement): boolean => {
    const regions = Condition?.['StringEquals']?.['aws:RequestedRegion'];
    return region === undefined || regions === undefined || regions.includes(region);
  };
  const allowing = policies.flatMap(({ Statement }) => Statement).filter((one) => one.Effect === 'Allow' && isThere(one));
  const allowed = new Set(allowing.flatMap(({ Action }) => Action));
  return sorted(actions.filter((action) => !allowed.has(action)));
}

if (require.main === module) for (const [name, policy] of Object.entries(POLICIES)) writeFileSync(pathOf(name), bytesOf(policy()));
