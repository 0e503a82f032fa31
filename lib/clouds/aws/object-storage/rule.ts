import { arnOf, bucketArn } from '../arn';
import { keyOfBucket, replicationRoleArn, type BucketLink, type BucketPlace } from './names';

/**
 * The rules by which a bucket that exists sends to the other site, as the API takes them; those of the library's own bucket are a resource.
 * A key may be named by the ARN of its alias: https://docs.aws.amazon.com/AmazonS3/latest/API/API_EncryptionConfiguration.html, 2026-11.
 */
export const replicationOf = (link: Pick<BucketLink, 'declaration'>, from: BucketPlace, to: BucketPlace): object => ({
  Role: replicationRoleArn(from),
  Rules: [
    {
      Priority: 1,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Enabled' },
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' }, ReplicaModifications: { Status: 'Enabled' } },
      Destination: {
        Bucket: bucketArn(to.region, to.names.bucket),
        EncryptionConfiguration: { ReplicaKmsKeyID: keyOfBucket(link, to) ?? arnOf(to, 'kms', `alias/${to.ground.alias}`) },
        ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
        Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
      },
    },
  ],
});
