import { SCOPES, type Objectives, type Scope } from '../objectives/objectives';
import { Tier } from '../objectives/tier';
import { ContinuityError } from '../words/errors';
import type { DeclaredInput } from './input';
import { figuresOf } from './losses';
import type { Budget, Loss, Protection } from './protection';
import { protect } from './protecting';

/** What a change of the code would give. */
export interface Tried {
  /** The tier of the workload. */
  readonly tier: Tier;
  /** Whether the first site spreads what serves over zones, though its tier does not ask for it. */
  readonly zonal: boolean;
  readonly budget: Budget;
  readonly protections: readonly Protection[];
  readonly losses: Readonly<Record<Scope, Loss>>;
}

/** What the workload would have with that tier; undefined where a component cannot be protected so: what is proposed is tried. */
export function tried(input: DeclaredInput, tier: Tier): Tried | undefined {
  try {
    const protections = protect(input, tier);
    return { tier, zonal: input.zonal === true, protections, ...figuresOf(input, protections) };
  } catch (error) {
    if (error instanceof ContinuityError) return undefined;
    throw error;
  }
}

/**
 * How a tier may be taken, the cheaper first. Its first site is spread over zones without a word only where the objectives ask for it, and
 * where the tier commits to a recovery time: copies beside a site in several zones are a tier of their own.
 */
export function waysOf<I extends DeclaredInput>(input: I, tier: Tier): readonly [I, ...I[]] {
  const isAsked = input.zonal === undefined && input.objectives.asked('zone') !== undefined;
  return isAsked && tier.bounds.rto !== undefined ? [input, { ...input, zonal: true }] : [input];
}

/** What every other tier would give, the cheapest first. */
export const others = (input: DeclaredInput, than: Tier): Tried[] =>
  Tier.ALL.filter((tier) => tier !== than).flatMap((tier) => waysOf(input, tier).flatMap((way) => tried(way, tier) ?? []));

/** Whether what is asked of that loss is held: its time, as `secondsOf` counts it, and what each component may lose. */
export const holdsAt = ({ losses }: Pick<Tried, 'losses'>, objectives: Objectives, lost: Scope, seconds = losses[lost].rto): boolean => {
  const asked = objectives.asked(lost);
  if (!asked) return true;
  const late = (figure: { readonly seconds: number } | undefined): boolean => (figure?.seconds ?? 0) > asked.rpo.toSeconds();
  return (seconds ?? 0) <= asked.rto.toSeconds() && !Object.values(losses[lost].each).some(late);
};

/** Whether all that is asked of every other loss is held, too. */
export const holdsBeside = (one: Tried, objectives: Objectives, lost: Scope): boolean =>
  SCOPES.filter((other) => other !== lost).every((other) => holdsAt(one, objectives, other));
