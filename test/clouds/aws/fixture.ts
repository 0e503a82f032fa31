import type { BuiltinKind } from '../../../lib/words/kinds';
import type { TierName } from '../../../lib/objectives/tier';
import type { Sides } from '../../../lib/situation/facts';
import type { Situation } from '../../../lib/situation/schema';
import type { WorkloadProps } from '../../../lib/workload';
import { FRANKFURT, PARIS } from '../../declared';
import { afterStory } from '../../support/history';
import { cloudNamed } from '../../support/clouds';
import { blocksOf, type Body, type StackJson } from '../../support/json';
import { declareApp, render, type Output } from '../../support/synth';

export { FRANKFURT, PARIS };
export const ACCOUNT = '111122223333';

const LOST = 'standing, lost A';
const OVER = `${LOST}, failover B, started, completed`;

/** Steps of a disaster, each with its story. */
const STORIES: Readonly<Record<string, string>> = {
  normal: 'standing',
  closed: 'standing, close A',
  'standby lost': 'standing, lost B',
  lost: LOST,
  'failing over': `${LOST}, failover B`,
  'failed over': OVER,
  fenced: `${OVER}, normal A`,
  reprotected: `${OVER}, normal A, fenced A`,
};

/** The situation of a workload at a step. */
function situationAt(step: string, sides: Sides): Situation {
  const story = STORIES[step];
  if (story === undefined) throw new Error(`no step ${step}`);
  return afterStory(story, sides);
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

/** The rules of a security group. */
export function groupRules(group: Body, side: 'ingress' | 'egress'): Body[] {
  const { [side]: said } = (group['dynamic'] ?? {}) as Readonly<Record<string, readonly { readonly content: Body }[]>>;
  return said?.map(({ content }) => content) ?? (group[side] as Body[]);
}

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
