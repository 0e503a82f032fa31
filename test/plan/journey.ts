import { Tier, type TierName } from '../../lib/objectives/tier';
import type { Declaration as Component } from '../../lib/components/component';
import type { WorkloadPlan } from '../../lib/plan/plan';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import { said, stepIn, take } from '../support/history';
import { objectives, plan, sidesFor } from './input';

/** A disaster and the way back, then home by a planned switch that is prepared: one step an hour. */
const JOURNEY: readonly (readonly [string, string?])[] = [
  ['declared'],
  ['normal', 'standing'],
  ['A lost', 'lost A'],
  ['failing over', 'failover B'],
  ['begun', 'started'],
  ['failed over', 'completed'],
  ['A is back', 'avoid A'],
  ['A is fenced', 'fenced A'],
  ['A is well', 'normal A'],
  ['reprotected', 'standing'],
  ['B is asked', 'fence B'],
  ['B is fenced', 'fenced B'],
  ['switching home', 'switch A'],
  ['nothing lags', 'lag'],
  ['begun at home', 'started'],
  ['home', 'completed'],
  ['home, protected', 'standing'],
];

/** Names of the steps. */
export const STEPS = JOURNEY.map(([name]) => name);

const known = new Map<string, ReadonlyMap<string, Situation>>();

function situationsOf(sides: Sides): ReadonlyMap<string, Situation> {
  const key = JSON.stringify(sides);
  let now: Situation = NORMAL;
  const made =
    known.get(key) ??
    new Map(
      JOURNEY.map(([name, step], hour) => {
        if (step) now = take(now, stepIn(step, sides), [sides], said(hour));
        return [name, now];
      }),
    );
  known.set(key, made);
  return made;
}

const declared = (tier: TierName, declarations: readonly Component[]) => ({
  tier: Tier.named(tier),
  objectives: objectives(30 * 24 * 60, 30 * 24 * 60),
  declarations,
});

/** The situation of some components at a step. */
export function viewAt(name: string, tier: TierName, declarations: readonly Component[]): View {
  const sides = sidesFor(declared(tier, declarations));
  return new View(situationsOf(sides).get(name) as Situation, sides);
}

/** The plan of some components at a step. */
export const planAt = (name: string, tier: TierName, declarations: readonly Component[]): WorkloadPlan =>
  plan(declared(tier, declarations), viewAt(name, tier, declarations).situation);
