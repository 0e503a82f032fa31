import type { TierName } from '../objectives/tier';
import type { Kind } from '../words/kinds';
import type { Posture, Spread } from '../words/posture';

/** What a tier asks of one kind of component. */
export interface Cell {
  /** At the site that stands by. */
  readonly standby: Posture;
  /** How the component is spread where it serves. */
  readonly spread: Spread;
}

/** A row of the table: what each tier asks. */
type Profile = Readonly<Record<TierName, Cell>>;

/** Whatever the kind: over the zones of a region at the two tiers that commit to the loss of one. */
const profile = (standby: Readonly<Record<TierName, Posture>>): Profile => ({
  cold: { standby: standby.cold, spread: 'single' },
  warm: { standby: standby.warm, spread: 'single' },
  hot: { standby: standby.hot, spread: 'single' },
  ha: { standby: standby.ha, spread: 'zonal' },
  vital: { standby: standby.vital, spread: 'zonal' },
});

/** Data: copies, and a replica where minutes are committed. */
const REPLICATED = profile({ cold: 'backup', warm: 'backup', hot: 'replica', ha: 'backup', vital: 'replica' });
/** Data without which a copy is none, since nobody could decrypt it or log in: a replica from cold up. */
const ALWAYS = profile({ cold: 'replica', warm: 'replica', hot: 'replica', ha: 'replica', vital: 'replica' });
/** What costs nothing while it is idle, and whose identifiers must be known before the day. */
const PREPARED = profile({ cold: 'prepared', warm: 'prepared', hot: 'prepared', ha: 'prepared', vital: 'prepared' });
/** What runs: nothing, ready to start, small. */
const SCALED = profile({ cold: 'none', warm: 'prepared', hot: 'reduced', ha: 'none', vital: 'reduced' });

/**
 * THE table: kind × tier → postures (docs/design.md, "Tiers"). A load balancer at cold is raised to `prepared` by the planner where a DNS
 * failover points at it: the switch answers with its maintenance page.
 */
export const MATRIX: Readonly<Record<Kind, Profile>> = {
  network: PREPARED,
  'object-storage': REPLICATED,
  'relational-database': REPLICATED,
  secrets: ALWAYS,
  'load-balancer': SCALED,
};
