import type { TrafficCell } from '../port/cloud';
import type { Objectives } from '../objectives/objectives';
import type { Budget, BudgetPart, Protection } from './plan';

const OWN = "the library's own assumption: measure it in a drill";
const FENCE: BudgetPart['figure'] = { seconds: 120, source: `time box of the fence, ${OWN}`, verified: false };
const CHECK: BudgetPart['figure'] = { seconds: 300, source: `application check, ${OWN}`, verified: false };
const APPLY: BudgetPart['figure'] = { seconds: 180, source: `terraform init, plan, judge and apply of one stack, ${OWN}`, verified: false };

/**
 * Adds up what recovery takes, along the waves, and what it loses, for the loss of a region (the tool's own
 * figure is often the shortest part). Inside a wave the slowest component counts.
 */
export function budgetOf(objectives: Objectives, protections: readonly Protection[], traffic: TrafficCell['facts'] | undefined): Budget {
  const parts: BudgetPart[] = [];
  const declared = (seconds: number): BudgetPart['figure'] => ({ seconds, source: 'declared in the objectives', verified: true });
  if (objectives.clock === 'incident') parts.push({ name: 'detection', figure: declared(objectives.detection.toSeconds()) });
  if (objectives.clock !== 'call') parts.push({ name: 'decision', figure: declared(objectives.decision.toSeconds()) });
  parts.push({ name: 'fence', figure: FENCE }, { name: 'apply', figure: APPLY }, ...promotions(protections));
  if (traffic)
    parts.push({ name: 'traffic: detection', figure: traffic.detection }, { name: 'traffic: propagation', figure: traffic.propagation });
  parts.push({ name: 'application check', figure: CHECK });
  const worst = [...protections].sort((a, b) => b.rpo.seconds - a.rpo.seconds || a.declaration.id.localeCompare(b.declaration.id, 'en'))[0];
  return {
    parts,
    rto: parts.reduce((sum, part) => sum + part.figure.seconds, 0),
    rpo: worst?.rpo.seconds ?? 0,
    worst: worst?.declaration.id ?? '',
  };
}

/** The budget with what is known of it only once everything is rendered. */
export function budgetWith({ parts, rto, ...rest }: Budget, more: readonly BudgetPart[]): Budget {
  return { ...rest, parts: [...parts, ...more], rto: more.reduce((sum, part) => sum + part.figure.seconds, rto) };
}

function promotions(protections: readonly Protection[]): BudgetPart[] {
  const waves = [...new Set(protections.map((p) => p.wave))].sort((a, b) => a - b);
  return waves.flatMap((wave) => {
    const slowest = protections
      .filter((p) => p.wave === wave)
      .sort((a, b) => b.promotion.seconds - a.promotion.seconds || a.declaration.id.localeCompare(b.declaration.id, 'en'))[0] as Protection;
    return slowest.promotion.seconds > 0 ? [{ name: `wave ${wave + 1}: ${slowest.declaration.id}`, figure: slowest.promotion }] : [];
  });
}
