import { hasNodes, poolsAhead, poolsOf, poolsServing } from '../../../components/node-pools';
import { nodesStarted } from '../../../port/cluster-steps';
import { looked } from '../../../port/looks';
import type { RecoverySteps } from '../../../port/phases';
import { works } from '../../../words/posture';
import { commandStep, type Check, type Command } from '../../../words/steps';
import { addAddons, copyAge, IS_READY, NO_NODE, nodesLeft, nodesReady, startNodes } from '../cli-kubernetes';
import { BEHIND_NODES } from './cluster';
import { copiesOf, type ClusterMove } from './copies';
import { gitOpsOf } from './gitops';
import { clusterOf, type ClusterPlacement } from './names';

/** Seconds that nodes of several groups may take to be there, or to go, and add-ons to be installed (the library's own bounds). */
const [MADE_WITHIN, GONE_WITHIN, ADDED_WITHIN] = [1800, 1800, 1800];

/**
 * Looks and commands around a cluster. Its nodes follow the apply; where their number follows the load a command raises it. What Kubernetes itself needs a node for is installed behind
 * them. What its namespaces hold is made anew of the newest copy where a move brought the role, ahead of the schedule that copies it from then on.
 */
export function clusterRecovery(placement: ClusterPlacement, move: ClusterMove): RecoverySteps {
  const { here, declaration } = placement;
  const of = clusterOf(placement);
  const copies = copiesOf(placement, move);
  const stands = hasNodes(placement) && !works(placement.form);
  const rests = stands ? copies : undefined;
  const gitops = gitOpsOf(placement);
  const kept = stands ? gitops : undefined;
  return {
    check: [ready(placement, 'cluster', 'is there', poolsAhead(placement))],
    ...(declaration.backup ? { age: { run: copyAge(of), endpoint: here.region } } : {}),
    // Behind its apply no node is left, and nothing is told inside without one.
    ...(copies ? { quiesce: copies.quiesce, fence: [{ step: copies.halt, ahead: true }] } : {}),
    fenced: [empty(placement)],
    start: [started(placement), added(placement), ...(copies?.start ?? []), ...(gitops ? [gitops.keep] : [])],
    verify: [ready(placement, 'running', 'runs, with as many nodes as serve', poolsServing(placement))],
    seed: [...(stands ? [added(placement)] : []), ...(rests ? [rests.rest] : []), ...(kept ? [kept.keep] : [])].map((step) => ({ step })),
    standing: [
      ready(placement, 'standing', 'stands by, at the size of its tier', poolsOf(placement)),
      ...(rests ? [rests.rested] : []),
      ...(kept ? [kept.kept] : []),
    ],
  };
}

function ready(placement: ClusterPlacement, step: string, title: string, pools: Parameters<typeof nodesReady>[1]): Check {
  const { region, cluster } = clusterOf(placement);
  return looked(placement, nodesReady({ region, cluster }, pools), step, title, {
    matches: IS_READY,
    timeout: MADE_WITHIN,
    onFailure: `the answer says what of it is not, and what a group says is wrong (a quota, or no capacity in a zone); of one that went wrong on its way: aws eks list-updates --region ${region} --name ${cluster} --nodegroup-name POOL. Then run the procedure again`,
  });
}

function empty(placement: ClusterPlacement): Check {
  const { region, cluster } = clusterOf(placement);
  return looked(placement, nodesLeft(clusterOf(placement), poolsOf(placement)), 'fenced', 'has no node', {
    matches: NO_NODE,
    timeout: GONE_WITHIN,
    onFailure: `the answer: nodes that are wanted, and those that run or are on their way. Where one comes back, something scales its group: aws eks update-nodegroup-config --region ${region} --cluster-name ${cluster} --nodegroup-name POOL --scaling-config minSize=0,maxSize=1,desiredSize=0`,
  });
}

const started = (placement: ClusterPlacement): Command =>
  nodesStarted(placement, startNodes(clusterOf(placement), poolsServing(placement)), 'how many of each group are wanted', MADE_WITHIN);

function added(placement: ClusterPlacement): Command {
  const { id, component, here } = placement;
  return {
    ...commandStep({
      id: `addons-${id}-${here.region}`,
      title: `Install what ${component} at ${here.region} needs a node for: names, volumes, and their snapshots`,
      run: addAddons(clusterOf(placement), BEHIND_NODES),
      endpoint: here.region,
      expected: `${BEHIND_NODES.join(', ')}: active`,
      timeout: ADDED_WITHIN,
    }),
    onFailure: `what an add-on says is wrong: aws eks describe-addon --region ${here.region} --cluster-name ${here.names.cluster} --addon-name NAME --query addon.health. No node, or no way out of its subnet to the images, are the usual reasons. Then run the procedure again`,
  };
}
