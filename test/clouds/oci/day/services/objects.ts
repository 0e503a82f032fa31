import { createHash } from 'node:crypto';
import { Refusal } from '../../../../support/day/refusal';
import type { Body } from '../../../../support/day/terraform';
import { content } from '../oci';
import type { Options, Service } from '../service';
import { NAMESPACE, notFound, type Thing, type World } from '../world';

/*
 * Buckets, their objects, and replication: https://docs.oracle.com/iaas/Content/Object/Tasks/usingreplication.htm (2026-11). A policy has two halves: it stands at the
 * source, and its destination knows whom it follows, and takes no write meanwhile. Each half is changed in its own region; what the other one lacks it is told once
 * both answer. That a write into what follows, and a second policy, are refused is told there; under which codes is not (UNVERIFIED).
 */

const BUCKET = 'bucket';
const POLICY = 'replicationpolicy';

/** An object, with its moment. */
interface Kept {
  readonly etag: string;
  readonly content: string;
  readonly at: number;
}

/** Which policy a bucket follows. */
interface Followed {
  policyId?: string;
}

const objects = (world: World): Map<string, Map<string, Kept>> => world.store('objects', () => new Map());

/** What a bucket holds. */
export function objectsIn(world: World, region: string, bucket: string): Map<string, Kept> {
  const all = objects(world);
  const key = `${region}/${bucket}`;
  if (!all.has(key)) all.set(key, new Map());
  return all.get(key) as Map<string, Kept>;
}

const bucketAt = (world: World, region: string, name: string | undefined): Thing & Followed => {
  const one = world.named(BUCKET, region, name ?? '');
  if (!one)
    throw new Refusal(404, 'BucketNotFound', `Either the bucket named '${name}' does not exist or you are not authorized to access it`);
  return one;
};

const policiesOf = (world: World, { region, displayName }: Thing): Thing[] =>
  world.all(POLICY, region).filter(({ bucket }) => bucket === displayName);

/** What was sent is as it was there: the same ETag. A new one is of its content and its moment. */
const kept = (text: string): Kept => {
  const at = Date.now();
  return { content: text, at, etag: createHash('md5').update(`${text} ${at} ${Math.random()}`).digest('hex') };
};

/** Refuses a write into a bucket that follows. */
function writable(one: Thing & Followed): void {
  if (one.policyId !== undefined)
    throw new Refusal(
      403,
      'BucketReadOnly',
      `The bucket '${one.displayName}' is the destination of a replication policy: it is read-only.`,
    );
}

/** What an application does that has an object to keep. */
export function store(world: World, region: string, bucket: string, name: string): void {
  world.reach(region);
  writable(bucketAt(world, region, bucket));
  objectsIn(world, region, bucket).set(name, kept(name));
}

/** Puts an object into a bucket, as a service does. */
export const sendTo = (world: World, region: string, bucket: string, name: string): void =>
  void objectsIn(world, region, bucket).set(name, kept(name));

/** A policy is made at its source, which is no destination, of a bucket that is neither source nor destination of another one. */
function makePolicy(world: World, region: string, told: Readonly<Record<'name' | 'bucket' | 'into' | 'to', string>>): Thing {
  const source = bucketAt(world, region, told.bucket);
  world.reach(told.to);
  const destination = bucketAt(world, told.to, told.into);
  const refuse = (why: string): never => {
    throw new Refusal(409, 'ReplicationPolicyConflict', why);
  };
  if (source.policyId !== undefined) refuse(`'${told.bucket}' is the destination of a policy: it is no source.`);
  if (policiesOf(world, source).length > 0) refuse(`'${told.bucket}' has a replication policy already.`);
  if (destination.policyId !== undefined) refuse(`'${told.into}' is the destination of another policy.`);
  if (policiesOf(world, destination).length > 0) refuse(`'${told.into}' is the source of a policy: it is no destination.`);
  if (source['versioning'] === 'Enabled' || destination['versioning'] === 'Enabled') refuse('A bucket with versioning is not replicated.');
  const policy = world.make(POLICY, region, told.name, {
    bucket: told.bucket,
    name: told.name,
    destinationBucketName: told.into,
    destinationRegionName: told.to,
    status: 'ACTIVE',
    statusMessage: 'The policy is active.',
    // What was written before it is not sent.
    since: Date.now(),
    timeLastSync: new Date().toISOString(),
  });
  destination.policyId = policy.id;
  return policy;
}

function removePolicy(world: World, policy: Thing): void {
  policy.lifecycleState = 'DELETED';
  align(world);
}

/** Each side is told what became of the other one, while both answer. */
function align(world: World): void {
  const up = ({ region }: Thing): boolean => !world.down.has(region);
  for (const bucket of world.all(BUCKET) as (Thing & Followed)[]) {
    const policy = world.things.get(bucket.policyId ?? '');
    if (policy && policy.lifecycleState === 'DELETED' && up(policy) && up(bucket)) delete bucket.policyId;
  }
  for (const policy of world.all(POLICY)) {
    const into = world.named(BUCKET, String(policy['destinationRegionName']), String(policy['destinationBucketName'])) as
      | (Thing & Followed)
      | undefined;
    if (!up(policy) || !into || !up(into) || into.policyId === policy.id) continue;
    Object.assign(policy, { status: 'CLIENT_ERROR', statusMessage: 'The destination bucket does not follow this policy.' });
  }
}

/** A policy sends what was written since it stands; what was just written waits once. */
function replicate(world: World): void {
  align(world);
  for (const policy of world.all(POLICY)) {
    const { region, bucket, status } = policy as Thing & { bucket: string; status: string };
    const to = String(policy['destinationRegionName']);
    if (status !== 'ACTIVE' || world.down.has(region) || world.down.has(to)) continue;
    const [from, into] = [objectsIn(world, region, bucket), objectsIn(world, to, String(policy['destinationBucketName']))];
    for (const [name, one] of from) if (one.at >= Number(policy['since'])) into.set(name, one);
    policy['timeLastSync'] = new Date().toISOString();
  }
}

const place = ({ region = '', 'bucket-name': bucket = '' }: Options): readonly [string, string] => [region, bucket];

/** An object that a bucket has. */
function found(world: World, options: Options): Kept {
  const [region, bucket] = place(options);
  bucketAt(world, region, bucket);
  const name = options['name'] ?? options['object-name'] ?? '';
  const one = objectsIn(world, region, bucket).get(name);
  if (!one) throw new Refusal(404, 'ObjectNotFound', `The object '${name}' was not found in the bucket '${bucket}'`);
  return one;
}

function listObjects(world: World, options: Options): Body[] {
  const [region, bucket] = place(options);
  bucketAt(world, region, bucket);
  const all = [...objectsIn(world, region, bucket)].filter(([name]) => name.startsWith(options['prefix'] ?? ''));
  return all.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, { etag, content: text }]) => ({ name, etag, size: text.length }));
}

function put(world: World, options: Options): Body {
  const [region, bucket] = place(options);
  writable(bucketAt(world, region, bucket));
  const all = objectsIn(world, region, bucket);
  const name = options['name'] ?? '';
  // What is there is not overwritten, and the command ends well (its source, `object_put`).
  if ('no-overwrite' in options && all.has(name)) return {};
  const one = kept(options['@file'] ?? '');
  all.set(name, one);
  return { etag: one.etag };
}

/** A copy is accepted, and is made while nobody looks; conditional on what it is to replace. */
function copy(world: World, options: Options): Body {
  const [region, bucket] = place(options);
  const source = found(world, { ...options, name: options['source-object-name'] ?? '' });
  const to = options['destination-region'] ?? region;
  world.reach(to);
  const into = options['destination-bucket'] ?? bucket;
  writable(bucketAt(world, to, into));
  const all = objectsIn(world, to, into);
  const name = options['destination-object-name'] ?? '';
  const match = options['destination-object-if-match-e-tag'];
  if (match !== undefined && all.get(name)?.etag !== match)
    throw new Refusal(412, 'IfMatchFailed', `The If-Match header is '${match}' but the current etag is '${all.get(name)?.etag ?? ''}'.`);
  all.set(name, kept(source.content));
  return {};
}

/** Of a dead region nothing is known but the policy: what follows it is made writable all the same, by its own region alone. */
function makeWritable(world: World, options: Options): void {
  const one = bucketAt(world, ...place(options));
  if (one.policyId === undefined) throw new Refusal(409, 'BucketNotReadOnly', `The bucket '${one.displayName}' follows no other one.`);
  delete one.policyId;
  align(world);
}

const regionOf = (id: string): string => id.split('.')[3] as string;

export const objectStorage: Service = {
  passes: { replication: replicate },
  holds: (world) => [...objects(world)].map(([bucket, all]) => `${bucket}: ${[...all.keys()].sort().join()}`),
  commands: {
    'os ns get': () => NAMESPACE,
    'os bucket list': (world, { region = '' }) => world.all(BUCKET, region).map(({ displayName: name }) => ({ name })),
    'os bucket get': (world, options) => bucketAt(world, ...place(options)),
    'os object list': listObjects,
    'os object get': (world, options) => content(found(world, options).content),
    'os object put': put,
    'os object copy': copy,
    'os object delete': (world, options) => {
      writable(bucketAt(world, ...place(options)));
      found(world, options);
      objectsIn(world, ...place(options)).delete(options['object-name'] ?? options['name'] ?? '');
    },
    'os replication list-replication-sources': (world, options) => {
      const { policyId } = bucketAt(world, ...place(options));
      const policy = world.things.get(policyId ?? '');
      return policy ? [{ policyName: policy['name'], sourceBucketName: policy['bucket'], sourceRegionName: regionOf(policy.id) }] : [];
    },
    'os replication list-replication-policies': (world, options) => policiesOf(world, bucketAt(world, ...place(options))),
    'os replication create-replication-policy': (world, options) =>
      makePolicy(world, options['region'] ?? '', {
        name: options['name'] ?? '',
        bucket: options['bucket-name'] ?? '',
        into: options['destination-bucket'] ?? '',
        to: options['destination-region'] ?? '',
      }),
    'os replication delete-replication-policy': (world, options) => {
      const policy = world.at(options['replication-id'], options['region']);
      if (policy.lifecycleState === 'DELETED') throw notFound(policy.id);
      removePolicy(world, policy);
    },
    'os replication make-bucket-writable': makeWritable,
  },
  renders: {
    oci_objectstorage_bucket: {
      make: (world, region, body, was) => was ?? world.make(BUCKET, region, String(body['name']), { versioning: body['versioning'] }),
      anew: ['name', 'namespace', 'storage_tier'],
    },
    // Its name is the one argument that is changed: github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/objectstorage/objectstorage_object_resource.go
    oci_objectstorage_object: {
      make: (world, region, body, was) => {
        const [bucket, object] = [String(body['bucket']), String(body['object'])];
        writable(bucketAt(world, region, bucket));
        const all = objectsIn(world, region, bucket);
        const name = String(was?.['object'] ?? '');
        all.set(object, all.get(name) ?? kept(''));
        if (was && name !== object) all.delete(name);
        return was ? Object.assign(was, { object }) : world.make('object', region, object, { object, bucket });
      },
      remove: (world, { region, bucket, object }) => void objectsIn(world, region, String(bucket)).delete(String(object)),
      anew: ['bucket', 'namespace', 'content', 'metadata'],
    },
    oci_objectstorage_replication_policy: {
      make: (world, region, body) =>
        makePolicy(world, region, {
          name: String(body['name']),
          bucket: String(body['bucket']),
          into: String(body['destination_bucket_name']),
          to: String(body['destination_region_name']),
        }),
      remove: removePolicy,
      anew: ['name', 'bucket', 'destination_bucket_name', 'destination_region_name'],
    },
  },
  data: {
    oci_objectstorage_objects: (world, region, { bucket, prefix }) => {
      bucketAt(world, region, String(bucket));
      return {
        objects: [...objectsIn(world, region, String(bucket)).keys()]
          .filter((name) => name.startsWith(String(prefix)))
          .map((name) => ({ name })),
      };
    },
  },
};
