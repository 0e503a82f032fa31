import type { CopyPlacePlan } from '../../words/copies';
import type { SitePlan } from '../../plan/plan';
import type { Signal } from '../../port/signals';
import { inWords } from '../../objectives/duration';
import { toldAbove } from '../../words/lag';
import { copyAge, newestAway } from './cli-copies';
import type { AwsGroundName } from './ground-names';

/** A copied component, at the site that tells. */
interface Copying {
  /** Logical id. */
  readonly id: string;
  /** Its name, as people know it. */
  readonly component: string;
  /** The beginning of the alarm's name: what is copied, at that site. */
  readonly name: string;
  /** The region that tells. */
  readonly region: string;
  /** ARNs of what is copied. */
  readonly resources: readonly string[];
}

/** States in which a job of AWS Backup ends without a copy. https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
const WITHOUT_A_COPY = ['FAILED', 'EXPIRED', 'ABORTED'];

/**
 * A job that made no copy: told once, on a best-effort basis. At which of the two regions the end of a copy job is told, when it goes to
 * another one, the guide does not say (UNVERIFIED): so it is listened to at both, and how old the newest copy is does not rest on it.
 */
export const copyFails = ({ id, component, name, region, resources }: Copying): Signal => ({
  kind: 'event',
  id: `${id}-copy-fails`,
  name: `${name}-copies`,
  title: `A job that copies ${component} ended without a copy, as ${region} was told`,
  watches: 'copies',
  pattern: {
    source: ['aws.backup'],
    'detail-type': ['Backup Job State Change', 'Copy Job State Change'],
    detail: { state: WITHOUT_A_COPY, resourceArn: [...resources] },
  },
});

/** Seconds between two looks at the newest copy (the library's own figure). */
const HOURLY = 3600;

/**
 * How old the newest copy is, at the site that survives: AWS Backup counts recovery points by vault and by type, and not by what is
 * copied, so a metric of its own would not see that one component of several is left out
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html).
 */
export const copyIsOld = ({ id, component, name, region }: Copying, taken: readonly string[], most: number): Signal => ({
  kind: 'polled',
  id: `${id}-copy-age`,
  name: `${name}-copy-age`,
  title: `The newest copy of ${component} at ${region} is older than ${inWords(most)}, or nobody knows`,
  watches: 'copies',
  run: copyAge('', taken),
  endpoint: region,
  every: HOURLY,
  above: most,
});

/**
 * How old the newest copy is in the place that is no site, as that place says: a copy that is missing there is seen where neither site answers.
 * A job that failed is told where it began, and by {@link copyFails}.
 */
export const copyAwayIsOld = (
  { id, component, name, resources: [resource = ''] }: Copying,
  { region, site, credentials, ground }: CopyPlacePlan<AwsGroundName>,
  most: number,
): Signal => ({
  kind: 'polled',
  id: `${id}-away-age`,
  name: `${name}-away-age`,
  title: `The newest copy of ${component} at ${site} is older than ${inWords(most)}, or nobody knows`,
  watches: 'copies',
  run: copyAge('', newestAway(region, ground.vault, resource, 'CreationDate')),
  endpoint: region,
  every: HOURLY,
  above: most,
  as: credentials,
});

/** Told before the RPO is broken; but one copy may be under way while the next is due. The figures are the library's own. */
export const oldest = ({ every }: SitePlan['copies'], rpo: number): number => Math.max(toldAbove(rpo), 2 * every);
