import type { Nature } from './posture';

/** The kinds of component the library knows. A cloud says which of them it supports, and how. */
export type Kind = 'network' | 'object-storage' | 'relational-database' | 'secrets' | 'load-balancer';

/** Where a kind stands in the order of recovery: what all stand in, what holds the data, what works on it, what lets users in. */
export type Stage = 'ground' | 'data' | 'service' | 'entrance';

/** One kind of component. */
export interface KindRow {
  /** Data can be lost; compute can be built again. */
  readonly nature: Nature;
  /** Its place in the waves: everything waits for the ground, and the entrance for all the rest. */
  readonly stage: Stage;
}

/** One row a kind. */
export const KINDS: Readonly<Record<Kind, KindRow>> = {
  network: { nature: 'compute', stage: 'ground' },
  'object-storage': { nature: 'data', stage: 'data' },
  'relational-database': { nature: 'data', stage: 'data' },
  secrets: { nature: 'data', stage: 'data' },
  'load-balancer': { nature: 'compute', stage: 'entrance' },
};
