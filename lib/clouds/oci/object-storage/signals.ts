import type { Signal } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { sinceSynced } from '../cli';
import type { BucketPlacement } from './steps';

/** How far a bucket is behind: its source says it where it is asked, and publishes no metric of it. */
export function bucketSignals(placement: BucketPlacement, rpo: number): readonly Signal[] {
  const { id, here, peer, component, posture } = placement;
  return [
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${here.names.bucket}-lag`,
      title: fallsBehind(component, here.region, rpo),
      watches: posture === 'backup' ? 'copies' : 'replica',
      run: sinceSynced(peer.region, peer.names.bucket),
      endpoint: peer.region,
      every: 300,
      above: toldAbove(rpo),
    },
    ...bucketServingSignals(placement),
  ];
}

/**
 * What is done to a bucket itself, and to the one that fences it, by whomever: the same at both sites, so that nothing of it changes on the
 * day; who may read it (its visibility) is such a change. Of buckets there are three events, and none of a policy of replication: one that is
 * deleted, made or ended is seen where it is asked how far the bucket is behind
 * (https://docs.oracle.com/iaas/Content/Events/Reference/eventsproducers.htm, Object Storage, buckets).
 */
export const bucketServingSignals = ({ id, here, component }: BucketPlacement): readonly Signal[] => [
  {
    kind: 'event',
    id: `${id}-changed`,
    name: `${here.names.bucket}-changed`,
    title: `${component} at ${here.region}, or the bucket that fences it, was changed or deleted, as a bucket`,
    watches: 'service',
    pattern: {
      eventType: ['com.oraclecloud.objectstorage.updatebucket', 'com.oraclecloud.objectstorage.deletebucket'],
      data: { resourceName: [here.names.bucket, here.names.gate] },
    },
  },
];
