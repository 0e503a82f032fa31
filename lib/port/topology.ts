import { samePartition } from '../regions/geography';
import { check, declared } from '../words/checked';
import { ContinuityError, refuseAll, type ContinuityErrorProps } from '../words/errors';
import { instance, listOf } from '../words/shapes';
import { Site } from './site';
import { StateLocation } from './state-location';

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

const site = instance(Site, "a site of a cloud: site('region', { … })");
const TAKES = declared<ActivePassiveProps>(
  {
    primary: site,
    secondary: site,
    witness: instance(StateLocation, "a place of state in a third region: stateIn('…', { region: '…' })").optional(),
    successors: listOf(site, 'a list of sites').optional(),
  },
  {
    primary: "site('…', { … })",
    secondary: "site('…', { … })",
    witness: "stateIn('…', { region: '…' })",
    successors: "[site('…', { … })]",
  },
);

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

/** One name in the whole world is one place: it cannot be the state of two regions. */
export function sharedNames(places: readonly StateLocation[]): ContinuityErrorProps[] {
  const named = places.filter(({ onlyOne }) => onlyOne !== undefined);
  const twins = named.flatMap((place, i) => {
    const other = named.slice(0, i).find((one) => one.cloud === place.cloud && one.onlyOne === place.onlyOne && one.key !== place.key);
    return other ? [[other, place] as const] : [];
  });
  return twins.slice(0, 1).map(([other, place]) => ({
    id: 'DR-STATE-04',
    what: 'Two places of state have one name, and would be in two regions: the name is unique in the whole world',
    value: `${place.onlyOne} in ${other.key} and ${place.key}`,
    allowed: 'a name for each region',
    fix: `another name in ${place.key}`,
  }));
}

function refuseForeign(witness: StateLocation | undefined, { cloud }: Site): void {
  if (witness === undefined || witness.cloud === cloud.name) return;
  throw new ContinuityError({
    id: 'DR-STATE-03',
    what: 'The witness is of another cloud than the sites: no stack of theirs could keep its marker there',
    value: witness.key,
    allowed: `a state location of ${cloud.name}, in a region that is neither site’s`,
    fix: `witness: ${cloud.name}.stateIn('…', { region: '…' })`,
  });
}

/**
 * A partition has its own accounts: "You cannot use IAM credentials from one partition to interact with resources in a different partition"
 * (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html); realms and sovereign clouds of others likewise.
 */
function refuseOtherPartition(witness: StateLocation | undefined, { cloud, region }: Site): void {
  const at = cloud.regions.find(({ code }) => code === witness?.region);
  if (witness === undefined || at === undefined || samePartition(at, region)) return;
  const others = cloud.regions.filter((one) => samePartition(one, region)).map(({ code }) => code);
  throw new ContinuityError({
    id: 'DR-STATE-03',
    what: 'The witness is in another partition than the sites: their credentials end at its border',
    value: `${witness.key} (${at.partition}), sites in ${region.partition}`,
    allowed: `a region of ${region.partition}: ${others.join(', ')}`,
    fix:
      others.length > 2
        ? `witness: a state location in ${region.partition}, in a region that is neither site’s`
        : `leave the witness out: ${region.partition} has no third region, so only what needs no links and no traffic can be declared there`,
  });
}

/** How the sites of a workload relate. Crossed protection is two workloads with mirrored sites. */
export class Topology {
  /**
   * One site serves, the other stands by. Throws `DR-TOP-01` where it is given what it cannot take, `DR-GEO-01` where both are in one
   * region, `DR-STATE-03` for a witness without a region, of another cloud or of another partition, `DR-STATE-04` where one place of state would be in two regions.
   */
  static activePassive(props: ActivePassiveProps): Topology {
    check(props, TAKES, { subject: 'Topology.activePassive', id: 'DR-TOP-01' });
    const { primary, secondary, successors = [] } = props;
    refuseNowhere(props.witness);
    refuseForeign(props.witness, primary);
    refuseOtherPartition(props.witness, primary);
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
    refuseAll(sharedNames([...[primary, secondary, ...successors].map(({ state }) => state), ...(props.witness ? [props.witness] : [])]));
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
