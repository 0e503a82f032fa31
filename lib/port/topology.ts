import { ContinuityError } from '../words/errors';
import type { Site } from './site';
import type { StateLocation } from './state-location';

/** What {@link Topology.activePassive} takes. */
export interface ActivePassiveProps {
  /** The site that serves first. */
  readonly primary: Site;
  /** The site that stands by. */
  readonly secondary: Site;
  /** Keeps the state of links and traffic, in none of the two sites. @default none: refused as soon as there are links or traffic */
  readonly witness?: StateLocation;
  /**
   * Sites that may take the place of one that is gone (`continuity declare gone SITE --replaced-by SITE`): nothing stands there before.
   * A site that was replaced goes on here as long as it may answer again. @default none
   */
  readonly successors?: readonly Site[];
}

function refuseNowhere(witness: StateLocation | undefined): void {
  if (witness === undefined || witness.region !== undefined) return;
  throw new ContinuityError({
    id: 'DR-STATE-03',
    what: 'The witness has no region: it belongs to no site that could give it one, and nobody could say what it survives',
    value: witness.key,
    allowed: 'a state location in a region that is neither site’s',
    fix: "witness: stateIn(…, { region: '…' })",
  });
}

/** How the sites of a workload relate. Crossed protection is two workloads with mirrored sites. */
export class Topology {
  /** One site serves, the other stands by. Throws `DR-GEO-01` where both are in one region, `DR-STATE-03` for a witness without a region. */
  static activePassive(props: ActivePassiveProps): Topology {
    const { primary, secondary, successors = [] } = props;
    refuseNowhere(props.witness);
    const twin = successors.find(({ key }, i) => [primary, secondary, ...successors.slice(0, i)].some((site) => site.key === key));
    if (twin) {
      throw new ContinuityError({
        id: 'DR-GEO-01',
        what: 'A site is named twice in one topology',
        value: twin.key,
        allowed: 'each site once: the primary, the secondary, or a successor',
        fix: `successors without ${twin.key}`,
      });
    }
    if (primary.key === secondary.key) {
      throw new ContinuityError({
        id: 'DR-GEO-01',
        what: 'Both sites are in one region: what takes one away takes both',
        value: `${primary.key} and ${secondary.key}`,
        allowed: 'two regions',
        fix: 'a secondary site in another region',
      });
    }
    return new Topology([primary, secondary], props.witness, successors);
  }

  private constructor(
    /** The two sites, the one that serves first of all in the beginning. */
    readonly sites: readonly [Site, Site],
    /** Keeps the state of links and traffic. */
    readonly witness: StateLocation | undefined,
    /** Sites that may take the place of one that is gone. */
    readonly successors: readonly Site[],
  ) {}

  /** The site of that key, or undefined. */
  at(key: string): Site | undefined {
    return this.known.find((site) => site.key === key);
  }

  /** Every site, the two first. */
  get known(): readonly Site[] {
    return [...this.sites, ...this.successors];
  }
}
