import { hasNodes, poolsAhead, poolsOf, poolsServing, scales } from '../../../components/node-pools';
import { nodesStarted } from '../../../port/cluster-steps';
import { looked } from '../../../port/looks';
import type { Fence, RecoverySteps } from '../../../port/phases';
import { works } from '../../../words/posture';
import { checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import { copyAge, IS_READY, NO_NODE, nodesLeft, nodesReady, startNodes, stopScaling } from '../cli-kubernetes';
import { secretsMissing, vaultOf } from '../cli-secrets';
import { copiesOf, type ClusterMove } from './copies';
import { gitOpsOf } from './gitops';
import { clusterOf, type ClusterPlacement } from './names';

/** Seconds that nodes of several pools may take to be there, or to go (the library's own bounds). */
const [MADE_WITHIN, GONE_WITHIN] = [1800, 1800];

/**
 * Looks and commands around a cluster. Its nodes follow the apply; where their number follows the load a command raises it. What its namespaces hold is made
 * anew of the newest copy where a move brought the role, ahead of the schedule that copies it from then on.
 */
export function clusterRecovery(placement: ClusterPlacement, move: ClusterMove): RecoverySteps {
  const { here, declaration } = placement;
  const of = clusterOf(placement);
  const { backup, pools } = declaration;
  const copies = copiesOf(placement, move);
  const restsNow = hasNodes(placement) && !works(placement.form);
  const rests = restsNow ? copies : undefined;
  const gitops = gitOpsOf(placement);
  const kept = restsNow ? gitops : undefined;
  return {
    check: [ready(placement, 'cluster', 'is there', poolsAhead(placement)), ...(backup ? [keyed(placement, 'key')] : [])],
    ...(backup ? { age: { run: copyAge(of), endpoint: here.region } } : {}),
    ...(copies ? { quiesce: copies.quiesce } : {}),
    fence: [...(pools.some(scales) ? [still(placement)] : []), ...(copies ? [{ step: copies.halt }] : [])],
    fenced: [empty(placement)],
    start: [started(placement), ...(copies?.start ?? []), ...(gitops ? [gitops.keep] : [])],
    verify: [ready(placement, 'running', 'runs, with as many nodes as serve', poolsServing(placement))],
    seed: [...(rests ? [rests.rest] : []), ...(kept ? [kept.keep] : [])].map((step) => ({ step })),
    standing: [
      ready(placement, 'standing', 'stands by, at the size of its tier', poolsOf(placement)),
      ...(rests ? [rests.rested] : []),
      ...(kept ? [kept.kept] : []),
      ...(backup ? [keyed(placement, 'key-stands')] : []),
    ],
  };
}

/** As the command lines name it, for people. */
const POOL = (region: string): string => `oci ce node-pool get --region ${region} --node-pool-id OCID`;

function ready(placement: ClusterPlacement, step: string, title: string, pools: Parameters<typeof nodesReady>[1]): Check {
  return looked(placement, nodesReady(clusterOf(placement), pools), step, title, {
    matches: IS_READY,
    timeout: MADE_WITHIN,
    onFailure: `the answer says what of it is not; why a node was not made: ${POOL(placement.here.region)} --query 'data.nodes[]."node-error"' (a limit, or no capacity in that availability domain). Then run the procedure again`,
  });
}

/** What opens object storage to Velero is given once, by a person: it is made in the home region, and shown once. */
function keyed(placement: ClusterPlacement, step: string): Check {
  const { id, component, here } = placement;
  return checkStep({
    id: `${step}-${id}`,
    title: `The vault of ${component} at ${here.region} has the key that its copies are read and written by`,
    run: secretsMissing(vaultOf(placement.here), [here.names.key]),
    matches: '0',
    endpoint: here.region,
    onFailure: GIVEN(placement),
  });
}

/** How that is done, in peace. */
export const GIVEN = ({ here }: Pick<ClusterPlacement, 'here'>): string =>
  `in peace, since the home region is called: oci iam customer-secret-key create --user-id OCID --display-name ${here.names.cluster}, of a user who may read buckets and manage objects in ${here.account} where target.bucket.name is that of its copies, and no more, since states may be kept there, too; then a file with [default], aws_access_key_id=… and aws_secret_access_key=…, as base64 in {"secretContentContent":"…"}, into the vault ${here.names.vault} of ${here.region}: oci vault secret create-base64 --region ${here.region} --compartment-id ${here.account} --vault-id OCID --key-id OCID --secret-name ${here.names.key} --from-json file://FILE`;

function still(placement: ClusterPlacement): Fence {
  const { id, component, here } = placement;
  return {
    step: commandStep({
      id: `still-${id}`,
      title: `Nothing scales the nodes of ${component} at ${here.region} any more`,
      run: stopScaling(clusterOf(placement)),
      endpoint: here.region,
      expected: 'no output: the add-on ClusterAutoscaler is gone, or was not there; where the site serves again, its start brings it back',
      timeout: 900,
    }),
  };
}

function empty(placement: ClusterPlacement): Check {
  const { region } = placement.here;
  return looked(placement, nodesLeft(clusterOf(placement), poolsOf(placement)), 'fenced', 'has no node', {
    matches: NO_NODE,
    timeout: GONE_WITHIN,
    onFailure: `the answer: nodes that are wanted or left, and pools that are being changed. A node that does not go: oci ce node-pool update --region ${region} --node-pool-id OCID --size 0 --override-eviction-grace-duration PT0M --is-force-deletion-after-override-grace-duration true --force`,
  });
}

const started = (placement: ClusterPlacement): Command =>
  nodesStarted(
    placement,
    startNodes(clusterOf(placement), poolsServing(placement)),
    'how many of each pool are wanted, and which of them scale',
    MADE_WITHIN,
  );
