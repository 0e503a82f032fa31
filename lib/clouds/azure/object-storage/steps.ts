import { CLOSED, dropHalves, dropPolicies, dropPoliciesWhereThere, filled, networks, policies, waiting } from '../cli';
import type { Command, Crossing } from '../../../words/steps';
import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, crossingStep, followSteps } from '../../../words/steps';
import { accountFenced, accountFences, accountSeeds } from './existing';
import { accountOf, peerOf, type AccountPlacement } from './names';

/** Commands around a container that takes over: its lag while the old side is fenced, the end of its policy, and the proof of it. */
export function containerRecovery(placement: AccountPlacement, { kind }: Pick<MoveFacts, 'kind'> = {}): RecoverySteps {
  const left = {
    fence: accountFences(placement),
    fenced: [placement.here.existing ? accountFenced(placement) : fence(placement)],
  };
  return placement.origin.how === 'replica'
    ? {
        ...followSteps(placement, policies(accountOf(placement))),
        ...(kind === 'planned' ? { check: [listed(placement)] } : {}),
        drained: [lag(placement)],
        promote: [unlock(placement, dropPolicies(accountOf(placement)))],
        ...left,
        seed: [...accountSeeds(placement), { step: halves(placement), before: 'links' }, { step: filling(placement) }],
      }
    : { ...left, ...mayFollow(placement) };
}

/** It follows nobody before users are let in: what a failover makes, and what was broken off before may have made, is seen to by a command. */
function mayFollow(placement: AccountPlacement): RecoverySteps {
  const { origin } = placement;
  if (origin.how !== 'created') return {};
  const of = accountOf(placement);
  const { verify } = followSteps(placement, policies(of));
  return origin.mayFollow === undefined ? { verify } : { promote: [unlock(placement, dropPoliciesWhereThere(of))], verify };
}

/**
 * A private endpoint is let in whatever the network rules say: the fence holds where none is approved any more. Where nobody but whoever applies was let
 * in, the rules are those of before, so the mark of the fence is looked at, too.
 */
function fence(placement: AccountPlacement): ReturnType<typeof checkStep> {
  const { id, component, here } = placement;
  return checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${here.region} was fenced, and lets no network in, but those of whoever applies`,
    run: networks(accountOf(placement)),
    matches: CLOSED,
    endpoint: here.region,
    onFailure:
      'the answer: public networks, what no rule names, subnets, private endpoints, and how many subnets the fence left in. None said (no): the apply of the fence did not reach it. Reject each private endpoint: az storage account private-endpoint-connection reject --id ID',
  });
}

/** The state of replication is a property of each blob of the source. Run it where the account lets you in. */
function lag(placement: AccountPlacement): ReturnType<typeof checkStep> {
  const { id, component, peer } = placement;
  return checkStep({
    id: `lag-${id}`,
    title: `No blob of ${component} waits for replication`,
    run: waiting(peerOf(placement), accountOf(placement).account),
    matches: '0',
    number: component,
    endpoint: peer.region,
    timeout: 1800,
    onFailure: `some blobs were not copied: wait, or give up the switch; object replication skips append and page blobs, and archived ones. ${MADE_ANEW}`,
  });
}

/** Ahead of the fence of a planned move: whoever may not list blobs would learn it behind the fence, with nobody served. */
function listed(placement: AccountPlacement): ReturnType<typeof checkStep> {
  const { id, component, here, peer } = placement;
  return checkStep({
    id: `listed-${id}`,
    title: `The blobs of ${component} at ${peer.region} can be listed from here: whether they were sent is asked behind the fence`,
    run: waiting(peerOf(placement), accountOf(placement).account),
    matches: '\\d+',
    endpoint: peer.region,
    timeout: 300,
    onFailure: `run it from appliedFrom (a machine of Azure in ${peer.region} by its subnet: an account takes no address of its own region), as whoever has the role Storage Blob Data Reader (keyOfficer); where nothing is sent to ${here.region}, apply what joins the sites`,
  });
}

/** https://learn.microsoft.com/azure/storage/blobs/object-replication-configure ("Behavior when re-creating an object replication policy"), 2026-11. */
const MADE_ANEW =
  'Where somebody deleted the policy and it was made anew between the same containers, what the first one sent is not sent again, and counts as waiting';

/**
 * A policy is made at its destination first: where its source then refused, the next apply finds the half and stops ("already exists")
 * (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/storage/storage_object_replication_resource.go,
 * its create). Its half is deleted first, too, and gone from the state then: what is left at the source stops nothing.
 */
function halves(placement: AccountPlacement): Command {
  const { id, component, here } = placement;
  return commandStep({
    id: `halves-${id}`,
    title: `Delete what an apply that failed left of the replication of ${component} into ${here.region}`,
    run: dropHalves(accountOf(placement), peerOf(placement)),
    endpoint: here.region,
    expected:
      'no output: no policy stands at the destination alone. One that stands at both and in no state is imported: its id is both ids, joined by a semicolon',
  });
}

/** A new policy sends everything that there is, in its own time: until it has, the standby is not complete. Block blobs alone arrive. */
function filling(placement: AccountPlacement): Command {
  const { id, component, here, peer } = placement;
  return commandStep({
    id: `fill-${id}`,
    title: `Wait until ${here.region} has what ${component} holds at ${peer.region}`,
    run: filled(peerOf(placement), accountOf(placement).account),
    endpoint: peer.region,
    expected: `nothing that was written before waits for replication; append and page blobs, and archived ones, always would. ${MADE_ANEW}`,
    timeout: 86400,
  });
}

/** The destination refuses writes until its policy is removed; its own control plane is enough. Nothing else removes it, so it is the point of no return. */
function unlock({ id, component, here }: AccountPlacement, run: string[]): Crossing {
  return crossingStep({
    id: `unlock-${id}`,
    title: `Make ${component} at ${here.region} writable`,
    run,
    endpoint: here.region,
    expected: 'no output; repeated, it finds nothing to delete',
    losesData: 'what the old side took and had not sent yet: it stays in its own account',
  });
}
