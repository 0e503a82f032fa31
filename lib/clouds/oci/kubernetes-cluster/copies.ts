import type { MoveFacts } from '../../../port/facts';
import { vaultOf } from '../cli-secrets';
import { veleroSources } from '../../../port/velero';
import { veleroLines } from '../../../port/velero-lines';
import { veleroSteps, type VeleroLines, type VeleroSteps } from '../../../port/velero-steps';
import { installVelero, SNAPSHOTS_HOST, VELERO_CALLS } from '../cli-velero';
import { insideOf, type ClusterPlacement } from './names';

/** What is asked of a move. */
export type ClusterMove = Pick<MoveFacts, 'to' | 'claim'>;

/** What Velero adds to a cluster that it copies; one that has no copies has nothing of it. */
export function copiesOf(placement: ClusterPlacement, move: ClusterMove): VeleroSteps | undefined {
  const { here, declaration } = placement;
  const { backup } = declaration;
  if (!backup) return undefined;
  return veleroSteps(placement, move, {
    namespaces: backup.namespaces,
    lines: linesOf(placement, backup),
    // What snapshots look like is of others.
    hosts: [...veleroSources(backup).hosts, SNAPSHOTS_HOST],
    // A session, as https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengsettingupbastion.htm has it.
    byHand: '(kubectl by a session of the bastion: docs/kubernetes.md)',
    unread: `a key that is not of a user who may read there, or a network without a way to where the images are (egress: 'nat')`,
    volumes: `oci bv volume list --region ${here.region} --compartment-id ${here.account}`,
  });
}

function linesOf(placement: ClusterPlacement, backup: NonNullable<ClusterPlacement['declaration']['backup']>): VeleroLines {
  const of = insideOf(placement);
  const { charts, images } = veleroSources(backup);
  const { vault } = vaultOf(placement.here);
  const velero = { ...of, vault, secret: placement.here.names.key, charts, images };
  return veleroLines(VELERO_CALLS, of, backup, (name) => installVelero(velero, name));
}
