import { hasNodes, poolsAhead, poolsOf, poolsServing } from '../../../components/node-pools';
import { nodesStarted } from '../../../port/cluster-steps';
import { looked } from '../../../port/looks';
import type { RecoverySteps } from '../../../port/phases';
import { works } from '../../../words/posture';
import type { Check } from '../../../words/steps';
import { IS_READY, NO_NODE, nodesLeft, nodesReady, startNodes } from '../cli-kubernetes';
import { copyAge } from '../cli-velero';
import { CONTAINER } from '../facts';
import { copiesOf, type ClusterMove } from './copies';
import { clusterOf, type ClusterPlacement } from './names';

/** Seconds that nodes of several pools may take to be there, or to go, as what runs on them (the library's own bounds). */
const [MADE_WITHIN, GONE_WITHIN] = [1800, 1800];

/**
 * Looks and commands around a cluster. Its nodes follow the apply; where their number follows the load a command raises it. What its namespaces hold is made
 * anew of the newest copy where a move brought the role, ahead of the schedule that copies it from then on.
 */
export function clusterRecovery(placement: ClusterPlacement, move: ClusterMove): RecoverySteps {
  const { here, declaration } = placement;
  const { region } = here;
  const of = clusterOf(placement);
  const { backup } = declaration;
  const kept = poolsOf(placement);
  const copies = copiesOf(placement, move);
  const rests = hasNodes(placement) && !works(placement.form) ? copies : undefined;
  return {
    check: [ready(placement, 'cluster', 'is there', poolsAhead(placement))],
    ...(backup ? { age: { run: copyAge(of, CONTAINER), endpoint: region } } : {}),
    // Behind its apply no node is left, and nothing is told inside without one.
    ...(copies ? { quiesce: copies.quiesce, fence: [{ step: copies.halt, ahead: true }] } : {}),
    fenced: [
      looked(placement, nodesLeft(of), 'fenced', 'has no node that the application runs on', {
        matches: NO_NODE,
        timeout: GONE_WITHIN,
        onFailure: `the answer: nodes that are left, and pools that are being changed. Where one is kept by a budget of disruption, delete what stands in its way: az aks nodepool scale --subscription ${of.subscription} --resource-group ${of.group} --cluster-name ${of.cluster} --name POOL --node-count 0`,
      }),
    ],
    start: [
      nodesStarted(placement, startNodes(of, poolsServing(placement)), 'how many of each pool are wanted', MADE_WITHIN),
      ...(copies?.start ?? []),
    ],
    verify: [ready(placement, 'running', 'runs, with as many nodes as serve', poolsServing(placement))],
    ...(rests ? { seed: [{ step: rests.rest }] } : {}),
    standing: [ready(placement, 'standing', 'stands by, at the size of its tier', kept), ...(rests ? [rests.rested] : [])],
  };
}

function ready(placement: ClusterPlacement, step: string, title: string, pools: Parameters<typeof nodesReady>[1]): Check {
  const { subscription, group, cluster } = clusterOf(placement);
  return looked(placement, nodesReady({ subscription, group, cluster }, pools), step, title, {
    matches: IS_READY,
    timeout: MADE_WITHIN,
    onFailure: `the answer says what of it is not; where it is stopped: az aks start --subscription ${subscription} --resource-group ${group} --name ${cluster}; where a pool failed: az aks nodepool show --subscription ${subscription} --resource-group ${group} --cluster-name ${cluster} --name POOL. Then run the procedure again`,
  });
}
