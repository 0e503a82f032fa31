import type { Flaw, SiteFacts } from '../../../port/facts';
import type { Fence, Seed } from '../../../port/phases';
import { commandStep } from '../../../words/steps';
import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import { addRule, addStatement, dropStatement, encryptedBy } from '../cli-existing';
import { bucketRegion, versioning } from '../cli-doctor';
import { idFlaws, NAMED } from '../existing';
import { type Needed, looksAt } from '../../../port/needed';
import { BUCKET_NAME } from '../facts';
import { FENCE_SID, fenceOf } from './policy';
import { replicationOf } from './rule';
import { keyOfBucket, RULE, type BucketPlace, type BucketPlacement } from './names';

/*
 * A bucket that exists. Its policy and its rules of replication are one document each: a resource would overwrite what is there. So one
 * statement is added to the policy by the fence, and taken out again; and a rule is written only where the bucket has none.
 */

/** `arn:aws:s3:::` says neither region nor account: where the bucket is, is asked. */
const BARE = /^arn:[a-z-]+:s3:::/;
const bucketIn = (id: string): string => id.replace(BARE, '');

/** What an existing bucket is called. */
export const adoptsBucket = ({ existing }: ObjectStorageDeclaration, site: string): { readonly bucket: string } | undefined =>
  existing?.[site] && { bucket: bucketIn(existing[site].id) };

/** What is wrong with what is given of it. */
export function existingFlaws({ existing, accessLogs }: ObjectStorageDeclaration, site: SiteFacts): Flaw[] {
  const found = existing?.[site.key];
  if (!found) return [];
  const { id, key, guards, appliedFrom } = found;
  const isBucket = BUCKET_NAME.shape.test(bucketIn(id)) && (id === bucketIn(id) || id.startsWith(`arn:${site.region.partition}:`));
  return [
    ...(isBucket ? [] : [{ of: 'existing', value: `${id} at ${site.key}`, allowed: BUCKET_NAME.allowed }]),
    ...(key === undefined ? [] : idFlaws(NAMED.key, key, site)),
    ...(guards === undefined && appliedFrom === undefined
      ? []
      : [
          {
            of: 'existing',
            value: [...(guards ?? []), ...(appliedFrom ?? [])].join(', '),
            allowed: 'neither guards nor appliedFrom: a bucket is closed by a statement of its policy',
            fix: 'leave guards and appliedFrom out',
          },
        ]),
    ...(accessLogs[site.key] === undefined
      ? []
      : [
          {
            of: 'accessLogs',
            value: `${accessLogs[site.key]} at ${site.key}`,
            allowed: 'none where the bucket exists: its owner gives it one',
          },
        ]),
  ];
}

/** What has to be so of a bucket before it is copied or replicated. */
export function bucketNeeds({ id, component, declaration, joined }: BucketPlacement, place: BucketPlace): Needed[] {
  const { region, names } = place;
  const { bucket } = names;
  const key = keyOfBucket({ declaration }, place);
  const encrypted: Needed = {
    id: `key-${id}`,
    title: `${component} at ${region} is encrypted ${key === undefined ? 'by no key of your own' : 'by the key that is given'}: who replicates may use no other`,
    run: encryptedBy(region, bucket),
    matches: key ?? '(AES256|aws)',
    fix: `key: the ARN that this prints, in what exists of ${component}; or leave key out where it prints AES256 or aws`,
  };
  return [
    {
      id: `region-${id}`,
      title: `${component} is in ${region}`,
      run: bucketRegion(region, bucket),
      matches: region,
      fix: `another site for ${bucket}: a bucket is in one region`,
    },
    {
      id: `versions-${id}`,
      title: `${component} at ${region} keeps versions: neither a rule nor a copy takes a bucket that does not`,
      run: versioning(region, bucket),
      matches: 'Enabled',
      // Nothing that is there changes; from then on what is deleted or replaced stays as an older version, which a lifecycle rule ends.
      fix: `aws s3api put-bucket-versioning --region ${region} --bucket ${bucket} --versioning-configuration Status=Enabled; and a lifecycle rule that ends older versions`,
    },
    ...(joined === 'replica' ? [encrypted] : []),
  ];
}

/** Closed by a statement of its policy, which is opened again by taking out that statement alone. */
export function bucketFences(placement: BucketPlacement): readonly Fence[] {
  const { id, component, here } = placement;
  if (!here.existing) return [];
  const { region, names } = here;
  const step = commandStep({
    id: `fence-${id}`,
    title: `Deny writes to ${component} at ${region}, beside what its policy says`,
    run: addStatement(region, names.bucket, FENCE_SID, fenceOf(placement)),
    endpoint: region,
    expected: 'the policy has one statement more',
    timeout: 60,
  });
  const undo = commandStep({
    id: `unfence-${id}`,
    title: `Let writes to ${component} at ${region} in again`,
    run: dropStatement(region, names.bucket, FENCE_SID),
    endpoint: region,
    expected: 'the policy is what it was without that statement',
    timeout: 60,
  });
  return [{ step, undo }];
}

/** What a bucket that exists at the other site has to have before anything rests on it; and its rule, once both ends stand. */
export function bucketSeeds(placement: BucketPlacement): readonly Seed[] {
  const { id, component, here, peer, declaration, joined } = placement;
  if (!peer.existing) return [];
  const needs = looksAt(peer.region, bucketNeeds(placement, peer)).map((step): Seed => ({ step, before: 'sites' }));
  if (joined !== 'replica') return needs;
  const { bucket } = peer.names;
  const step = commandStep({
    id: `rule-${id}`,
    title: `${component} at ${peer.region} sends what is written to ${here.region}: a rule, where it has none`,
    run: addRule(peer.region, bucket, RULE, replicationOf({ declaration }, peer, here)),
    endpoint: peer.region,
    expected: 'a rule that is enabled. Where it has rules of its own nothing is written: one set a bucket is all that there is',
    timeout: 120,
  });
  return [...needs, { step }];
}
