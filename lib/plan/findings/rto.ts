import { inWords } from '../../objectives/duration';
import { SCOPES, type Scope } from '../../objectives/objectives';
import { committed, LOSS_OF, whyMoved } from '../losses';
import type { Finding, WorkloadPlan } from '../plan';
import type { Loss } from '../protection';
import type { PlanInput } from '../input';
import { holdsAt, holdsBeside, others, tried, type Tried } from '../trying';
import type { Rule } from './rule';

/**
 * DR-RTO-01: what the loss of each thing takes stays within what is asked of it; DR-RTO-02 and DR-RTO-03: a tier that commits less than is
 * asked is never chosen silently.
 */
export const rto: Rule = (input, plan) => SCOPES.flatMap((lost) => judged(input, plan, lost));

/** As the end of a sentence; that of the region goes without saying. */
const of = (lost: Scope): string => (lost === 'region' ? '' : ` for ${LOSS_OF[lost]}`);

function judged(input: PlanInput, plan: WorkloadPlan, lost: Scope): Finding[] {
  const limit = plan.objectives.asked(lost)?.rto.toSeconds();
  const loss = plan.losses[lost];
  if (limit === undefined || loss.rto === undefined) return [];
  const about: About = {
    subject: lost === 'region' ? plan.id : `${plan.id} ${lost}`,
    value: `${inWords(loss.rto)}, RTO ${inWords(limit)}; the longest part is ${longestOf(loss)}${whyMoved(loss)}`,
  };
  if (loss.rto <= limit) return uncommitted(input, plan, lost, { ...about, limit });
  return [
    {
      ...about,
      id: 'DR-RTO-01',
      level: 'error',
      what: `Tier ${plan.tier} cannot meet the RTO${of(lost)}`,
      fix: fixOf(input, plan, lost),
    },
  ];
}

/** Whose time it is. */
type About = Pick<Finding, 'subject' | 'value'>;

/** Data and the account are answered by copies: their time is no bound of a tier. */
function uncommitted(
  input: PlanInput,
  plan: WorkloadPlan,
  lost: Scope,
  { limit, ...about }: About & { readonly limit: number },
): Finding[] {
  if (lost === 'data' || lost === 'account') return [];
  const bound = committed(plan.tier, plan.losses[lost]).rto?.toSeconds();
  const level = input.tier ? 'info' : 'error';
  if (bound === undefined)
    return [
      {
        ...about,
        id: 'DR-RTO-02',
        level,
        what: `Tier ${plan.tier} commits no recovery time for ${LOSS_OF[lost]}: the figure is an estimate`,
        fix: commitment(input, plan, lost),
      },
    ];
  if (bound <= limit) return [];
  return [
    {
      ...about,
      id: 'DR-RTO-03',
      level,
      what: `Tier ${plan.tier} commits ${inWords(bound)}${of(lost)}; the RTO is tighter`,
      fix: `declare tier: Tier.${plan.tier.name.toUpperCase()} to tighten its bound knowingly`,
    },
  ];
}

function longestOf({ parts }: Loss): string {
  const longest = [...parts].sort((a, b) => b.figure.seconds - a.figure.seconds)[0];
  return `${longest?.name} (${inWords(longest?.figure.seconds ?? 0)})`;
}

type Counted = (one: Tried) => number;

/** Seconds that a tier would take, with what the architect's own checks take where the role moves: those are in the plan's budget, and in no tier. */
function taken(input: PlanInput, plan: WorkloadPlan, lost: Scope): Counted {
  const own = Math.max(0, plan.budget.rto - (tried({ ...input, zonal: plan.zonal }, plan.tier)?.budget.rto ?? plan.budget.rto));
  return ({ losses }) => (losses[lost].rto ?? Infinity) + (losses[lost].answer === 'moves' ? own : 0);
}

/** What else could be declared, the cheapest first: the first site over zones, which helps where a zone is lost, and every other tier. */
function ways(input: PlanInput, plan: WorkloadPlan, lost: Scope): Tried[] {
  const zonal = lost === 'zone' && !plan.zonal ? tried({ ...input, zonal: true }, plan.tier) : undefined;
  return [...(zonal ? [zonal] : []), ...others(input, plan.tier)];
}

const named = (one: Tried, plan: WorkloadPlan): string =>
  one.tier === plan.tier ? 'zonal: true' : `tier ${one.tier}${one.zonal ? ' with zonal: true' : ''}`;

/** The cheapest way that holds all that is asked, tried; where none does, the time that the quickest would take. */
function fixOf(input: PlanInput, plan: WorkloadPlan, lost: Scope): string {
  const { objectives } = plan;
  const secondsOf = taken(input, plan, lost);
  const loss = plan.losses[lost];
  const here = loss.rto ?? 0;
  const all = ways(input, plan, lost);
  const holds = all.find((one) => holdsAt(one, objectives, lost, secondsOf(one)) && holdsBeside(one, objectives, lost));
  if (holds) return `${named(holds, plan)} (${inWords(secondsOf(holds))}), or an RTO of at least ${inWords(here)}${of(lost)}`;
  const quickest = all
    .map((one) => ({ name: named(one, plan), seconds: secondsOf(one) }))
    .reduce((best, one) => (one.seconds < best.seconds ? one : best), { name: '', seconds: here });
  const than = quickest.name === '' ? '' : ` with ${quickest.name}, or of ${inWords(here)} with tier ${plan.tier}`;
  return `an RTO of at least ${inWords(quickest.seconds)}${of(lost)}${than}, or less of ${longestOf(loss)}: no tier holds this one`;
}

/** The cheapest way that commits to a time, and holds all that is asked. */
function commitment(input: PlanInput, plan: WorkloadPlan, lost: Scope): string {
  const { objectives } = plan;
  const secondsOf = taken(input, plan, lost);
  const limit = objectives.asked(lost)?.rto.toSeconds() ?? 0;
  const holds = ways(input, plan, lost).find((one) => {
    const bound = committed(one.tier, one.losses[lost]).rto?.toSeconds();
    const isHeld = holdsAt(one, objectives, lost, secondsOf(one)) && holdsBeside(one, objectives, lost);
    return bound !== undefined && bound <= limit && isHeld;
  });
  return holds
    ? `${named(holds, plan)}, where a commitment is needed`
    : 'acknowledge it, where an estimate is enough: no tier commits to this RTO and holds both objectives here';
}
