import { Duration } from '../../../objectives/duration';
import type { Signal } from '../../../port/signals';
import { sinceSynced } from '../cli';
import type { BucketPlacement } from './steps';

/** How far a bucket is behind: its source says it where it is asked, and publishes no metric of it. */
export function bucketSignals({ id, here, peer, component }: BucketPlacement, rpo: number): readonly Signal[] {
  return [
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${here.names.bucket}-lag`,
      title: `${component} at ${here.region} falls behind, or nobody knows: an RPO of ${Duration.seconds(rpo)} is not kept`,
      run: sinceSynced(peer.region, peer.names.bucket),
      endpoint: peer.region,
      every: 300,
      above: rpo,
    },
  ];
}
