import type { Rule } from './rule';

/** DR-LOCK-01: against the loss of the account, one copy is out of its reach; copies here are locked in governance mode, in the same account (law 6). */
export const immutability: Rule = (input, plan) => {
  const accounts = new Set(input.sites.map((site) => site.account));
  if (accounts.size > 1 || !plan.placements.some((p) => p.posture === 'active')) return [];
  return [{ id: 'DR-LOCK-01', level: 'warning', subject: input.workload, what: 'Every copy is in one account: its vaults are locked in governance mode, which an administrator of the account can lift', value: [...accounts].join(), fix: 'a secondary site in another account, or acknowledge with a reason' }];
};
