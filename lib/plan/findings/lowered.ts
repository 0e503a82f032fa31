import type { Rule } from './rule';

/** DR-TIER-01: a component below its workload's tier says why. */
export const lowered: Rule = (_input, plan) =>
  plan.protections
    .filter((p) => p.tier.rank < plan.tier.rank && !p.declaration.tierReason)
    .map((p) => ({
      id: 'DR-TIER-01',
      level: 'error' as const,
      subject: p.declaration.id,
      what: `${p.declaration.id} has a lower tier than its workload, without a reason`,
      value: `${p.tier}, workload ${plan.tier}`,
      fix: `tierReason: '…', or tier ${plan.tier}`,
    }));
