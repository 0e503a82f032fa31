import type { Objectives } from '../objectives/objectives';
import type { TrafficFacts } from '../port/facts';
import { OWN, type Figure } from '../words/figure';
import type { Budget, BudgetPart, Protection } from './protection';

const FENCE: Figure = { seconds: 120, source: `time box of the fence, ${OWN}`, verified: false };
const CHECK: Figure = { seconds: 300, source: `application check, ${OWN}`, verified: false };
const APPLY: Figure = { seconds: 180, source: `terraform init, plan, judge and apply of one stack, ${OWN}`, verified: false };

const declared = (seconds: number): Figure => ({ seconds, source: 'declared in the objectives', verified: true });
const byId = (a: Protection, b: Protection): number => a.declaration.id.localeCompare(b.declaration.id, 'en');

/**
 * Adds up what recovery takes, along the waves, and what it loses, for the loss of a region (the tool's own
 * figure is often the shortest part). Inside a wave the slowest component counts.
 */
export function budgetOf(objectives: Objectives, protections: readonly Protection[], traffic: TrafficFacts | undefined): Budget {
  const parts = [
    ...ahead(objectives),
    { name: 'apply', figure: APPLY },
    ...wavesOf(protections, ({ promotion }) => promotion),
    ...switched(traffic),
    { name: 'application check', figure: CHECK },
  ];
  const worst = [...protections].sort((a, b) => b.rpo.seconds - a.rpo.seconds || byId(a, b))[0];
  return { parts, rto: sum(parts), rpo: worst?.rpo.seconds ?? 0, worst: worst?.declaration.id ?? '' };
}

/** What people take, and the fence: whoever restores fences, too, since nothing may write meanwhile. */
function ahead({ clock, detection, decision }: Objectives): BudgetPart[] {
  return [
    ...(clock === 'incident' ? [{ name: 'detection', figure: declared(detection.toSeconds()) }] : []),
    ...(clock !== 'call' ? [{ name: 'decision', figure: declared(decision.toSeconds()) }] : []),
    { name: 'fence', figure: FENCE },
  ];
}

const switched = (traffic: TrafficFacts | undefined): BudgetPart[] =>
  traffic
    ? [
        { name: 'traffic: detection', figure: traffic.detection },
        { name: 'traffic: propagation', figure: traffic.propagation },
      ]
    : [];

/** What restoring takes: where users are; or from copies elsewhere, where the account is lost. `back`: bringing them from a place that is no site. */
export function restoringOf(
  objectives: Objectives,
  protections: readonly Protection[],
  away?: { readonly traffic: TrafficFacts | undefined; readonly back?: Figure },
): BudgetPart[] {
  return [
    ...ahead(objectives),
    ...(away ? [{ name: 'apply', figure: APPLY }] : []),
    ...(away?.back ? [{ name: 'copies brought back', figure: away.back }] : []),
    ...wavesOf(protections, ({ copies, restores, promotion }) => (away ? (copies?.promotion ?? promotion) : restores?.promotion)),
    ...switched(away?.traffic),
    { name: 'application check', figure: CHECK },
  ];
}

/** Seconds of all parts. */
export const sum = (parts: readonly BudgetPart[]): number => parts.reduce((seconds, { figure }) => seconds + figure.seconds, 0);

/** The budget with what is known of it only once everything is rendered. */
export function budgetWith({ parts, rto, ...rest }: Budget, more: readonly BudgetPart[]): Budget {
  return { ...rest, parts: [...parts, ...more], rto: rto + sum(more) };
}

/** The slowest of each wave. */
function wavesOf(protections: readonly Protection[], of: (one: Protection) => Figure | undefined): BudgetPart[] {
  const waves = [...new Set(protections.map((p) => p.wave))].sort((a, b) => a - b);
  const secondsOf = (one: Protection): number => of(one)?.seconds ?? 0;
  return waves.flatMap((wave) => {
    const slowest = protections.filter((p) => p.wave === wave).sort((a, b) => secondsOf(b) - secondsOf(a) || byId(a, b))[0] as Protection;
    const figure = of(slowest);
    return figure && figure.seconds > 0 ? [{ name: `wave ${wave + 1}: ${slowest.declaration.id}`, figure }] : [];
  });
}
