import { outlivesAccounts } from '../copying';
import type { Rule } from './rule';

/** DR-LOCK-01: against the loss of the account, one copy is out of its reach; or the gap is acknowledged. */
export const immutability: Rule = (input, plan) => {
  const accounts = new Set(input.sites.map((site) => site.account));
  const { copyPlace } = plan;
  if (outlivesAccounts(copyPlace) || copyPlace?.lockedForGood === true) return [];
  if (accounts.size > 1 || !plan.placements.some((p) => p.posture === 'active')) return [];
  return [
    {
      id: 'DR-LOCK-01',
      level: 'warning',
      subject: input.workload,
      what: 'Every copy is in one account: whoever takes the account over reaches them all, and can lift a lock that is not irrevocable',
      value: [...accounts].join(),
      fix: input.sites[0].cloud.copyPlaces
        ? 'copiesIn of the workload: a place of copies in another account'
        : 'copies to another account or under an irrevocable lock, of your own in onEverySite; then acknowledge with that reason',
    },
  ];
};
