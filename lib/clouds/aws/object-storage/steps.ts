import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { limitOf, restoreTime } from '../../../words/figure';
import type { CopyPlacePlan, WayBack } from '../../../words/copies';
import type { Place, SiteRef } from '../../../words/place';
import { checkStep, commandStep, findStep, found, type Check, type Command, type Find } from '../../../words/steps';
import { bucketArn } from '../arn';
import { sumOfMetric } from '../cli';
import { bucketFence, CLOCK, pendingSince, sendUnsent } from '../cli-buckets';
import { bucketCopy, bucketCopyTaken, restoreBucket, restoreElsewhere } from '../cli-copies';
import { copySteps, SERVES_FROM_NOW_ON, wayBackOf, type Copied } from '../copies';
import { backupRoleArn, type AwsGroundName } from '../ground-names';
import { partitionOf } from '../partition';
import { bucketFences, bucketSeeds } from './existing';
import { replicationRoleArn, RULE, type BucketPlacement } from './names';

/** Seconds in which an object that could not be sent stops a planned move. Longer ago it is for the alarm (the library's own choice). */
const LATELY = 21_600;

/** How many operations of a bucket's rule failed lately, as the region that sends says. */
export const failedOperations = ({ here, peer }: Pick<BucketPlacement, 'here' | 'peer'>, window = LATELY): string[] =>
  sumOfMetric(peer.region, 'AWS/S3', 'OperationsFailedReplication', window, measured(peer, here));

/** What the metrics of the rule are of by which one bucket sends to another. */
export const measured = (from: Place<'bucket'>, to: Place<'bucket'>): Readonly<Record<string, string>> => ({
  SourceBucket: from.names.bucket,
  DestinationBucket: to.names.bucket,
  RuleId: RULE,
});

/** Reads and commands around a bucket that takes over: its lag while the old side is fenced; where copies are all there is, its restore. */
export function bucketRecovery(placement: BucketPlacement, move: MoveFacts): RecoverySteps {
  const { component, here, origin, joined } = placement;
  const { region, names } = here;
  const fenced = checkStep({
    id: `fenced-${placement.id}`,
    title: `${component} at ${region} denies writes`,
    run: bucketFence(region, names.bucket),
    matches: 'ContinuityFence',
    endpoint: region,
  });
  const seed = [...bucketSeeds(placement), ...(joined === 'replica' ? [{ step: existing(placement) }] : [])];
  const left = { fence: bucketFences(placement), fenced: [fenced], ...(seed.length > 0 ? { seed } : {}) };
  if (origin.how === 'restored') {
    if (origin.done) return left;
    const copied = copySteps(placement, move, copyOf(placement));
    return { ...copied, fenced: [fenced], promote: [restore(placement, move)] };
  }
  return { drained: replicated(placement), ...left };
}

/**
 * Nothing waits, and nothing failed: an operation that failed waits no more. What waits is published in the region of the bucket that
 * receives, from 15 minutes after the rule is made, and where nothing is written, too; what failed in that of the one that sends. A number that was
 * measured ahead of the fence would be of what was written until then: it is that of a minute behind it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
function replicated({ component, id, here, peer }: BucketPlacement): (Check | Find)[] {
  const since = findStep({
    id: `closed-since-${id}`,
    title: `Since when nobody writes to ${component} at ${peer.region}, at the latest: now, behind its fence`,
    run: CLOCK,
    endpoint: 'none',
    matches: '\\d+',
  });
  return [
    since,
    checkStep({
      id: `lag-${id}`,
      title: `Nothing of ${component} waits for replication`,
      run: pendingSince(here.region, found(since.id), measured(peer, here)),
      matches: '0(\\.0+)?',
      number: component,
      endpoint: here.region,
      timeout: 1800,
      onFailure: `None: the rule was made less than 15 minutes ago, or measures nothing: look at get-bucket-replication of ${peer.names.bucket}. Else wait until it is 0, in a minute that was measured behind the fence. What S3 tracks no longer (its event OperationNotTracked, more than 15 minutes late) is in no number: where it was sent to you, look at the objects that it names`,
    }),
    checkStep({
      id: `failed-${id}`,
      title: `Nothing of ${component} failed to replicate in the last ${LATELY / 3600} hours`,
      run: failedOperations({ here, peer }),
      matches: '0(\\.0+)?',
      endpoint: peer.region,
      timeout: 60,
      onFailure: `what failed is at ${peer.region} alone: mend why (rights of ${peer.names.role}, the keys), send it (the step seed-${id} of the reprotect sheet has the command), and run this again once those hours are over`,
    }),
  ];
}

/** A rule sends what is written once it is there: what was there before, or failed, is sent by a job. */
function existing({ component, id, here, peer, declaration }: BucketPlacement): Command {
  return commandStep({
    id: `seed-${id}`,
    title: `Send to ${here.region} what ${component} at ${peer.region} held before its rule, or failed to send`,
    run: sendUnsent({
      region: peer.region,
      account: peer.account,
      bucket: peer.names.bucket,
      role: replicationRoleArn(peer),
      to: here.names.bucket,
    }),
    endpoint: peer.region,
    expected: 'a replication job that is complete with nothing failed, or nothing to send',
    timeout: limitOf(restoreTime(declaration.gib)),
  });
}

/** A hash closes the name of a bucket, of its account among others. */
const WITHOUT_HASH = /[0-9a-f]{6}$/;

/** Where copies are all there is, the move that follows restores; a bucket that stands takes its objects by hand, ahead of that. */
export function bucketWayBack(placement: BucketPlacement, from: CopyPlacePlan<AwsGroundName>, to: SiteRef<AwsGroundName>): WayBack {
  const { id, here, peer, joined, declaration } = placement;
  const source = here.names.bucket;
  const back = wayBackOf(placement, { from, to, resource: bucketArn(here.region, source) });
  if (joined !== 'replica') return back;
  const { bucket } = (peer.site === to.site ? peer : here).names;
  const prefix = bucket.replace(WITHOUT_HASH, '');
  const restored = commandStep({
    id: `restore-${id}`,
    title: `Restore it into the bucket ${prefix}… of the account that serves from now on`,
    run: restoreElsewhere(
      { region: to.region, vault: to.ground.vault, source },
      { prefix, partition: partitionOf(to.region), role: to.ground.backupRole, alias: `alias/${to.ground.alias}` },
    ),
    endpoint: to.region,
    expected: 'the id of a restore job that is completed',
    timeout: limitOf(restoreTime(declaration.gib)),
    as: SERVES_FROM_NOW_ON,
  });
  return [...back, restored];
}

/** The bucket that is copied, and the point that was chosen: the latest where none was. */
const sourceOf = ({ origin }: BucketPlacement): [string, string] =>
  origin.how === 'restored' ? [origin.of.names.bucket, origin.point ?? ''] : ['', ''];

/** Whether it is made anew where its source stands. */
const isBeside = ({ here, origin }: BucketPlacement): boolean => origin.how === 'restored' && origin.of.site === here.site;

function copyOf(placement: BucketPlacement): Copied {
  const { region, names, ground } = placement.here;
  const [source, point] = sourceOf(placement);
  const vault = ground.vault;
  // Beside what stands there it is made by the apply that follows.
  const into = isBeside(placement) ? '' : names.bucket;
  return {
    found: bucketCopy({ region, vault, source, point }, into),
    taken: bucketCopyTaken({ region, vault, source, point }),
    resource: bucketArn(region, source),
  };
}

/** The bucket is there, and closed to users until the apply that follows: its data comes first. */
function restore(placement: BucketPlacement, { budget, declared = '' }: MoveFacts): Command {
  const { component, here, id, declaration } = placement;
  const { region, names, ground } = here;
  const [source, point] = sourceOf(placement);
  return commandStep({
    id: `restore-${id}`,
    title: `Restore ${point === '' ? 'the latest copy' : point} of ${component} into ${names.bucket}`,
    run: restoreBucket(
      { region, vault: ground.vault, source, point },
      { bucket: names.bucket, role: backupRoleArn(here), alias: `alias/${ground.alias}`, since: declared },
    ),
    endpoint: region,
    expected: 'the id of a restore job that is completed',
    timeout: limitOf(restoreTime(declaration.gib)),
    losesData: `what was written after the copy (at most ${budget.rpo} s of data)`,
  });
}
