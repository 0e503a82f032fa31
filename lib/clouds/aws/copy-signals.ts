import type { CopyPlacePlan } from '../../words/copies';
import type { SitePlan } from '../../plan/plan';
import type { SiteRef } from '../../words/place';
import type { Signal } from '../../port/signals';
import { inWords } from '../../objectives/duration';
import { toldAbove } from '../../words/lag';
import { copyAge, newestAway } from './cli-copies';
import type { AwsGroundName } from './ground-names';
import { betweenCopies } from './schedule';

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

/**
 * How a job of AWS Backup ends without a copy, or with one that lacks something: objects of a bucket that were skipped, for instance. The guide
 * says to look for jobs that are complete and have a message (https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html, 2026-11).
 */
const NOT_WHOLE = [{ state: ['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'] }, { state: ['COMPLETED'], statusMessage: [{ exists: true }] }];

/**
 * A job that made no copy, or not a whole one: told once, on a best-effort basis. At which of the two regions the end of a copy job is told, when it goes to
 * another one, the guide does not say (UNVERIFIED): so it is listened to at both, and how old the newest copy is does not rest on it.
 */
export const copyFails = ({ id, component, name, region, resources }: Copying): Signal => ({
  kind: 'event',
  id: `${id}-copy-fails`,
  name: `${name}-copies`,
  title: `A job that copies ${component} ended without a copy, or with one that lacks something, as ${region} was told`,
  watches: 'copies',
  pattern: {
    source: ['aws.backup'],
    'detail-type': ['Backup Job State Change', 'Copy Job State Change'],
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html ($or)
    detail: { resourceArn: [...resources], $or: NOT_WHOLE },
  },
});

/** Seconds between two looks at copies (the library's own figure). */
const HOURLY = 3600;

/**
 * A job that never begins ends in no event. Where copies are made their vault counts the jobs that did end with one, and publishes no 0: silence
 * says that there was none. So it is from the start until the first copy is there: that nothing is copied yet is true, and is told. Two intervals:
 * one copy may be under way while the next is due. One signal a vault, whatever is copied into it: by the vault alone it is known to be counted, and
 * that a vault and a type of resource are counted together is not said (https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html,
 * 2026-11), so where one of several is left out its age alone says so. No alarm of the copies that go elsewhere (`NumberOfCopyJobsCompleted`, by the
 * vault that they go to): at which region that is counted the page does not say, and an alarm at the wrong one would be raised for ever. How old the
 * newest one is where they go, is asked ({@link copyIsOld}), component by component.
 */
export function noneMade({ region, ground: { vault } }: SiteRef<AwsGroundName>, { every }: SitePlan['copies']): Signal {
  const within = 2 * betweenCopies(every);
  return {
    kind: 'metric',
    id: 'vault-copy-made',
    name: `${vault}-copy-made`,
    title: `Nothing was copied into the vault of ${region} within ${inWords(within)}, or nobody knows; it is so until the first copy is there`,
    // It is copied at its own site whether or not there is another one.
    watches: 'service',
    namespace: 'AWS/Backup',
    metric: 'NumberOfBackupJobsCompleted',
    of: { BackupVaultName: vault },
    below: 1,
    period: HOURLY,
    periods: within / HOURLY,
    summed: true,
    silenceIsAlarm: true,
  };
}

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
