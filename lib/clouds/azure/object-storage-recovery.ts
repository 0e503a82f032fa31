import type { Placement, WorkloadPlan } from '../../plan/plan';
import type { RecoverySteps } from '../cloud';
import { BEGUN, checkStep, commandStep, script } from '../steps';
import { CONTAINER } from './facts';
import { accountName } from './names';

/** Commands around a container that takes over: its lag while the old side is fenced, the end of its policy, and the proof of it. */
export function containerRecovery(placement: Placement, plan: WorkloadPlan): RecoverySteps {
  const fenced = [fence(placement, plan)];
  return placement.origin.how === 'replica'
    ? {
        follows: [follows(placement, plan)],
        lag: [lag(placement, plan)],
        promote: [unlock(placement, plan)],
        verify: [unlocked(placement, plan)],
        fenced,
      }
    : { fenced };
}

const regionOf = (site: string): string => site.split(':')[1] as string;

/** An account as the command line names it: its subscription, its group, its name. */
function placeOf(plan: WorkloadPlan, site: string, names: Readonly<Record<string, string>>): [string, string, string] {
  const place = plan.sites[site];
  return [place?.account ?? '', place?.names['group'] ?? '', accountName(names)];
}

/** A private endpoint is let in whatever the network rules say: the fence holds where none is approved any more. */
function fence({ id, component, site, names }: Placement, plan: WorkloadPlan): ReturnType<typeof checkStep> {
  const place = plan.sites[site];
  const query =
    "[publicNetworkAccess, to_string(length(privateEndpointConnections[?privateLinkServiceConnectionState.status=='Approved'] || `[]`))] | join(' ', @)";
  return checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${regionOf(site)} lets no network in`,
    run: [
      'az',
      'storage',
      'account',
      'show',
      '--subscription',
      place?.account ?? '',
      '--resource-group',
      place?.names['group'] ?? '',
      '--name',
      accountName(names),
      '--query',
      query,
      '--output',
      'tsv',
    ],
    matches: 'Disabled 0',
    endpoint: regionOf(site),
    onFailure: 'reject each private endpoint: az storage account private-endpoint-connection reject --id ID',
  });
}

/** The state of replication is a property of each blob of the source (UNVERIFIED: its name in the output of az). Run it where the account lets you in. */
function lag({ id, component, peer }: Placement, plan: WorkloadPlan): ReturnType<typeof checkStep> {
  const [subscription, , account] = placeOf(plan, peer.site, peer.names);
  const status = 'objectReplicationSourceProperties[0].rules[0].status';
  return checkStep({
    id: `lag-${id}`,
    title: `No blob of ${component} waits for replication`,
    run: [
      'az',
      'storage',
      'blob',
      'list',
      '--subscription',
      subscription,
      '--account-name',
      account,
      '--container-name',
      CONTAINER,
      '--auth-mode',
      'login',
      '--num-results',
      '*',
      '--query',
      `length([?${status}!='complete'])`,
      '--output',
      'tsv',
    ],
    matches: '0',
    number: component,
    endpoint: regionOf(peer.site),
    timeout: 1800,
    onFailure: 'some blobs were not copied: wait, or give up the switch; object replication skips append and page blobs, and archived ones',
  });
}

/** Policies of the account "$3", in the group "$2" of the subscription "$1", that copy into it. */
const POLICIES = 'az storage account or-policy list --subscription "$1" --resource-group "$2" --account-name "$3" --query';
const INTO = "?ends_with(destinationAccount, '$3')";
const UNLOCK = `set -e
policies=$(${POLICIES} "[${INTO}].policyId" --output tsv)
for policy in $policies; do
  az storage account or-policy delete --subscription "$1" --resource-group "$2" --account-name "$3" --policy-id "$policy"
done`;
const UNLOCKED = `${POLICIES} "length([${INTO}])" --output tsv`;

/** The destination refuses writes until its policy is removed; its own control plane is enough. Nothing else removes it, so it is the point of no return. */
function unlock({ id, component, site, names }: Placement, plan: WorkloadPlan): ReturnType<typeof commandStep> {
  const own = placeOf(plan, site, names);
  return commandStep({
    id: `unlock-${id}`,
    title: `Make ${component} at ${regionOf(site)} writable`,
    run: script(UNLOCK, ...own),
    endpoint: regionOf(site),
    expected: 'no output; repeated, it finds nothing to delete',
    losesData: 'what the old side took and had not sent yet: it stays in its own account',
    pointOfNoReturn: true,
  });
}

function follows({ id, component, site, names }: Placement, plan: WorkloadPlan): ReturnType<typeof checkStep> {
  return checkStep({
    id: `follows-${id}`,
    title: `${component} at ${regionOf(site)} still follows the other side`,
    run: script(UNLOCKED, ...placeOf(plan, site, names)),
    matches: '[1-9][0-9]*',
    endpoint: regionOf(site),
    onFailure: BEGUN,
  });
}

function unlocked({ id, component, site, names }: Placement, plan: WorkloadPlan): ReturnType<typeof checkStep> {
  return checkStep({
    id: `unlocked-${id}`,
    title: `${component} at ${regionOf(site)} follows nobody`,
    run: script(UNLOCKED, ...placeOf(plan, site, names)),
    matches: '0',
    endpoint: regionOf(site),
  });
}
