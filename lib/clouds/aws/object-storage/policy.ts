import { bucketArn } from '../arn';
import { backupRoleArn } from '../ground-names';
import { documentOf, type Statement } from '../policy';
import { replicationRoleArn, type BucketPlacement } from './names';

/** The statement by which nobody is let in without TLS. */
export const TLS_SID = 'TlsOnly';
/** The statement that closes a bucket. */
export const FENCE_SID = 'ContinuityFence';

/** Replication goes on into a fenced bucket; and a restore comes ahead of the apply that opens it. */
export const fenceOf = ({ here, peer }: Pick<BucketPlacement, 'here' | 'peer'>): Statement => ({
  Sid: FENCE_SID,
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:Put*', 's3:Delete*', 's3:Restore*', 's3:Replicate*', 's3:BypassGovernanceRetention'],
  // Of its objects alone: whoever lifts the fence changes the policy of the bucket.
  Resource: `${bucketArn(here.region, here.names.bucket)}/*`,
  Condition: { StringNotEquals: { 'aws:PrincipalArn': [replicationRoleArn(peer), backupRoleArn(here)] } },
});

/**
 * The same while a site stands by and while it serves: changing a bucket's configuration goes through us-east-1, so nothing of it
 * may change on the day. Only a fence changes it.
 */
export function policyOf(placement: BucketPlacement): string {
  const { form, here, declaration } = placement;
  const arn = bucketArn(here.region, here.names.bucket);
  const tls = {
    Sid: TLS_SID,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  // Each is of the bucket, and of all in it.
  const more = declaration.policy.map((statement) => ({ ...statement, Resource: [arn, `${arn}/*`] }));
  return documentOf(tls, ...more, ...(form === 'fenced' ? [fenceOf(placement)] : []));
}
