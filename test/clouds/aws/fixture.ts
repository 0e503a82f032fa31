import type { Kind } from '../../../lib/plan/matrix';
import type { TierName } from '../../../lib/objectives/tier';
import { declare, recordProgress, type Declaration, type Progress } from '../../../lib/situation/declare';
import type { Situation } from '../../../lib/situation/schema';
import { NORMAL } from '../../../lib/situation/situation';
import type { WorkloadProps } from '../../../lib/workload';
import { at, FRANKFURT, PARIS, SITES } from '../../declared';
import { cloudNamed } from '../../support/clouds';
import { blocksOf, type Body, type StackJson } from '../../support/json';
import { render, type Output } from '../../support/synth';

export { FRANKFURT, PARIS };
export const ACCOUNT = '111122223333';

const workload = 'billing';
const SIDES = [{ workload, sites: SITES }] as const;
const steps = (components: readonly string[]): readonly (readonly [string, (Declaration | Progress) | undefined])[] => [
  ['normal', undefined],
  ['lost', { op: 'lost', site: PARIS }],
  ['failing over', { op: 'failover', workload, to: FRANKFURT, by: 'Ada' }],
  ['failed over', { record: 'completed', workload, components }],
  ['fenced', { op: 'avoid', site: PARIS }],
  ['confirmed', { record: 'fenced', workload, site: PARIS }],
  ['reprotected', { op: 'normal', site: PARIS }],
];

/** The situation at a step of a disaster in Paris. */
export function situationAt(step: string, components: readonly string[] = ['Invoices', 'Keys', 'Ledger']): Situation {
  let now: Situation = NORMAL;
  for (const [i, [name, act]] of steps(components).entries()) {
    if (act) now = 'op' in act ? declare(now, act, SIDES, at(i)) : recordProgress(now, act, SIDES, at(i));
    if (name === step) return now;
  }
  throw new Error(`no step ${step}`);
}

const known = new Map<string, Output>();

/** What is synthesized at a step, for some kinds at a tier. */
export function outputAt(step: string, kinds: readonly Kind[], tier: TierName = 'hot', props: Partial<WorkloadProps> = {}): Output {
  const key = JSON.stringify([step, kinds, tier, props]);
  const output = known.get(key) ?? render({ cloud: cloudNamed('aws'), kinds, tier, props }, situationAt(step));
  known.set(key, output);
  return output;
}

export const DATABASE: readonly Kind[] = ['network', 'relational-database'];
export const BALANCER: readonly Kind[] = ['network', 'load-balancer'];

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
