import { inWords } from '../../objectives/duration';
import type { PlanInput } from '../input';
import { outlivesAccounts } from '../copying';
import { LOSS_OF } from '../losses';
import type { Finding, WorkloadPlan } from '../plan';
import type { Rule } from './rule';

/** DR-SCOPE-01: what is asked for the loss of data, or of the account, needs something that brings each component back and is not lost with it. */
export const scopes: Rule = (input, plan) => (['data', 'account'] as const).flatMap((lost) => bare(input, plan, lost));

function bare({ known }: PlanInput, { objectives, losses, protections, copyPlace }: WorkloadPlan, lost: 'data' | 'account'): Finding[] {
  const asked = objectives.asked(lost);
  if (!asked) return [];
  const accounts = [...new Set([...known.map(({ account }) => account), ...(copyPlace ? [copyPlace.account] : [])])];
  const brings = known[0]?.cloud.copyPlaces !== undefined && !outlivesAccounts(copyPlace);
  return losses[lost].because.map((id) => {
    const isCopied = lost === 'account' && protections.some(({ declaration, copies }) => declaration.id === id && copies !== undefined);
    return {
      id: 'DR-SCOPE-01',
      level: 'error' as const,
      subject: `${id} ${lost}`,
      what: isCopied
        ? `Every copy of ${id} is lost with the account`
        : `Nothing brings ${id} back after ${LOSS_OF[lost]}: it has no copies that are restored`,
      value: `RTO ${inWords(asked.rto.toSeconds())}, RPO ${inWords(asked.rpo.toSeconds())}${isCopied ? `; all in ${accounts.join()}` : ''}`,
      fix: isCopied
        ? brings
          ? 'copiesIn of the workload: a place of copies in an account that is none of the sites’'
          : 'copies to another account, of your own in onEverySite; then acknowledge with that reason: no tier gives them'
        : 'copies of your own in onEverySite, or how it is issued again; then acknowledge with that reason: no tier gives them',
    };
  });
}
