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
 * day. No event of a policy of replication is documented: how far it is behind is asked
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
