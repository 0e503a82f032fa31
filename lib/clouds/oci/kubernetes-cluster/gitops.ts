import { gitOpsSteps, type GitOpsSteps } from '../../../port/gitops-steps';
import { isAsDescribed, keepAsDescribed } from '../cli-flux';
import { insideOf, type ClusterPlacement } from './names';

/** Flux, which keeps a cluster as a repository has it, put there by a step. */
export function gitOpsOf(placement: ClusterPlacement): GitOpsSteps | undefined {
  const of = insideOf(placement);
  return gitOpsSteps(placement, {
    keep: (words) => keepAsDescribed(of, words),
    kept: isAsDescribed(of),
    byHand: '(kubectl by a session of the bastion: docs/kubernetes.md)',
  });
}
