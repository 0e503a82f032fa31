import type { MoveFacts } from '../../../port/facts';
import type { RecoverySteps } from '../../../port/phases';
import { cronOf, IS_KNOWN, NONE_LEFT, recreatedBy, ttlOf, veleroSources } from '../../../port/velero';
import { works } from '../../../words/posture';
import { checkStep, commandStep, type Check, type Command } from '../../../words/steps';
import { IS_READY, NO_NODE, nodesLeft, nodesReady, startNodes } from '../cli-kubernetes';
import {
  clearNamespaces,
  copyAge,
  copying,
  copyKnown,
  copyOnce,
  installVelero,
  IS_WHOLE,
  namespacesLeft,
  pauseCopies,
  podsLeft,
  recreate,
  recreated,
  scheduleCopies,
  stopNamespaces,
  wakeNamespaces,
} from '../cli-velero';
import { CONTAINER } from '../facts';
import { partitionOf } from '../partition';
import { clusterOf, hasNodes, poolsOf, poolsServing, type ClusterPlacement } from './names';

/** Seconds that nodes of several pools may take to be there, or to go, as what runs on them; that namespaces may; and that restoring may take (the library's own bounds). */
const [MADE_WITHIN, GONE_WITHIN, CLEARED_WITHIN, RESTORED_WITHIN] = [1800, 1800, 1800, 6 * 3600];
/** Seconds that one call of the cluster may take: the command line waits for 300 (source of the Azure CLI, `aks_runcommand`), and for a node ahead of it. */
const TOLD_WITHIN = 900;

/** What is asked of a move. */
export type ClusterMove = Pick<MoveFacts, 'to' | 'claim'>;

/**
 * Looks and commands around a cluster. Its nodes follow the apply; where their number follows the load a command raises it. What its namespaces hold is made
 * anew of the newest copy where a move brought the role, ahead of the schedule that copies it from then on.
 */
export function clusterRecovery(placement: ClusterPlacement, move: ClusterMove): RecoverySteps {
  const { id, component, here, declaration } = placement;
  const { region } = here;
  const of = clusterOf(placement);
  const { backup } = declaration;
  const kept = poolsOf(placement);
  return {
    check: [ready(placement, 'cluster', 'is there', kept)],
    ...(backup ? { age: { run: copyAge(of, CONTAINER), endpoint: region } } : {}),
    ...(backup ? { quiesce: lastCopy(placement) } : {}),
    fenced: [
      checkStep({
        id: `fenced-${id}`,
        title: `${component} at ${region} has no node that the application runs on`,
        run: nodesLeft(of),
        matches: NO_NODE,
        endpoint: region,
        timeout: GONE_WITHIN,
        onFailure: `the answer: nodes that are left, and pools that are being changed. Where one is kept by a budget of disruption, delete what stands in its way: az aks nodepool scale --subscription ${of.subscription} --resource-group ${of.group} --cluster-name ${of.cluster} --name POOL --node-count 0`,
      }),
    ],
    start: [
      commandStep({
        // Both sites may be started in one procedure.
        id: `start-${id}-${region}`,
        title: `Raise the nodes of ${component} at ${region} to what serves`,
        run: startNodes(of, poolsServing(placement)),
        endpoint: region,
        expected: 'how many of each pool are wanted',
        timeout: MADE_WITHIN,
      }),
      ...(backup ? copies(placement, move) : []),
    ],
    verify: [ready(placement, 'running', 'runs, with as many nodes as serve', poolsServing(placement))],
    ...(backup && hasNodes(placement) && !works(placement.form) ? { seed: [{ step: paused(placement) }] } : {}),
    standing: [ready(placement, 'standing', 'stands by, at the size of its tier', kept)],
  };
}

function ready(placement: ClusterPlacement, step: string, title: string, pools: Parameters<typeof nodesReady>[1]): Check {
  const { id, component, here } = placement;
  const { subscription, group, cluster } = clusterOf(placement);
  return checkStep({
    id: `${step}-${id}`,
    title: `${component} at ${here.region} ${title}`,
    run: nodesReady({ subscription, group, cluster }, pools),
    matches: IS_READY,
    endpoint: here.region,
    timeout: MADE_WITHIN,
    onFailure: `the answer says what of it is not; where it is stopped: az aks start --subscription ${subscription} --resource-group ${group} --name ${cluster}; where a pool failed: az aks nodepool show --subscription ${subscription} --resource-group ${group} --cluster-name ${cluster} --name POOL. Then run the procedure again`,
  });
}

/** Velero; what it restores, where a move brings the role here (so paper of one that is not declared says it, too); and its schedule, last. */
function copies(placement: ClusterPlacement, { to, claim }: ClusterMove): (Check | Command)[] {
  const { component, here, declaration, form } = placement;
  const { region, names } = here;
  const of = clusterOf(placement);
  const { every, namespaces, keepFor, ...from } = declaration.backup as NonNullable<typeof declaration.backup>;
  const { hosts, ...sources } = veleroSources(from);
  const told = tellsIn(placement);
  const name = recreatedBy(claim);
  const velero = { ...of, identity: names.velero, container: CONTAINER, suffix: partitionOf(region).blobSuffix, ...sources };
  const moved = to === undefined ? !works(form) : to === here.site;
  return [
    {
      ...told(
        'velero',
        `Install Velero in ${component} at ${region}, on the copies of that site`,
        installVelero(velero, moved ? name : ''),
        'what helm and kubectl did',
      ),
      fetches: [...hosts],
    },
    ...(moved ? remade(placement, name) : []),
    told(
      'wake',
      `Let pods of ${namespaces.join(', ')} run at ${region}`,
      wakeNamespaces(of, namespaces),
      'what stopped them is deleted, or was not there',
    ),
    told(
      'schedule',
      `Copy ${namespaces.join(', ')} of ${component} at ${region} from now on`,
      scheduleCopies(of, cronOf(every), ttlOf(keepFor), namespaces),
      'schedule.velero.io/continuity created, configured or unchanged',
    ),
  ];
}

/** Something that is told inside of a cluster, once a site. */
const tellsIn =
  ({ id, here: { region } }: ClusterPlacement) =>
  (step: string, title: string, run: string[], expected: string): Command =>
    commandStep({ id: `${step}-${id}-${region}`, title, run, endpoint: region, expected, timeout: TOLD_WITHIN });

/** What the newest copy has, in the place of what stood there. */
function remade(placement: ClusterPlacement, name: string): (Check | Command)[] {
  const { id, component, here, declaration } = placement;
  const { region, names } = here;
  const of = clusterOf(placement);
  const { namespaces } = declaration.backup as NonNullable<typeof declaration.backup>;
  const told = tellsIn(placement);
  return [
    checkStep({
      id: `known-${id}-${region}`,
      title: `Velero in ${component} at ${region} knows the copies that are there`,
      run: copyKnown(of),
      matches: IS_KNOWN,
      endpoint: region,
      timeout: TOLD_WITHIN,
      onFailure: `what it says of the object storage: kubectl describe backupstoragelocations.velero.io default --namespace velero (by az aks command invoke); a role that is not seen yet, or a private endpoint that is not there`,
    }),
    told(
      'clear',
      `Delete what stood in ${namespaces.join(', ')} of ${component} at ${region}, and keep its volumes`,
      clearNamespaces(of, name, namespaces),
      `what is deleted. The volumes are kept: az disk list --resource-group ${names.cluster}-nodes`,
    ),
    checkStep({
      id: `cleared-${id}-${region}`,
      title: `Nothing is left in the place of ${namespaces.join(', ')} at ${region}`,
      run: namespacesLeft(of, name, namespaces),
      matches: NONE_LEFT,
      endpoint: region,
      timeout: CLEARED_WITHIN,
      onFailure: `the answer: namespaces that are still there. What holds one up: kubectl describe namespace NAME (by az aks command invoke), its conditions: an object with a finalizer that nobody works off any more`,
    }),
    told(
      'recreate',
      `Make ${namespaces.join(', ')} of ${component} anew at ${region}, of the newest copy that is whole`,
      recreate(of, name, namespaces),
      'the copy that is restored, or that this was done before',
    ),
    checkStep({
      id: `recreated-${id}-${region}`,
      title: `${namespaces.join(', ')} of ${component} are made anew at ${region}, with their volumes`,
      run: recreated(of, name),
      matches: IS_WHOLE,
      endpoint: region,
      timeout: RESTORED_WITHIN,
      onFailure: `PartiallyFailed or Failed: kubectl describe restores.velero.io ${name} --namespace velero (by az aks command invoke). Where a copy had not arrived whole, take the one before (kubectl get backups.velero.io --namespace velero): delete this Restore and the namespaces that it made, and create one of the same name of that copy`,
    }),
  ];
}

/** Ahead of the fence, which takes the nodes: nothing writes any more, and what was written since the last copy goes into one more, which is carried as the others are. */
function lastCopy(placement: ClusterPlacement): (Check | Command)[] {
  const { id, component, here, declaration } = placement;
  const { region } = here;
  const { namespaces, keepFor } = declaration.backup as NonNullable<typeof declaration.backup>;
  const of = clusterOf(placement);
  const told = (step: string, title: string, run: string[], expected: string): Command =>
    commandStep({ id: `${step}-${id}`, title, run, endpoint: region, expected, timeout: TOLD_WITHIN });
  return [
    {
      ...told(
        'stop',
        `Stop what runs in ${namespaces.join(', ')} of ${component} at ${region}: users get no answer of it from here on`,
        stopNamespaces(of, namespaces),
        'pods deleted',
      ),
      onFailure: `pods that nothing makes anew (no Deployment, StatefulSet or Job) would be in no copy: put each into one, or delete it. Given up, they run again once the abort is run`,
    },
    checkStep({
      id: `stopped-${id}`,
      title: `No pod of ${namespaces.join(', ')} of ${component} at ${region} writes any more`,
      run: podsLeft(of, namespaces),
      matches: NONE_LEFT,
      endpoint: region,
      timeout: GONE_WITHIN,
      onFailure: `the answer: pods that are left. What holds one up: kubectl describe pod NAME --namespace NAMESPACE (by az aks command invoke)`,
    }),
    told(
      'recopy',
      `Copy ${namespaces.join(', ')} of ${component} at ${region} once more`,
      copyOnce(of, ttlOf(keepFor), namespaces),
      'backup.velero.io/continuity-… created',
    ),
    checkStep({
      id: `recopied-${id}`,
      title: `The newest copy of ${component} at ${region} is whole`,
      run: copying(of),
      matches: IS_WHOLE,
      endpoint: region,
      timeout: RESTORED_WITHIN,
      onFailure:
        'kubectl describe backups.velero.io --namespace velero (by az aks command invoke); mend it and run the procedure again, which makes one more copy; or give the move up',
    }),
  ];
}

/** Some nodes run on where it stands by: Velero there is to copy nothing, and could not, since what it wrote to is fenced or takes no write. */
const paused = (placement: ClusterPlacement): Command => {
  const { id, component, here } = placement;
  return commandStep({
    id: `pause-${id}`,
    title: `${component} at ${here.region} stands by: its schedule of copies pauses`,
    run: pauseCopies(clusterOf(placement)),
    endpoint: here.region,
    expected: 'the schedule is patched, or there is none',
    timeout: TOLD_WITHIN,
  });
};
