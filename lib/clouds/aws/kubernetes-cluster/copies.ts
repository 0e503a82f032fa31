import type { MoveFacts } from '../../../port/facts';
import { veleroSources } from '../../../port/velero';
import { veleroLines } from '../../../port/velero-lines';
import { veleroSteps, type VeleroSteps } from '../../../port/velero-steps';
import { installVelero, VELERO_CALLS } from '../cli-velero';
import { insideOf, type ClusterPlacement } from './names';

/** What is asked of a move. */
export type ClusterMove = Pick<MoveFacts, 'to' | 'claim'>;

/** What Velero adds to a cluster that it copies; one that has no copies has nothing of it. */
export function copiesOf(placement: ClusterPlacement, move: ClusterMove): VeleroSteps | undefined {
  const { here, declaration } = placement;
  const { backup } = declaration;
  if (!backup) return undefined;
  const of = insideOf(placement);
  const { charts, images, hosts } = veleroSources(backup);
  return veleroSteps(placement, move, {
    namespaces: backup.namespaces,
    lines: veleroLines(VELERO_CALLS, of, backup, (name) => installVelero({ ...of, charts, images }, name)),
    hosts,
    byHand: '(kubectl by a session to a node: docs/kubernetes.md)',
    unread: `a role that its pods did not take (the add-on eks-pod-identity-agent), or a network without a way to where the images are (egress: 'nat')`,
    volumes: `aws ec2 describe-volumes --region ${here.region} --filters Name=status,Values=available`,
  });
}
