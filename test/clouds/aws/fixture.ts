import type { BuiltinKind } from '../../../lib/words/kinds';
import type { TierName } from '../../../lib/objectives/tier';
import { declare, record } from '../../../lib/situation/declare';
import { NORMAL, type Sides } from '../../../lib/situation/facts';
import type { Situation } from '../../../lib/situation/schema';
import type { Declaration, Happening } from '../../../lib/situation/words';
import type { WorkloadProps } from '../../../lib/workload';
import { at, FRANKFURT, PARIS } from '../../declared';
import { cloudNamed } from '../../support/clouds';
import { blocksOf, type Body, type StackJson } from '../../support/json';
import { declareApp, render, type Output } from '../../support/synth';

export { FRANKFURT, PARIS };
export const ACCOUNT = '111122223333';

const workload = 'billing';

type Step = readonly [after: string | undefined, ...acts: readonly (Declaration | Happening)[]];

/** Steps of a disaster, each with the one it follows, and what is declared or recorded then. */
const stepsOf = (components: string[]): Readonly<Record<string, Step>> => ({
  normal: [undefined, { record: 'standing', workload, components }],
  'standby lost': ['normal', { op: 'lost', site: FRANKFURT }],
  lost: ['normal', { op: 'lost', site: PARIS }],
  'failing over': ['lost', { op: 'failover', workload, to: FRANKFURT }],
  'failed over': ['failing over', { record: 'started', workload, components }, { record: 'completed', workload, components }],
  fenced: ['failed over', { op: 'normal', site: PARIS }],
  reprotected: ['fenced', { record: 'fenced', workload, site: PARIS }],
});

/** The situation of a workload at a step. */
function situationAt(step: string, sides: Sides): Situation {
  const found = stepsOf(sides.components.map(({ id }) => id))[step];
  if (!found) throw new Error(`no step ${step}`);
  const [before, ...acts] = found;
  return acts.reduce(
    (now, act) => {
      const said = { by: 'Ada', at: at(now.log.length) };
      return 'op' in act ? declare(now, act, [sides], said) : record(now, act, [sides], said);
    },
    before === undefined ? NORMAL : situationAt(before, sides),
  );
}

const known = new Map<string, Output>();

/** What is synthesized at a step, for some kinds at a tier. */
export function outputAt(step: string, kinds: readonly BuiltinKind[], tier: TierName = 'hot', props: Partial<WorkloadProps> = {}): Output {
  const key = JSON.stringify([step, kinds, tier, props]);
  const declared = { cloud: cloudNamed('aws'), kinds, tier, props };
  const output = known.get(key) ?? render(declared, situationAt(step, declareApp(declared).workload.sides));
  known.set(key, output);
  return output;
}

export const DATABASE: readonly BuiltinKind[] = ['network', 'relational-database'];
export const BALANCER: readonly BuiltinKind[] = ['network', 'load-balancer'];

/** A block of a stack; fails where there is none. */
export function block(stack: StackJson | undefined, address: string, part: 'resource' | 'data' | 'ephemeral' = 'resource'): Body {
  const found = blocksOf(stack, part).find((one) => one.address === address);
  if (!found)
    throw new Error(
      `no ${address} among ${blocksOf(stack, part)
        .map((one) => one.address)
        .join(', ')}`,
    );
  return found.body;
}

export const addresses = (stack: StackJson | undefined, type: string): string[] =>
  blocksOf(stack)
    .filter((one) => one.type === type)
    .map((one) => one.address)
    .sort();

/** Types of the resources of a stack, each once, without the marker's. */
export const typesOf = (stack: StackJson | undefined): string[] =>
  [
    ...new Set(
      blocksOf(stack)
        .filter(({ address }) => !address.includes('continuity-marker'))
        .map(({ type }) => type.replace(/^aws_/, '')),
    ),
  ].sort();
