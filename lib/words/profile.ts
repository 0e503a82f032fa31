import type { TierName } from '../objectives/tier';
import type { Posture, Spread } from './posture';

/** What a tier asks of one kind of component. */
export interface Asked {
  /** At the site that stands by. */
  readonly standby: Posture;
  /** How the component is spread where it serves. */
  readonly spread: Spread;
}

/** What each tier asks of a kind. */
export type Profile = Readonly<Record<TierName, Asked>>;

/** Whatever the kind: over the zones of a region at the two tiers that commit to the loss of one. */
const of = (standby: Readonly<Record<TierName, Posture>>): Profile => ({
  cold: { standby: standby.cold, spread: 'single' },
  warm: { standby: standby.warm, spread: 'single' },
  hot: { standby: standby.hot, spread: 'single' },
  ha: { standby: standby.ha, spread: 'zonal' },
  vital: { standby: standby.vital, spread: 'zonal' },
});

/** The profiles that have a name, and how one of your own is made: `Profile.of({ cold: 'backup', … })`. */
export const Profile = {
  /** Of these postures at the standby. */
  of,
  /** Data: copies, and a replica where minutes are committed. */
  REPLICATED: of({ cold: 'backup', warm: 'backup', hot: 'replica', ha: 'backup', vital: 'replica' }),
  /** Data without which a copy is none, since nobody could decrypt it or log in: a replica from cold up. */
  ALWAYS: of({ cold: 'replica', warm: 'replica', hot: 'replica', ha: 'replica', vital: 'replica' }),
  /** What costs nothing while it is idle, and whose identifiers must be known before the day. */
  PREPARED: of({ cold: 'prepared', warm: 'prepared', hot: 'prepared', ha: 'prepared', vital: 'prepared' }),
  /** What is known before the day, and costs by the hour once what stands in it runs: its paid part is made on the day below hot. */
  CONNECTED: of({ cold: 'prepared', warm: 'prepared', hot: 'reduced', ha: 'prepared', vital: 'reduced' }),
  /** What runs: nothing, ready to start, small. */
  SCALED: of({ cold: 'none', warm: 'prepared', hot: 'reduced', ha: 'none', vital: 'reduced' }),
  /**
   * What runs and bears the load: of no size where that costs nothing (prepared at every tier, since its roles are of a global control plane and
   * cannot be made on the day), small, and of full size where nothing may have to be ordered on the day.
   */
  SIZED: of({ cold: 'prepared', warm: 'prepared', hot: 'reduced', ha: 'prepared', vital: 'full' }),
} as const;
