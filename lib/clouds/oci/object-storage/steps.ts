import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { OciLink, OciPlacement } from '../cell';
import { gateOf, makeWritable, sendAgain, sends, sources, synced } from '../cli';
import { OCI_NAMES } from '../facts';
import type { Command, Crossing } from '../../../words/steps';
import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, crossingStep, followSteps } from '../../../words/steps';

/** The names that a bucket asks for: its own, and that of the bucket that fences it. */
export const BUCKET_NAMES = { bucket: OCI_NAMES.bucket, gate: OCI_NAMES.gate };

/** A bucket at a site. */
export type BucketPlacement = OciPlacement<ObjectStorageDeclaration, keyof typeof BUCKET_NAMES>;
/** Two buckets. */
export type BucketLink = OciLink<ObjectStorageDeclaration, keyof typeof BUCKET_NAMES>;

/** Commands around a bucket that takes over: its lag while the old side is fenced, the end of its policy, and the proof of it. */
export function bucketRecovery(placement: BucketPlacement): RecoverySteps {
  const fenced = [fence(placement)];
  return placement.origin.how === 'replica'
    ? {
        ...followSteps(placement, sources(placement.here.region, placement.here.names.bucket)),
        drained: [lag(placement)],
        promote: [unlock(placement)],
        fenced,
        seed: [{ step: seeding(placement) }],
        standing: [sending(placement)],
      }
    : { fenced };
}

/** A fenced bucket has its own gate as its source. */
function fence({ id, component, here }: BucketPlacement): ReturnType<typeof checkStep> {
  return checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${here.region} is read-only`,
    run: gateOf(here.region, here.names.bucket, here.names.gate),
    matches: here.names.gate,
    endpoint: here.region,
    onFailure: 'stop the writers by hand: take their grants away in the home region, or stop them',
  });
}

/**
 * `time-last-sync`: what was written before it is at the destination. Writers have stopped before this runs, so a sync later than
 * its own beginning means that nothing waits. (`date -d` is that of GNU.)
 */
function lag({ id, component, peer }: BucketPlacement): ReturnType<typeof checkStep> {
  return checkStep({
    id: `lag-${id}`,
    title: `Nothing of ${component} waits for replication`,
    run: synced(peer.region, peer.names.bucket),
    matches: '0',
    number: component,
    endpoint: peer.region,
    timeout: 1800,
  });
}

/** https://docs.cloud.oracle.com/tools/oci-cli/latest/oci_cli_docs/cmdref/os/replication/make-bucket-writable.html; called at the destination alone. */
function unlock({ id, component, here }: BucketPlacement): Crossing {
  const { region } = here;
  return crossingStep({
    id: `unlock-${id}`,
    title: `Make ${component} at ${region} writable`,
    // Repeated, there is nothing to be done: the service would answer an error for a bucket that follows nobody (UNVERIFIED).
    run: makeWritable(region, here.names.bucket),
    endpoint: region,
    expected: 'no output: the policy is removed and the bucket takes writes',
    losesData: 'what the old side took and had not sent yet: it stays in its own bucket',
  });
}

/**
 * What was in the source before its policy is never sent: what users wrote between the first apply of their site and that of the links, and
 * all of the side that serves after a reprotect. One call an object: for many, use a tool of your own.
 */
function seeding({ component, here, peer, id }: BucketPlacement): Command {
  return commandStep({
    id: `seed-${id}`,
    title: `Copy what ${component} held before its replication began, and wait until ${here.region} has it`,
    run: sendAgain(peer.region, peer.names.bucket, here.region, here.names.bucket),
    endpoint: peer.region,
    expected: `every object of ${peer.region} is at ${here.region}`,
    timeout: 86400,
  });
}

/** A policy that stands and does not send looks like one that does from the other side. */
function sending({ component, peer, id }: BucketPlacement): ReturnType<typeof checkStep> {
  return checkStep({
    id: `sends-${id}`,
    title: `${component} at ${peer.region} is being replicated`,
    run: sends(peer.region, peer.names.bucket),
    matches: 'ACTIVE( .*)?',
    endpoint: peer.region,
    onFailure: 'its answer says why: a grant of the home region, the other bucket, or what stands in the way of it',
  });
}
