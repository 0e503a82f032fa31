import { Tier, type TierName } from '../../lib/objectives/tier';
import type { Declaration as Component } from '../../lib/components/component';
import { planWorkload } from '../../lib/plan/planner';
import type { WorkloadPlan } from '../../lib/plan/plan';
import { declare, recordProgress, type Declaration, type Progress } from '../../lib/situation/declare';
import type { Situation } from '../../lib/situation/schema';
import { NORMAL, View } from '../../lib/situation/situation';
import { at } from '../declared';
import { A, B, input, objectives, SIDES } from './input';

const by = 'Ada';
const workload = 'billing';

/** A disaster and the way back, one step an hour. */
export const JOURNEY: readonly (readonly [string, (Declaration | Progress) | undefined])[] = [
  ['normal', undefined],
  ['A lost', { op: 'lost', site: A }],
  ['failing over', { op: 'failover', workload, to: B, by }],
  ['failed over', { record: 'completed', workload, components: ['Invoices', 'Ledger'] }],
  ['A is back', { op: 'avoid', site: A }],
  ['A is fenced', { record: 'fenced', workload, site: A }],
  ['reprotected', { op: 'normal', site: A }],
  ['B is fenced', { op: 'fence', workload, at: B }],
  ['nothing lags', { record: 'lag', workload, lag: { Invoices: 0, Ledger: 0 } }],
  ['switching home', { op: 'switch', workload, to: A, by }],
  ['home', { record: 'completed', workload, components: ['Invoices', 'Ledger'] }],
];

/** The situation after each step. */
export const SITUATIONS: ReadonlyMap<string, Situation> = (() => {
  let now: Situation = NORMAL;
  return new Map(
    JOURNEY.map(([name, step], hour) => {
      if (step) now = 'op' in step ? declare(now, step, [SIDES], at(hour)) : recordProgress(now, step, [SIDES], at(hour));
      return [name, now];
    }),
  );
})();

export const viewAt = (name: string): View => new View(SITUATIONS.get(name) as Situation, SIDES);

/** The plan of some components at a step. */
export function planAt(name: string, tier: TierName, declarations: readonly Component[]): WorkloadPlan {
  return planWorkload(
    input({ tier: Tier.named(tier), objectives: objectives(30 * 24 * 60, 30 * 24 * 60), declarations }, SITUATIONS.get(name)),
  );
}
