import { Tier, type TierName } from '../../lib/objectives/tier';
import type { Declaration as Component } from '../../lib/components/component';
import type { WorkloadPlan } from '../../lib/plan/plan';
import { NORMAL, type Sides } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import { A, B, objectives, plan, sidesFor, take, workload, type Step } from './input';

type StepOf = (components: string[]) => Step | undefined;

/** A disaster and the way back, then home by a planned switch that is prepared: one step an hour. */
const JOURNEY: readonly (readonly [string, StepOf])[] = [
  ['declared', () => undefined],
  ['normal', (components) => ({ record: 'standing', workload, components })],
  ['A lost', () => ({ op: 'lost', site: A })],
  ['failing over', () => ({ op: 'failover', workload, to: B })],
  ['begun', (components) => ({ record: 'started', workload, components })],
  ['failed over', (components) => ({ record: 'completed', workload, components })],
  ['A is back', () => ({ op: 'avoid', site: A })],
  ['A is fenced', () => ({ record: 'fenced', workload, site: A })],
  ['A is well', () => ({ op: 'normal', site: A })],
  ['reprotected', (components) => ({ record: 'standing', workload, components })],
  ['B is asked', () => ({ op: 'fence', workload, at: B })],
  ['B is fenced', () => ({ record: 'fenced', workload, site: B })],
  ['switching home', () => ({ op: 'switch', workload, to: A })],
  ['nothing lags', (components) => ({ record: 'lag', workload, lag: Object.fromEntries(components.map((id) => [id, 0])) })],
  ['begun at home', (components) => ({ record: 'started', workload, components })],
  ['home', (components) => ({ record: 'completed', workload, components })],
  ['home, protected', (components) => ({ record: 'standing', workload, components })],
];

/** Names of the steps. */
export const STEPS = JOURNEY.map(([name]) => name);

const known = new Map<string, ReadonlyMap<string, Situation>>();

function situationsOf(sides: Sides): ReadonlyMap<string, Situation> {
  const key = JSON.stringify(sides);
  const components = sides.components.map(({ id }) => id);
  let now: Situation = NORMAL;
  const made =
    known.get(key) ??
    new Map(
      JOURNEY.map(([name, stepOf], hour) => {
        const step = stepOf(components);
        if (step) now = take(now, step, sides, hour);
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
