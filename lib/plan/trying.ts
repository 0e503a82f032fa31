import { Tier } from '../objectives/tier';
import { ContinuityError } from '../words/errors';
import { budgetOf } from './budget';
import type { DeclaredInput } from './input';
import type { Budget, Protection } from './plan';
import { protect } from './protecting';

/** What a change of the code would give. */
export interface Tried {
  /** The tier of the workload. */
  readonly tier: Tier;
  readonly budget: Budget;
  readonly protections: readonly Protection[];
}

/** What the workload would have with that tier; undefined where a component cannot be protected so: what is proposed is tried. */
export function tried(input: DeclaredInput, tier: Tier): Tried | undefined {
  try {
    const protections = protect(input, tier);
    const { traffic, sites, objectives } = input;
    return { tier, protections, budget: budgetOf(objectives, protections, traffic ? sites[1].cloud.traffic?.facts : undefined) };
  } catch (error) {
    if (error instanceof ContinuityError) return undefined;
    throw error;
  }
}

/** What every other tier would give, the cheapest first. */
export const others = (input: DeclaredInput, than: Tier): Tried[] =>
  Tier.ALL.filter((tier) => tier !== than).flatMap((tier) => tried(input, tier) ?? []);
