import type { MoveFacts } from '../../../port/facts';
import { veleroSources } from '../../../port/velero';
import { veleroLines } from '../../../port/velero-lines';
import { veleroSteps, type VeleroLines, type VeleroSteps } from '../../../port/velero-steps';
import * as calls from '../cli-velero';
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
  const { charts, images } = veleroSources(backup);
  const velero = { ...of, identity: names.velero, container: CONTAINER, suffix: partitionOf(region).blobSuffix, charts, images };
  return veleroLines(calls, of, backup, (name) => calls.installVelero(velero, name));
}
