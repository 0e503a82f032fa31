import type { Blocks, Stack } from './together';

/** Both sides of a stack. */
export interface Sides {
  readonly before: Stack;
  readonly after: Stack;
}

/**
 * Stacks without what was seen before, in any of them: the same body before and after, with all that it refers to, is judged the same, and most of a stack is so in
 * most transitions. What another resource that stays refers to stays, too.
 */
export function distinct<T extends Sides>(all: readonly T[]): T[] {
  const seen = new Set<string>();
  return all.map((pair) => {
    const stays = new Set<string>();
    for (const address of addressesOf(pair)) {
      const leaves = (pair.after.removed ?? []).filter((one) => JSON.stringify(one).includes(`"${address}"`));
      const story = JSON.stringify([reached(pair.before, address), reached(pair.after, address), leaves]);
      if (seen.has(story)) continue;
      seen.add(story);
      for (const side of [pair.before, pair.after]) for (const one of Object.keys(reached(side, address))) stays.add(one);
    }
    return { ...pair, before: only(pair.before, stays), after: only(pair.after, stays) };
  });
}

const namesIn = (blocks: Blocks = {}): string[] =>
  Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
const addressesOf = ({ before, after }: Sides): string[] => [...new Set([...namesIn(before.resource), ...namesIn(after.resource)])];

const NAMED = /\b([a-z]+_[a-z0-9_]+|local|var)\.([A-Za-z0-9_-]+)/g;

/** A resource and all that it refers to, by address. */
function reached(stack: Stack, address: string, found: Record<string, unknown> = {}): Record<string, unknown> {
  const [type, name] = address.split('.') as [string, string];
  const body = type === 'local' ? stack.locals?.[name] : type === 'var' ? stack.variable?.[name] : stack.resource?.[type]?.[name];
  if (body === undefined || address in found) return found;
  found[address] = body;
  for (const [other] of JSON.stringify(body).matchAll(NAMED)) reached(stack, other, found);
  return found;
}

const only = (stack: Stack, stays: ReadonlySet<string>): Stack => ({
  ...stack,
  resource: Object.fromEntries(
    Object.entries(stack.resource ?? {}).flatMap(([type, named]) => {
      const kept = Object.entries(named).filter(([name]) => stays.has(`${type}.${name}`));
      return kept.length > 0 ? [[type, Object.fromEntries(kept)]] : [];
    }),
  ),
});
