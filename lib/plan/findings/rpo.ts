import { inWords } from '../../objectives/duration';
import { Tier } from '../../objectives/tier';
import type { Protection } from '../plan';
import type { Rule } from './rule';

/** DR-RPO-01: no component may lose more than the RPO; the workload's RPO is that of its worst component. */
export const rpo: Rule = (input, plan) => {
  const limit = plan.objectives.rpo.toSeconds();
  return plan.protections
    .filter((p) => p.rpo.seconds > limit)
    .map((p) => ({
      id: 'DR-RPO-01',
      level: 'error' as const,
      subject: p.declaration.id,
      what: `Tier ${p.tier} cannot meet the RPO for ${p.declaration.id}`,
      value: `it may lose ${inWords(p.rpo.seconds)}${p.rpo.verified ? '' : ' (UNVERIFIED)'}, RPO ${inWords(limit)}`,
      fix: cheapestFix(p, limit, input.copyEvery?.toSeconds() ?? p.tier.bounds.copyEvery.toSeconds()),
    }));
};

function cheapestFix(p: Protection, limit: number, every: number): string {
  const overhead = p.rpo.seconds - every;
  const rarely = Math.floor((limit - overhead) / 3600);
  if (p.posture === 'backup' && rarely >= 1) return `copies every ${rarely} h (copyEvery: Duration.hours(${rarely})), or tier ${Tier.HOT}`;
  return p.posture === 'backup' ? `tier ${Tier.HOT} for ${p.declaration.id}` : `an RPO of at least ${inWords(p.rpo.seconds)}`;
}
