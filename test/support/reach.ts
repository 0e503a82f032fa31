import type { TierName } from '../../lib/objectives/tier';
import type { Kind } from '../../lib/words/kinds';
import type { Flip, Posture } from '../../lib/words/posture';
import { FAR, NEAR, ROUND, WIDE, type Reach } from './situations';

/** A component alone with what it needs, at a tier of a cloud. */
export interface Alone {
  readonly cloud: string;
  readonly kind: Kind;
  readonly tier: TierName;
  /** How many are declared, the component itself included. */
  readonly size: number;
  /** How the component itself changes its role. */
  readonly flip: Flip;
  /** What stands for it at the standby, where it holds data: a copy, or a replica. */
  readonly posture?: Posture | undefined;
}

/** Flips after which a side comes back as another one, or the other way round: what a third move finds is not what the first one found. */
export const TURNING: readonly Flip[] = ['promote', 'restore', 'switch'];

/** Replicas first, since links come with them; then copies. */
const TIERS: readonly TierName[] = ['hot', 'cold', 'vital', 'warm', 'ha'];

/**
 * How far each is explored, by what it adds. Far: for every flip that turns, one component, the one with the fewest beside it; wide: one for
 * every other cloud. A round trip, together with those of their cloud and tier that turn as they do: for every cloud, kind, flip, and copy or
 * replica, one tier; one for both where roles are swapped, which makes nothing anew. The others are near, among all of their cloud and tier
 * together: what one renders does not depend on the others (alone.test.ts).
 */
export function reaches(all: readonly Alone[]): ReadonlyMap<Alone, Reach> {
  const inOrder = [...all].sort((a, b) => a.size - b.size || TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) || (a.kind < b.kind ? -1 : 1));
  const seen = new Set<string>();
  const isFirst = (...words: readonly (string | undefined)[]): boolean => !seen.has(words.join()) && seen.add(words.join()).size > 0;
  const turning = inOrder.filter(({ cloud, flip }) => TURNING.includes(flip) && isFirst(cloud, flip));
  const far = turning.filter(({ flip }) => isFirst(flip));
  const trips = [...turning, ...inOrder].filter(({ cloud, kind, flip, posture }) =>
    isFirst(cloud, kind, flip, flip === 'switch' ? '-' : (posture ?? '-')),
  );
  const reachOf = (one: Alone): Reach => (far.includes(one) ? FAR : turning.includes(one) ? WIDE : trips.includes(one) ? ROUND : NEAR);
  return new Map(all.map((one) => [one, reachOf(one)]));
}
