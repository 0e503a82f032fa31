import type { Site } from '../../lib/port/site';
import type { StateLocation } from '../../lib/port/state-location';
import { stateStacks } from '../../lib/render/state-stacks';
import type { StateStack } from '../../lib/reports/state-stack';
import { blocksOf, type StackJson } from './json';

/** What is made for the state of a site, or for a witness near it. */
export function storeOf(near: Site, state: StateLocation = near.state): { readonly made: StateStack; readonly json: StackJson } {
  const [made] = stateStacks([{ state, near, own: state === near.state, stacks: [] }]) as [StateStack];
  return { made, json: JSON.parse(JSON.stringify(made.json)) as StackJson };
}

/** Types of the resources, sorted, one for each. */
export const madeOf = (json: StackJson): string[] =>
  blocksOf(json)
    .map(({ type }) => type)
    .sort();
