import type { Placement } from '../../lib/plan/plan';
import type { Precondition } from '../../lib/port/marker-messages';
import { isLeftAlone } from '../../lib/situation/markers';
import { merge } from '../../lib/situation/merge';
import type { Due } from './output';

/** What the walk takes from the product and a mutant may replace. */
export interface Rules {
  /** The preconditions that are rendered. */
  guards(all: readonly Precondition[]): readonly Precondition[];
  /** One file of two. */
  merge: typeof merge;
  /** Whether what joins the sites is left alone now. */
  leftAlone: typeof isLeftAlone;
  /** The procedure that is due. */
  due(due: Due): Due;
  /** Which stack makes something. */
  born(born: Placement['born']): Placement['born'];
  /** What leaves links undestroyed. */
  handedOn(keys: readonly string[]): readonly string[];
}

const PRODUCT: Rules = {
  guards: (all) => all,
  merge,
  leftAlone: isLeftAlone,
  due: (due) => due,
  born: (born) => born,
  handedOn: (keys) => keys,
};

let now: Rules = PRODUCT;

/** The rules that hold. */
export const rules = (): Rules => now;

/** Puts other rules in the place of the product's, until the work is done. */
export function withRules<T>(some: Partial<Rules>, work: () => T): T {
  now = { ...PRODUCT, ...some };
  try {
    return work();
  } finally {
    now = PRODUCT;
  }
}
