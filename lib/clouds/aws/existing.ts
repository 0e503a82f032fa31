import type { Flaw, SiteFacts } from '../../port/facts';
import { kebab } from '../../words/kebab';
import type { Place } from '../../words/place';
import type { AwsGroundName } from './ground-names';

/*
 * What exists already is named by its name, or by its ARN, which says region and account: another one than the site's is refused.
 * How names are: the API references of each service, 2026-11, as `facts.ts` says them.
 */

/** How a service names one of its things: `type/` or `type:` in an ARN, and the name behind it. */
export interface Named {
  /** The service, in an ARN. */
  readonly service: string;
  /** What stands in front of the name. */
  readonly type: string;
  /** What stands between that and the name, and behind the name, as regular expressions: nobody knows it beforehand. @default nothing */
  readonly between?: string;
  readonly end?: string;
  /** The name, as a regular expression. */
  readonly name: string;
  /** What is allowed, as the rest of a sentence. */
  readonly allowed: string;
  /** Only an ARN is taken: a name alone does not tell it. @default false */
  readonly byArn?: true;
}

/**
 * Things that are adopted. What ends the ARN of a secret is AWS's own, and so is a part of that of a group
 * (https://docs.aws.amazon.com/arc-region-switch/latest/api/API_Asg.html).
 */
export const NAMED = {
  instance: {
    service: 'rds',
    type: 'db:',
    // Kept in small letters, and measured under them: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    name: '[a-z](?:-?[a-z0-9]){0,62}',
    allowed: 'the identifier of an instance of Amazon RDS, in small letters',
  },
  secret: {
    ...{ service: 'secretsmanager', type: 'secret:', name: '[\\w/+=.@-]{1,512}', allowed: 'the name of a secret' },
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
    end: '-[A-Za-z0-9]{6}',
  },
  cluster: { service: 'ecs', type: 'cluster/', name: '[\\w-]{1,255}', allowed: 'the name of a cluster of Amazon ECS' },
  service: {
    ...{ service: 'ecs', type: 'service/', between: '(?:[\\w-]{1,255}/)?', name: '[\\w-]{1,255}' },
    allowed: 'the name of a service of Amazon ECS',
  },
  group: {
    ...{ service: 'autoscaling', type: 'autoScalingGroup:', between: '[0-9a-f-]{36}:autoScalingGroupName/' },
    // A comma ends a value in a filter.
    ...{ name: '[!-+.-9;-~-]{1,255}', allowed: 'the name of an Auto Scaling group, without a comma' },
  },
  key: {
    ...{ service: 'kms', type: 'key/', name: '(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})' },
    ...{ allowed: 'a key of AWS KMS', byArn: true },
  },
  listener: {
    ...{ service: 'elasticloadbalancing', type: 'listener/', name: 'app/[a-zA-Z0-9-]{1,32}/[0-9a-f]+/[0-9a-f]+' },
    ...{ allowed: 'a listener of an application load balancer', byArn: true },
  },
  targets: {
    ...{ service: 'elasticloadbalancing', type: 'targetgroup/', name: '[a-zA-Z0-9-]{1,32}/[0-9a-f]+' },
    ...{ allowed: 'a target group', byArn: true },
  },
} as const satisfies Record<string, Named>;

/** The name in what is given: itself, or the end of an ARN. */
export function nameIn({ type, between = '', end = '' }: Named, given: string): string {
  if (!given.startsWith('arn:')) return given;
  const rest = given.split(':').slice(5).join(':').slice(type.length);
  return rest.replace(new RegExp(`^${between}`), '').replace(new RegExp(`${end}$`), '');
}

/** What is wrong with an id that is given for a site. */
export function idFlaws(of: Named, given: string, { region, account, key }: SiteFacts): Flaw[] {
  const arn = `arn:${region.partition}:${of.service}:${region.code}:${account}:${of.type}`;
  const whole = `${arn}${of.between ?? ''}${of.name}${of.end ?? ''}`;
  if (new RegExp(`^(?:${whole}${of.byArn ? '' : `|${of.name}`})$`).test(given)) return [];
  const named = of.byArn ? `${of.allowed}, by its ARN` : `${of.allowed}, or its whole ARN`;
  return [{ of: 'existing', value: `${given} at ${key}`, allowed: `${named}, of that region and account: ${arn}…` }];
}

/**
 * What alarms and rules about something are called. Those services overwrite what bears the same name, and who owns what exists may have an
 * alarm of its name already: theirs is never taken.
 */
export const toldAs = ({ existing, ground }: Place<string, AwsGroundName>, component: string, name: string): string =>
  existing ? `${ground.alias}-${kebab(component)}` : name;
