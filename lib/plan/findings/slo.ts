import { inWords } from '../../objectives/duration';
import { SCOPES } from '../../objectives/objectives';
import { allowed, availabilityOf, weakestOf } from '../availability';
import type { PlanInput } from '../input';
import type { Finding, WorkloadPlan } from '../plan';
import { holdsAt, others, tried, type Tried } from '../trying';
import { isZonal } from './instead';
import type { Rule } from './rule';

/**
 * DR-SLO-01: what the vendors promise of the site that serves is less than the SLO; DR-SLO-02: one recovery takes more than the SLO leaves a
 * month; DR-SLO-03: nobody said what is promised of a component. None stops a synthesis: an SLA is paid back, and an SLO is measured.
 */
export const slo: Rule = (input, plan) => {
  const asked = plan.objectives.slo;
  return asked === undefined ? [] : [...promised(input, plan, asked), ...spent(plan, asked), ...unsaid(plan)];
};

function promised(input: PlanInput, plan: WorkloadPlan, asked: number): Finding[] {
  const { availability } = plan;
  if (availability.site >= asked) return [];
  const weakest = weakestOf(availability);
  return [
    {
      id: 'DR-SLO-01',
      level: 'warning',
      subject: plan.id,
      what: 'What is promised of the services of one site, all of them needed, is less than the SLO',
      value: `${availability.site} %, SLO ${asked} %; the least is ${weakest?.of} (${weakest?.slas.map(({ percent }) => `${percent} %`).join(', ')})`,
      fix: better(input, plan, asked),
    },
  ];
}

/** The cheapest way that is promised enough and holds the other objectives, tried; where none is, the best that there is. */
function better(input: PlanInput, plan: WorkloadPlan, asked: number): string {
  const zonal = plan.zonal ? undefined : tried({ ...input, zonal: true }, plan.tier);
  const ways = [...(zonal ? [zonal] : []), ...others(input, plan.tier)]
    .filter((one) => isTaken(input, one))
    .map((one) => ({ one, site: availabilityOf(input, one.protections).site }));
  const held = ways.find(({ one, site }) => site >= asked && SCOPES.every((lost) => holdsAt(one, plan.objectives, lost)));
  if (held) return `${wordsOf(held.one, plan)} (${held.site} %)`;
  const best = ways.reduce((most, { site }) => Math.max(most, site), plan.availability.site);
  return `an SLO of at most ${best} %, or fewer services in the way of users; either site, if moving took no time: ${plan.availability.either} %`;
}

/** What is spread over zones stands where they are. */
const isTaken = ({ known }: PlanInput, { protections }: Tried): boolean =>
  known.every(({ region }, i) => isZonal(region) || protections.every((one) => (i === 0 ? one.spread : one.spreadAway) === 'single'));
const wordsOf = (one: Tried, plan: WorkloadPlan): string =>
  one.tier === plan.tier ? 'zonal: true' : `tier ${one.tier}${one.zonal ? ' with zonal: true' : ''}`;

function spent({ id, budget }: WorkloadPlan, asked: number): Finding[] {
  const month = allowed(asked);
  if (budget.rto <= month) return [];
  return [
    {
      id: 'DR-SLO-02',
      level: 'info',
      subject: id,
      what: 'One recovery takes more than the SLO leaves in a month',
      value: `${inWords(budget.rto)}; SLO ${asked} % leaves ${inWords(month)} a month`,
      fix: 'say in the SLO that the loss of a region is not counted, or count it over a year',
    },
  ];
}

function unsaid({ id, availability: { unknown } }: WorkloadPlan): Finding[] {
  if (unknown.length === 0) return [];
  return [
    {
      id: 'DR-SLO-03',
      level: 'info',
      subject: id,
      what: 'Nobody said what its vendor promises of a part of it: the figures are without it',
      value: unknown.join(', '),
      fix: 'ask the vendor, and count it in',
    },
  ];
}
