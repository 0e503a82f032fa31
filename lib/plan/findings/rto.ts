import { inWords } from '../../objectives/duration';
import { Tier } from '../../objectives/tier';
import type { Rule } from './rule';

/** DR-RTO-01: the sum of the budget stays within the RTO; DR-RTO-02 and DR-RTO-03: a tier that commits less than the RTO asks is never chosen silently. */
export const rto: Rule = (input, plan) => {
  const limit = plan.objectives.rto.toSeconds();
  const { parts } = plan.budget;
  const longest = [...parts].sort((a, b) => b.figure.seconds - a.figure.seconds)[0];
  const value = `${inWords(plan.budget.rto)}, RTO ${inWords(limit)}; the longest part is ${longest?.name} (${inWords(longest?.figure.seconds ?? 0)})`;
  const next = Tier.ALL.find((tier) => tier.rank === plan.tier.rank + 1);
  const fix =
    next && next.rank <= Tier.HOT.rank
      ? `tier ${next}, or an RTO of at least ${inWords(plan.budget.rto)}`
      : `an RTO of at least ${inWords(plan.budget.rto)}, or less of ${longest?.name}`;
  if (plan.budget.rto > limit)
    return [{ id: 'DR-RTO-01', level: 'error', subject: plan.id, what: `Tier ${plan.tier} cannot meet the RTO`, value, fix }];
  const bound = plan.tier.bounds.rto?.toSeconds();
  const level = input.tier ? 'info' : 'error';
  if (bound === undefined)
    return [
      {
        id: 'DR-RTO-02',
        level,
        subject: plan.id,
        what: `Tier ${plan.tier} commits no recovery time for the loss of a region: the figure is an estimate`,
        value,
        fix: `tier ${Tier.WARM}, where a commitment is needed`,
      },
    ];
  if (bound <= limit) return [];
  return [
    {
      id: 'DR-RTO-03',
      level,
      subject: plan.id,
      what: `Tier ${plan.tier} commits ${inWords(bound)}; the RTO is tighter`,
      value,
      fix: `declare tier: Tier.${plan.tier.name.toUpperCase()} to tighten its bound knowingly`,
    },
  ];
};
