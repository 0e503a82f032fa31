import { inWords } from '../objectives/duration';
import { beforeClock, type Objectives } from '../objectives/objectives';
import type { Tier } from '../objectives/tier';
import { ContinuityError, type ContinuityErrorProps, refuseAll } from '../words/errors';
import { waitsFor, type Turn } from '../words/in-order';
import type { DeclaredInput } from './input';
import type { Protected } from './planner';
import { figuresOf } from './losses';
import { others } from './trying';

/** A workload of the app, with what it is of no use without. */
export interface Depending extends Turn {
  readonly input: DeclaredInput;
  readonly own: Protected;
}

/** Throws `DR-WORK-04` where workloads wait for each other, `DR-WORK-05` where one waits for another one that is back later than it has to be itself. */
export function refuseDepending(all: readonly Depending[]): void {
  for (const one of all) refuseCircle(one, all);
  refuseAll(all.flatMap((one) => waitsFor(one.id, all).flatMap((other) => slower(one, other))));
}

function refuseCircle({ id, dependsOn }: Depending, all: readonly Depending[]): void {
  const back = dependsOn.find((other) => other === id || waitsFor(other, all).some((one) => one.id === id));
  if (back === undefined) return;
  throw new ContinuityError({
    id: 'DR-WORK-04',
    what: `${id} and ${back} wait for each other: neither could be recovered first`,
    value: `${id} depends on ${back}, and ${back} on ${id}`,
    allowed: 'an order: each one depends on others that do not depend on it',
    fix: `leave out that ${back} depends on ${id}, or make one workload of both`,
  });
}

/** Seconds from the incident, of seconds on the clock of those objectives. */
const fromIncident = (seconds: number, { clock, detection, decision }: Objectives): number =>
  seconds + beforeClock({ clock, detection: detection.toSeconds(), decision: decision.toSeconds() });

const asked = ({ input: { objectives } }: Depending): number => fromIncident(objectives.rto.toSeconds(), objectives);
const takes = ({ input }: Depending, { budget }: { readonly budget: { readonly rto: number } }): number =>
  fromIncident(budget.rto, input.objectives);
const figures = (one: Depending): number => takes(one, figuresOf(one.input, one.own.protections));

/** Whether one tier commits to a recovery time, and another one to none, or to a longer one. */
const commitsLess = (than: Tier, tier: Tier): boolean =>
  than.bounds.rto !== undefined && (tier.bounds.rto === undefined || tier.bounds.rto.isLongerThan(than.bounds.rto));

/** What is slower than whoever waits for it: by what is asked of it, by its figures, or by what its tier commits to. */
function slower(one: Depending, other: Depending): ContinuityErrorProps[] {
  const limit = asked(one);
  const late = Math.max(asked(other), figures(other));
  const isColder = commitsLess(one.own.tier, other.own.tier);
  if (late <= limit && !isColder) return [];
  const value = `${other.id} (${other.own.tier}) serves ${inWords(late)} after the incident, ${one.id} (${one.own.tier}) has to within ${inWords(limit)}`;
  return [
    {
      id: 'DR-WORK-05',
      what: `${one.id} depends on ${other.id}, which is back later than it has to be itself`,
      value: isColder ? `${value}; tier ${other.own.tier} commits to ${committed(other.own.tier)}` : value,
      allowed: `what ${one.id} depends on is back within ${inWords(limit)} of the incident, by a tier that commits to no less than ${one.own.tier}`,
      fix: fixOf(one, other, limit),
    },
  ];
}

const committed = ({ bounds }: Tier): string => (bounds.rto ? inWords(bounds.rto.toSeconds()) : 'no recovery time');

/** The cheapest that holds: what is asked of it alone, where its figures hold that already; else another tier; else one more hour for who waits. */
function fixOf(one: Depending, other: Depending, limit: number): string {
  const within = (seconds: number): boolean => seconds <= limit;
  const ask = `an RTO of ${inWords(limit)} from the incident in the objectives of ${other.id}`;
  if (within(figures(other)) && !commitsLess(one.own.tier, other.own.tier)) return `${ask}: its figures hold that`;
  const better = others(other.input, other.own.tier).find((way) => within(takes(other, way)) && !commitsLess(one.own.tier, way.tier));
  const raised = within(asked(other)) ? '' : `, and ${ask}`;
  if (better) return `tier: Tier.${better.tier.name.toUpperCase()} for ${other.id}${raised}`;
  return `no tier of ${other.id} is back in time: a longer RTO for ${one.id}, or leave out that it depends on ${other.id}`;
}
