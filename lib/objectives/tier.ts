import { Duration } from './duration';
import type { Scope } from './objectives';

/** The name of a tier, as it is written in a manifest. */
export type TierName = 'cold' | 'warm' | 'hot' | 'ha' | 'vital';

/** What a tier commits for the loss of a region. Undefined: no commitment, the estimate is shown. */
export interface TierBounds {
  /** Longest recovery time for the loss of a region. */
  readonly rto?: Duration;
  /** Longest loss of data for the loss of a region. */
  readonly rpo: Duration;
  /** How often copies are made where data is protected by copies. */
  readonly copyEvery: Duration;
  /** The two sites are farther apart than this many kilometres, or it is refused; for a tier without it they are warned about. */
  readonly apartKm?: number;
}

/** What is committed where one thing is lost. Undefined: no commitment, the estimate is shown. */
export interface Commitment {
  /** Longest recovery time. */
  readonly rto?: Duration;
  /** Longest loss of data. */
  readonly rpo?: Duration;
}

/** What is spread over zones commits for the loss of one: it changes over by itself, and what was committed is in two zones. */
const ZONAL: Commitment = { rto: Duration.minutes(5), rpo: Duration.ZERO };

/**
 * A preset of postures and bounds (docs/design.md, "Tiers"). The bounds are the library's own where the sources give none.
 * Beware: what the clouds call "warm standby" is *hot* here.
 */
export class Tier {
  /** Backups off site; nothing runs and nothing is committed (froid). */
  static readonly COLD = new Tier('cold', 0, { rpo: Duration.hours(24), copyEvery: Duration.hours(12) });
  /** Prepared to rebuild quickly from copies (tiède). */
  static readonly WARM = new Tier('warm', 1, { rto: Duration.hours(4), rpo: Duration.hours(24), copyEvery: Duration.hours(12) });
  /** Continuous replication, reduced compute running (chaud). */
  static readonly HOT = new Tier('hot', 2, { rto: Duration.hours(1), rpo: Duration.minutes(15), copyEvery: Duration.hours(24) });
  /** Zones of one region, all serving; backups in another region (haute disponibilité). */
  static readonly HA = new Tier('ha', 3, { rpo: Duration.hours(24), copyEvery: Duration.hours(24) });
  /** `ha` at the active site and a zonal hot standby more than 100 km away. */
  static readonly VITAL = new Tier('vital', 4, {
    rto: Duration.hours(1),
    rpo: Duration.minutes(15),
    copyEvery: Duration.hours(24),
    apartKm: 100,
  });
  /** Every tier, the cheapest first. */
  static readonly ALL: readonly Tier[] = [Tier.COLD, Tier.WARM, Tier.HOT, Tier.HA, Tier.VITAL];

  /** The tier of that name. */
  static named(name: TierName): Tier {
    return Tier.ALL.find((tier) => tier.name === name) as Tier;
  }

  /** What it commits where that is lost. `zonal`: what serves is spread over zones. For data and account it is what copies give: no bound of a tier. */
  commits(lost: Scope, zonal: boolean): Commitment {
    if (lost === 'data' || lost === 'account') return {};
    return lost === 'zone' && zonal ? ZONAL : this.bounds;
  }

  private constructor(
    /** The name, as in a manifest. */
    readonly name: TierName,
    /** Its place in the order of cost. */
    readonly rank: number,
    /** What it commits for the loss of a region. */
    readonly bounds: TierBounds,
  ) {}

  /** The tier's name. */
  toString(): string {
    return this.name;
  }
}
