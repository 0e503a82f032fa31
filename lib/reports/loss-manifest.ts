import type { Duration } from '../objectives/duration';
import { SCOPES } from '../objectives/objectives';
import { committed } from '../plan/losses';
import type { WorkloadPlan } from '../plan/plan';
import type { Loss } from '../plan/protection';
import type { LossManifest } from './manifest';

/** What the loss of each thing takes and loses, beside what is asked of it and what the tier commits. */
export function lossManifest({ losses, objectives, tier }: WorkloadPlan): LossManifest[] {
  return SCOPES.map((lost) => {
    const loss = losses[lost];
    const asked = objectives.asked(lost);
    return {
      lost,
      ...(asked ? { asked: seconds(asked) } : {}),
      committed: seconds(committed(tier, loss)),
      gives: { ...(loss.rto === undefined ? {} : { rto: loss.rto }), ...lossOf(loss) },
      verified: [...loss.parts.map(({ figure }) => figure), ...Object.values(loss.each)].every((figure) => figure?.verified !== false),
      answer: loss.answer,
      because: [...loss.because],
    };
  });
}

const seconds = ({ rto, rpo }: { readonly rto?: Duration; readonly rpo?: Duration }): LossManifest['committed'] => ({
  ...(rto ? { rto: rto.toSeconds() } : {}),
  ...(rpo ? { rpo: rpo.toSeconds() } : {}),
});

/** That of the worst component; none where all of one is lost. */
function lossOf({ each }: Loss): { rpo?: number } {
  const figures = Object.values(each);
  return figures.some((figure) => figure === undefined) ? {} : { rpo: Math.max(0, ...figures.map((figure) => figure?.seconds ?? 0)) };
}
