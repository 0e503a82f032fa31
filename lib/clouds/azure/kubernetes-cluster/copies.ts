import type { MoveFacts } from '../../../port/facts';
import { cronOf, ttlOf, veleroSources } from '../../../port/velero';
import { veleroSteps, type VeleroLines, type VeleroSteps } from '../../../port/velero-steps';
import {
  clearNamespaces,
  copying,
  copyKnown,
  copyOnce,
  haltNamespaces,
  installVelero,
  namespacesLeft,
  podsLeft,
  recreate,
  recreated,
  scheduleCopies,
  stopNamespaces,
  wakeNamespaces,
} from '../cli-velero';
import { CONTAINER } from '../facts';
import { partitionOf } from '../partition';
import { clusterOf, type ClusterPlacement } from './names';

/** What is asked of a move. */
export type ClusterMove = Pick<MoveFacts, 'to' | 'claim'>;

/**
 * What Velero adds to a cluster that it copies; one that has no copies has nothing of it. (A call waits for 300 seconds, source of the Azure CLI,
 * `aks_runcommand`, and for a node ahead of it.)
 */
export function copiesOf(placement: ClusterPlacement, move: ClusterMove): VeleroSteps | undefined {
  const { here, declaration } = placement;
  const { backup } = declaration;
  if (!backup) return undefined;
  return veleroSteps(placement, move, {
    namespaces: backup.namespaces,
    lines: linesOf(placement, backup),
    hosts: veleroSources(backup).hosts,
    byHand: '(by az aks command invoke)',
    unread: 'a role that is not seen yet, or a private endpoint that is not there',
    volumes: `az disk list --resource-group ${here.names.cluster}-nodes`,
  });
}

function linesOf(placement: ClusterPlacement, backup: NonNullable<ClusterPlacement['declaration']['backup']>): VeleroLines {
  const of = clusterOf(placement);
  const { names, region } = placement.here;
  const { every, namespaces, keepFor } = backup;
  const { charts, images } = veleroSources(backup);
  const velero = { ...of, identity: names.velero, container: CONTAINER, suffix: partitionOf(region).blobSuffix, charts, images };
  return {
    install: (name) => installVelero(velero, name),
    known: copyKnown(of),
    clear: (name) => clearNamespaces(of, name, namespaces),
    cleared: (name) => namespacesLeft(of, name, namespaces),
    recreate: (name) => recreate(of, name, namespaces),
    recreated: (name) => recreated(of, name),
    wake: wakeNamespaces(of, namespaces),
    schedule: scheduleCopies(of, cronOf(every), ttlOf(keepFor), namespaces),
    stop: stopNamespaces(of, namespaces),
    stopped: podsLeft(of, namespaces),
    recopy: copyOnce(of, ttlOf(keepFor), namespaces),
    recopied: copying(of),
    halt: haltNamespaces(of, namespaces),
  };
}
