import { inWords } from '../../objectives/duration';
import type { Finding, WorkloadPlan } from '../plan';
import type { PlanInput } from '../input';
import { others, tried, type Tried } from '../trying';
import type { Rule } from './rule';

/** DR-RTO-01: the sum of the budget stays within the RTO; DR-RTO-02 and DR-RTO-03: a tier that commits less than the RTO asks is never chosen silently. */
export const rto: Rule = (input, plan) => {
  const limit = plan.objectives.rto.toSeconds();
  const value = `${inWords(plan.budget.rto)}, RTO ${inWords(limit)}; the longest part is ${longestOf(plan)}`;
  const about = { subject: plan.id, value };
  if (plan.budget.rto > limit)
    return [{ ...about, id: 'DR-RTO-01', level: 'error', what: `Tier ${plan.tier} cannot meet the RTO`, fix: fixOf(input, plan) }];
  const bound = plan.tier.bounds.rto?.toSeconds();
  const level = input.tier ? 'info' : 'error';
  if (bound === undefined) {
    const what = `Tier ${plan.tier} commits no recovery time for the loss of a region: the figure is an estimate`;
    return [{ ...about, id: 'DR-RTO-02', level, what, fix: commitment(input, plan) }];
  }
  if (bound <= limit) return [];
  return [
    {
      ...about,
      id: 'DR-RTO-03',
      level,
      what: `Tier ${plan.tier} commits ${inWords(bound)}; the RTO is tighter`,
      fix: `declare tier: Tier.${plan.tier.name.toUpperCase()} to tighten its bound knowingly`,
    },
  ] satisfies Finding[];
};

function longestOf({ budget }: WorkloadPlan): string {
  const longest = [...budget.parts].sort((a, b) => b.figure.seconds - a.figure.seconds)[0];
  return `${longest?.name} (${inWords(longest?.figure.seconds ?? 0)})`;
}

/** Seconds that a tier would take, with what the architect's own checks take: those are in the plan's budget, and in no tier. */
function taken(input: PlanInput, plan: WorkloadPlan): (one: Tried) => number {
  const own = Math.max(0, plan.budget.rto - (tried(input, plan.tier)?.budget.rto ?? plan.budget.rto));
  return ({ budget }) => budget.rto + own;
}

/** The cheapest tier that holds both objectives, tried; where none does, the time that the quickest would take. */
function fixOf(input: PlanInput, plan: WorkloadPlan): string {
  const secondsOf = taken(input, plan);
  const all = others(input, plan.tier);
  const holds = all.find((one) => secondsOf(one) <= plan.objectives.rto.toSeconds() && isWithinRpo(one, plan));
  if (holds) return `tier ${holds.tier} (${inWords(secondsOf(holds))}), or an RTO of at least ${inWords(plan.budget.rto)}`;
  const quickest = all
    .map((one) => ({ tier: one.tier, seconds: secondsOf(one) }))
    .reduce((best, one) => (one.seconds < best.seconds ? one : best), { tier: plan.tier, seconds: plan.budget.rto });
  const than = quickest.tier === plan.tier ? '' : ` with tier ${quickest.tier}, or of ${inWords(plan.budget.rto)} with tier ${plan.tier}`;
  return `an RTO of at least ${inWords(quickest.seconds)}${than}, or less of ${longestOf(plan)}: no tier holds this one`;
}

/** The cheapest tier that commits to a time, and holds both objectives. */
function commitment(input: PlanInput, plan: WorkloadPlan): string {
  const secondsOf = taken(input, plan);
  const limit = plan.objectives.rto.toSeconds();
  const holds = others(input, plan.tier).find((one) => {
    const bound = one.tier.bounds.rto?.toSeconds();
    return bound !== undefined && bound <= limit && secondsOf(one) <= limit && isWithinRpo(one, plan);
  });
  return holds
    ? `tier ${holds.tier}, where a commitment is needed`
    : 'acknowledge it, where an estimate is enough: no tier commits to this RTO and holds both objectives here';
}

const isWithinRpo = ({ budget }: Tried, { objectives }: WorkloadPlan): boolean => budget.rpo <= objectives.rpo.toSeconds();
