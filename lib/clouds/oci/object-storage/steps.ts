import type { ObjectStorageDeclaration } from '../../../components/object-storage';
import type { OciLink, OciPlacement } from '../cell';
import {
  allSent,
  closeBucket,
  lacking,
  makeWritable,
  makeWritableWhereThere,
  openBucket,
  sendAgain,
  sends,
  sources,
  unwritten,
} from '../cli';
import { OCI_NAMES } from '../facts';
import type { Check, Command, Crossing } from '../../../words/steps';
import type { Fence, RecoverySteps } from '../../../port/phases';
import { BEGUN, checkStep, commandStep, crossingStep, followSteps } from '../../../words/steps';

/** The names that a bucket asks for: its own, and that of the bucket that fences it. */
export const BUCKET_NAMES = { bucket: OCI_NAMES.bucket, gate: OCI_NAMES.gate };

/** A bucket at a site. */
export type BucketPlacement = OciPlacement<ObjectStorageDeclaration, keyof typeof BUCKET_NAMES>;
/** Two buckets. */
export type BucketLink = OciLink<ObjectStorageDeclaration, keyof typeof BUCKET_NAMES>;

type Two = Pick<BucketPlacement, 'here' | 'peer'>;
const mineAndTheirs = ({ here, peer }: Two) => [here.region, here.names.bucket, peer.region, peer.names.bucket] as const;
const theirsAndMine = ({ here, peer }: Two) => [peer.region, peer.names.bucket, here.region, here.names.bucket] as const;

/** Commands around a bucket that takes over: what it lacks while the old side is fenced, the end of its policy, and the proof of it. */
export function bucketRecovery(placement: BucketPlacement): RecoverySteps {
  const { here, joined, origin } = placement;
  const left = { fence: [bucketFence(placement)], fenced: [fenced(placement)], ...(joined ? { emptied: [sent(placement)] } : {}) };
  return origin.how === 'replica'
    ? {
        ...left,
        drained: [lag(placement)],
        promote: [unlock(placement, makeWritable(here.region, here.names.bucket))],
        follows: [follows(placement)],
        verify: followsNobody(placement),
        seed: [{ step: seeding(placement) }],
        standing: [sending(placement)],
      }
    : { ...left, ...mayFollow(placement) };
}

/** It follows nobody before users are let in: what a failover makes, and what was broken off before may have made, is seen to by a command. */
function mayFollow(placement: BucketPlacement): RecoverySteps {
  const { here, origin } = placement;
  if (origin.how !== 'created') return {};
  const verify = followsNobody(placement);
  if (origin.mayFollow === undefined) return { verify };
  const run = makeWritableWhereThere(here.region, here.names.bucket, here.account);
  return { promote: [unlock(placement, run)], verify };
}

const followsNobody = (placement: BucketPlacement): Check[] =>
  followSteps(placement, sources(placement.here.region, placement.here.names.bucket)).verify;

/**
 * By command, since a source is no destination and what it sends belongs to the links, which no fence waits for. Opened again, it sends
 * nothing until what joins the sites is applied: hence `severs` in the facts.
 */
function bucketFence({ id, component, here }: BucketPlacement): Fence {
  const { region, names } = here;
  const step = commandStep({
    id: `fence-${id}`,
    title: `Make ${component} at ${region} read-only, the destination of its empty gate: what it sends to the other side ends first`,
    run: closeBucket(region, names.bucket, names.gate),
    endpoint: region,
    expected: 'a policy of the gate, or nothing where the bucket follows one already',
    timeout: 120,
  });
  const undo = commandStep({
    id: `unfence-${id}`,
    title: `Take ${component} at ${region} from its gate: it takes writes again`,
    run: openBucket(region, names.bucket, names.gate, here.account),
    endpoint: region,
    expected: 'nothing is left of the policy of the gate',
    timeout: 120,
  });
  return { step, undo };
}

/** Whoever follows is read-only: a fenced bucket follows its own gate, one that stands by the other side. */
function fenced({ id, component, here }: BucketPlacement): Check {
  return checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${here.region} is read-only`,
    run: sources(here.region, here.names.bucket),
    matches: '[1-9][0-9]*',
    endpoint: here.region,
    onFailure: 'stop the writers by hand: take their grants away in the home region, or stop them',
  });
}

/** Ahead of the fence, which ends what is sent. */
function sent(placement: BucketPlacement): Check {
  const { id, component, here, peer } = placement;
  return checkStep({
    id: `sent-${id}`,
    title: `${peer.region} has what ${component} at ${here.region} holds`,
    run: allSent(...mineAndTheirs(placement)),
    matches: '0',
    endpoint: here.region,
    timeout: 1800,
  });
}

/** The giver is read-only by now, and sends nothing any more: what was written since it was last looked at would stay there. */
function lag(placement: BucketPlacement): Check {
  const { id, component, here, peer } = placement;
  return checkStep({
    id: `lag-${id}`,
    title: `${component} at ${here.region} has every object of ${peer.region}, as it is there`,
    run: lacking(...theirsAndMine(placement)),
    matches: '0',
    number: component,
    endpoint: peer.region,
    timeout: 300,
    onFailure:
      'something was written just ahead of the fence: give the switch up, stop the writers, let the sites be joined again, and switch once nothing is written',
  });
}

/** https://docs.cloud.oracle.com/tools/oci-cli/latest/oci_cli_docs/cmdref/os/replication/make-bucket-writable.html; called at the destination alone. */
function unlock({ id, component, here }: BucketPlacement, run: string[]): Crossing {
  const { region } = here;
  return crossingStep({
    id: `unlock-${id}`,
    title: `Make ${component} at ${region} writable`,
    // Repeated, or behind a fence, there is nothing to be done: the service would answer an error for a bucket that follows nobody (UNVERIFIED).
    run,
    endpoint: region,
    expected: 'no output: it follows nobody and takes writes',
    losesData: 'what the old side took and had not sent yet: it stays in its own bucket',
  });
}

/** The fence of its source ends what it follows: then it is writable, and was not promoted as long as nobody wrote to it. */
function follows(placement: BucketPlacement): Check {
  const { id, component, here } = placement;
  return checkStep({
    id: `follows-${id}`,
    title: `${component} at ${here.region} still follows the other side, or was not written to since that was fenced`,
    run: unwritten(...mineAndTheirs(placement)),
    matches: 'follows|unwritten',
    endpoint: here.region,
    onFailure: `${BEGUN}. Where what is there alone was deleted at the other side while nothing was sent: delete it here, too`,
  });
}

/**
 * What was in the source before its policy is never sent: what users wrote between the first apply of their site and that of the links, or
 * while a fence had ended it, and all of the side that serves after a reprotect. One call an object: for many, use a tool of your own.
 */
function seeding(placement: BucketPlacement): Command {
  const { component, here, peer, id } = placement;
  return commandStep({
    id: `seed-${id}`,
    title: `Copy what ${component} held before its replication began, and wait until ${here.region} has it`,
    run: sendAgain(...theirsAndMine(placement)),
    endpoint: peer.region,
    expected: `every object of ${peer.region} is at ${here.region}, as it is; what was deleted there while nothing was sent is left here`,
    timeout: 86400,
  });
}

/** A policy that stands and does not send looks like one that does from the other side. */
function sending({ component, peer, id }: BucketPlacement): Check {
  return checkStep({
    id: `sends-${id}`,
    title: `${component} at ${peer.region} is being replicated`,
    run: sends(peer.region, peer.names.bucket),
    matches: 'ACTIVE( .*)?',
    endpoint: peer.region,
    onFailure:
      'its answer says why: a grant of the home region, the other bucket, or what stands in the way of it. Where somebody made the other bucket writable: delete the policy at this one (oci os replication delete-replication-policy), and apply what joins the sites',
  });
}
