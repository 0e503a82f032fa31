import type { Signal } from '../../../port/signals';
import { fallsBehind } from '../../../words/lag';
import { sinceSynced } from '../cli';
import type { BucketPlacement } from './steps';

/** How far a bucket is behind: its source says it where it is asked, and publishes no metric of it. */
export function bucketSignals({ id, here, peer, component }: BucketPlacement, rpo: number): readonly Signal[] {
  return [
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${here.names.bucket}-lag`,
      title: fallsBehind(component, here.region, rpo),
      run: sinceSynced(peer.region, peer.names.bucket),
      endpoint: peer.region,
      every: 300,
      above: rpo,
    },
  ];
}
