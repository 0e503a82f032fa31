import { SCOPES } from '../../objectives/objectives';
import { MEASURED, percent } from '../../words/footprint';
import { amountOf, footprintOf } from '../footprint';
import type { PlanInput } from '../input';
import type { Finding, WorkloadPlan } from '../plan';
import type { Footprint, MeasurePlan } from '../protection';
import { holdsAt, others } from '../trying';
import type { Rule } from './rule';

/**
 * DR-FOOT-01: more stands by than the ceiling of the workload lets, as a share of what serves; DR-FOOT-02: a ceiling is asked, and nobody said
 * what runs of a component, or nothing of what is asked is there.
 */
export const footprint: Rule = (input, plan) => {
  const asked = plan.footprint.measures.filter(({ atMost }) => atMost !== undefined);
  return [...asked.filter(isBroken).map((one) => broken(input, plan, one)), ...unsaid(plan, asked)];
};

/** Numbers with a fraction are sums of fractions: a share is above its ceiling by more than their last digits. */
const isBroken = ({ share = 0, atMost = Infinity }: MeasurePlan): boolean => share > atMost + 1e-9;

function broken(input: PlanInput, plan: WorkloadPlan, { measure, serves, standsBy, share = 0, atMost = 0 }: MeasurePlan): Finding {
  const parts = plan.footprint.parts
    .map((part) => ({ of: part.of, amount: amountOf(measure, part, part.standsBy) }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount);
  return {
    id: 'DR-FOOT-01',
    level: 'error',
    subject: measure,
    what: `More stands by than the footprint lets, in ${MEASURED[measure]}`,
    value: `${percent(share)} (${standsBy} of ${serves}: ${parts.map(({ of, amount }) => `${of} ${amount}`).join(', ')}), at most ${percent(atMost)}`,
    fix: `${waysOf(input, plan, parts.find(({ of }) => isScaled(input, of))?.of)}footprint: { ${measure}: ${Math.ceil(share * 100 - 1e-6) / 100} }`,
  };
}

/** A tier that was tried: it holds what is asked, and lets no ceiling be broken. And fewer of what says how many run. */
function waysOf(input: PlanInput, plan: WorkloadPlan, scaled: string | undefined): string {
  const fits = (one: Footprint): boolean => !one.measures.some(isBroken);
  const way = others(input, plan.tier).find(
    (one) => fits(footprintOf(input, one.protections)) && SCOPES.every((lost) => holdsAt(one, plan.objectives, lost)),
  );
  return [
    ...(way ? [`tier ${way.tier}${way.zonal ? ' with zonal: true' : ''}, or `] : []),
    ...(scaled ? [`fewer of ${scaled} while it stands by (standby), or none reserved, or `] : []),
  ].join('');
}

/** Whether its declaration says how many run. */
const isScaled = ({ declarations }: PlanInput, id: string): boolean =>
  declarations.some((one) => one.id === id && ('instances' in one || 'pools' in one));

function unsaid({ id, footprint: { unknown } }: WorkloadPlan, asked: readonly MeasurePlan[]): Finding[] {
  const empty = asked.filter(({ serves }) => serves === 0).map(({ measure }) => `no ${MEASURED[measure]}`);
  const left = asked.length > 0 ? unknown : [];
  if (empty.length + left.length === 0) return [];
  return [
    {
      id: 'DR-FOOT-02',
      level: 'warning',
      subject: id,
      what: 'A footprint is asked, and not all of it can be counted',
      value: [...empty, ...left.map((one) => `nobody said what runs of ${one}`)].join('; '),
      fix: left.length > 0 ? `runs: (declaration, standing) => …, in the cell of ${left[0]}` : 'leave that measure out',
    },
  ];
}
