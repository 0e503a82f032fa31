import { z } from 'zod';
import { Duration } from '../objectives/duration';
import { samePartition } from '../regions/geography';
import type { Region } from '../regions/region';
import { faultsIn, type Declared, type Shape } from '../words/checked';
import type { Credentials } from '../words/credentials';
import { refuseAll, type ContinuityErrorProps } from '../words/errors';
import { instance, word } from '../words/shapes';
import type { Cloud } from './cloud';
import { CloudPlace, foreignState } from './cloud-place';
import { StateLocation } from './state-location';
import { sharedNames, type Topology } from './topology';

/** What every cloud's place of copies takes. */
export interface CopyPlaceProps {
  /** Account, subscription or compartment of the place. One that is none of the sites' answers the loss of theirs. */
  readonly account: string;
  /** Where the state of its own stack is kept: in the place itself. */
  readonly state: StateLocation;
  /** How long a copy is kept there. @default 35 days (the library's own choice) */
  readonly keep?: Duration;
}

const ABOVE = 'a length of time above 0: Duration.days(35)';

/** What a place of copies of any cloud takes; a cloud says more exactly what its own take. */
export const COPY_PLACE: Shape<CopyPlaceProps> = {
  account: word('the account, subscription or compartment, as a text', /^\S+$/),
  state: instance(StateLocation, 'a place of state, of the same cloud'),
  keep: instance(Duration, ABOVE)
    .refine((time) => time.toSeconds() > 0, ABOVE)
    .optional(),
};

/** A right value of each, as code. */
export const COPY_PLACE_FIXES: Readonly<Record<keyof Required<CopyPlaceProps>, string>> = {
  account: "'…', the account, subscription or compartment",
  state: "stateIn('…')",
  keep: 'Duration.days(35)',
};

const OWN: Declared = { schema: z.looseObject(COPY_PLACE), fixes: COPY_PLACE_FIXES };

/** A place that is no site, where copies of what holds data are kept, too: an account and a region of their own. */
export class CopyPlace extends CloudPlace {
  /** How long a copy is kept there. */
  readonly keep: Duration;

  /** Throws `DR-COPY-02` where it is given what it cannot take: one error of all faults. */
  constructor(
    cloud: Cloud,
    region: Region,
    props: CopyPlaceProps,
    /** What places of copies of the cloud take. @default an account and a place of state, of any shape, and whatever else the cloud's own take */
    takes: Declared = OWN,
    /** More that is wrong with it. @default nothing */
    faults: readonly ContinuityErrorProps[] = [],
    /** Whether nobody takes the lock off what is kept there, whoever has the account. @default somebody may */
    readonly isLockedForGood = false,
  ) {
    const whose = { subject: `The place of copies in ${region.code}`, id: 'DR-COPY-02' };
    const wrong = faultsIn(props, takes, whose);
    refuseAll([...wrong, ...faults, ...(wrong.length === 0 ? foreignState(props.state, cloud.name, whose) : [])]);
    super(cloud, region, props);
    this.keep = props.keep ?? Duration.days(35);
  }

  /** Whose credentials a step there needs. @default those of its account, however one logs in to it */
  get credentials(): Credentials {
    return { who: `the account ${this.account}, of the copies`, environment: {} };
  }
}

/** What is wrong with a place of copies beside the sites whose copies it keeps: it is none of them, and as near as their credentials reach. */
export function copyPlaceFaults({
  copiesIn,
  topology,
}: {
  readonly copiesIn?: CopyPlace;
  readonly topology: Topology;
}): ContinuityErrorProps[] {
  if (copiesIn === undefined) return [];
  const { known, witness, sites } = topology;
  const { key, region, cloud } = copiesIn;
  if (known.some((site) => site.key === key))
    return [
      {
        id: 'DR-COPY-02',
        what: 'The place of copies is one of the sites: what takes it away takes both',
        value: key,
        allowed: 'a region that is none of the sites’',
        fix: 'copiesIn: a place in a third region',
      },
    ];
  const [first] = sites;
  if (cloud.name === first.cloud.name && !samePartition(region, first.region))
    return [
      {
        id: 'DR-COPY-02',
        what: 'The place of copies is in another partition than the sites: no copy crosses its border',
        value: `${key} (${region.partition})`,
        allowed: `a region of ${first.region.partition}`,
        fix: `copiesIn: a place in ${first.region.partition}`,
      },
    ];
  return sharedNames([...known.map(({ state }) => state), ...(witness ? [witness] : []), copiesIn.state]);
}
