import type { TierName } from '../objectives/tier';
import type { Nature, Posture, Spread } from './posture';

/** The postures that a tier asks of one kind of component, at the active site and at the standby. */
export interface Cell {
  /** At the site that serves. */
  readonly active: Posture;
  /** At the site that stands by. */
  readonly standby: Posture;
  /** How the component is spread where it serves. */
  readonly spread: Spread;
}

/** The kinds of component the library knows. A cloud says which of them it supports, and how. */
export type Kind = 'network' | 'object-storage' | 'relational-database' | 'secrets' | 'load-balancer';

/** Data can be lost; compute can be built again. */
export const NATURE: Readonly<Record<Kind, Nature>> = {
  network: 'compute',
  'object-storage': 'data',
  'relational-database': 'data',
  secrets: 'data',
  'load-balancer': 'compute',
};

const data = (standby: Posture, spread: Spread = 'single'): Cell => ({ active: 'active', standby, spread });
const compute = (standby: Posture, spread: Spread = 'single'): Cell => ({ active: 'full', standby, spread });

/**
 * THE table: kind × tier → postures (docs/design.md, "Tiers"). Three rows differ from the plain reading of their tier:
 * a network is prepared even at cold, since it costs nothing while idle and its identifiers must be known before the day;
 * secrets are replicas from cold up, since a copy that nobody can decrypt or log in to is no copy; and a load balancer at cold
 * is raised to `prepared` by the planner where a DNS failover points at it (the switch answers with its maintenance page).
 */
export const MATRIX: Readonly<Record<Kind, Readonly<Record<TierName, Cell>>>> = {
  network: {
    cold: compute('prepared'),
    warm: compute('prepared'),
    hot: compute('prepared'),
    ha: compute('prepared', 'zonal'),
    vital: compute('prepared', 'zonal'),
  },
  'object-storage': {
    cold: data('backup'),
    warm: data('backup'),
    hot: data('replica'),
    ha: data('backup', 'zonal'),
    vital: data('replica', 'zonal'),
  },
  'relational-database': {
    cold: data('backup'),
    warm: data('backup'),
    hot: data('replica'),
    ha: data('backup', 'zonal'),
    vital: data('replica', 'zonal'),
  },
  secrets: {
    cold: data('replica'),
    warm: data('replica'),
    hot: data('replica'),
    ha: data('replica', 'zonal'),
    vital: data('replica', 'zonal'),
  },
  'load-balancer': {
    cold: compute('none'),
    warm: compute('prepared'),
    hot: compute('reduced'),
    ha: compute('none', 'zonal'),
    vital: compute('reduced', 'zonal'),
  },
};
