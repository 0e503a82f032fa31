import type { SitePlan } from '../../../plan/plan';
import type { Signal } from '../../../port/signals';
import type { Place } from '../../../words/place';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { bucketArn } from '../arn';
import { bucketCopyTaken } from '../cli-copies';
import { copyAwayIsOld, copyFails, copyIsOld, noneMade, oldest } from '../copy-signals';
import { toldAs } from '../existing';
import type { BucketPlacement } from './names';
import { measured } from './steps';

/**
 * How far a bucket is behind, by what S3 publishes in the region of the destination, also while nothing is replicated: its silence says
 * that nobody knows. The first number comes 15 minutes after the rule (https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html).
 */
export function bucketSignals(placement: BucketPlacement, rpo: number, copies: SitePlan['copies']): readonly Signal[] {
  const { id, here, peer, component, joined } = placement;
  const { region, names, ground } = here;
  const copying = { id, component, name: toldAs(here, component, names.bucket), region, resources: [arnOf(peer), arnOf(here)] };
  const taken = bucketCopyTaken({ region, vault: ground.vault, source: peer.names.bucket, point: '' });
  return [
    ...(joined === 'replica' ? [lag(placement, rpo)] : []),
    ...(copies.toPeer ? [copyIsOld(copying, taken, oldest(copies, rpo))] : []),
    ...(copies.away ? [copyAwayIsOld({ ...copying, resources: [arnOf(peer)] }, copies.away, oldest(copies, rpo))] : []),
    copyFails(copying),
  ];
}

function lag({ id, here, peer, component }: BucketPlacement, rpo: number): Signal {
  return {
    kind: 'metric',
    id: `${id}-lag`,
    name: `${toldAs(here, component, here.names.bucket)}-lag`,
    title: fallsBehind(component, here.region, rpo),
    watches: 'replica',
    ...published('ReplicationLatency', peer, here),
    above: toldAbove(rpo),
    period: 60,
    periods: 5,
    silenceIsAlarm: true,
  };
}

/** What fails to be sent is counted in the region of the source alone (same page), and copies are made there. */
export function bucketServingSignals(
  { id, here, peer, component, joined }: BucketPlacement,
  copies: SitePlan['copies'],
): readonly Signal[] {
  const failed: Signal = {
    kind: 'metric',
    id: `${id}-failed`,
    name: `${toldAs(here, component, here.names.bucket)}-failed`,
    title: `${component} at ${here.region} has objects that were not replicated to ${peer.region}, and are not tried again`,
    watches: 'replica',
    ...published('OperationsFailedReplication', here, peer),
    above: 0,
    period: 300,
    periods: 1,
    summed: true,
    stays: true,
    silenceIsAlarm: false,
  };
  const copying = { id, component, name: toldAs(here, component, here.names.bucket), region: here.region, resources: [arnOf(here)] };
  return [...(joined === 'replica' ? [failed] : []), copyFails(copying), noneMade(here, copies)];
}

const arnOf = ({ region, names }: Place<'bucket'>): string => bucketArn(region, names.bucket);

/** A metric of the rule that sends from one bucket to the other. */
const published = (metric: string, from: Place<'bucket'>, to: Place<'bucket'>) => ({ namespace: 'AWS/S3', metric, of: measured(from, to) });
