import { Duration, inWords } from '../../objectives/duration';
import { Tier } from '../../objectives/tier';
import { copyEverySeconds, type PlanInput } from '../input';
import type { Protection } from '../plan';
import { tried } from '../trying';
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
      fix: cheapestFix(input, plan.tier, p, limit),
    }));
};

/** What is proposed is tried: copies often enough, else the cheapest tier of that component, else the RPO that the best one has. */
function cheapestFix(input: PlanInput, tier: Tier, p: Protection, limit: number): string {
  const { id } = p.declaration;
  const hours = Math.floor((limit - (p.rpo.seconds - copyEverySeconds(input, p.tier))) / 3600);
  const often = p.posture === 'backup' && hours >= 1 && isHeld(tried({ ...input, copyEvery: Duration.hours(hours) }, tier), id, limit);
  const tiers = Tier.ALL.filter((one) => one !== p.tier).flatMap((one) => {
    const own = input.declarations.map((d) => (d.id === id ? { ...d, tier: one } : d));
    const seconds = rpoOf(tried({ ...input, declarations: own }, tier), id);
    return seconds === undefined ? [] : [{ tier: one, seconds }];
  });
  const held = tiers.find(({ seconds }) => seconds <= limit)?.tier;
  const better = held ? `tier ${held}${often ? '' : ` for ${id}`}` : undefined;
  const ways = [...(often ? [`copies every ${hours} h (copyEvery: Duration.hours(${hours}))`] : []), ...(better ? [better] : [])];
  if (ways.length > 0) return ways.join(', or ');
  const best = tiers.reduce((least, one) => (one.seconds < least.seconds ? one : least), { tier: p.tier, seconds: p.rpo.seconds });
  return `an RPO of at least ${inWords(best.seconds)}${best.tier === p.tier ? '' : `, with tier ${best.tier} for ${id}`}`;
}

const rpoOf = (one: ReturnType<typeof tried>, id: string): number | undefined =>
  one?.protections.find(({ declaration }) => declaration.id === id)?.rpo.seconds;

const isHeld = (one: ReturnType<typeof tried>, id: string, limit: number): boolean => (rpoOf(one, id) ?? Infinity) <= limit;
