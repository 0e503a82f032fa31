import { ContinuityError } from '../errors';
import type { Site } from '../sites/site';
import type { StateLocation } from '../sites/state-location';

/** What {@link Topology.activePassive} takes. */
export interface ActivePassiveProps {
  /** The site that serves first. */
  readonly primary: Site;
  /** The site that stands by. */
  readonly secondary: Site;
  /** Keeps the state of links and traffic, in none of the two sites. @default none: refused as soon as there are links or traffic */
  readonly witness?: StateLocation;
}

/** How the sites of a workload relate. Crossed protection is two workloads with mirrored sites. */
export class Topology {
  /** One site serves, the other stands by. Throws `DR-GEO-01` where both are in one region. */
  static activePassive(props: ActivePassiveProps): Topology {
    const { primary, secondary } = props;
    if (primary.key === secondary.key) {
      throw new ContinuityError({
        id: 'DR-GEO-01',
        what: 'Both sites are in one region: what takes one away takes both',
        value: `${primary.key} and ${secondary.key}`,
        allowed: 'two regions',
        fix: 'a secondary site in another region',
      });
    }
    return new Topology([props.primary, props.secondary], props.witness);
  }

  private constructor(
    /** The two sites, the one that serves first of all in the beginning. */
    readonly sites: readonly [Site, Site],
    /** Keeps the state of links and traffic. */
    readonly witness: StateLocation | undefined,
  ) {}
}
