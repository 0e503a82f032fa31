import { z } from 'zod';
import type { Cloud } from './cloud';
import { CloudPlace, foreignState } from './cloud-place';
import { block } from '../words/cidr';
import { faultsIn, type Declared, type Shape } from '../words/checked';
import { refuseAll, type ContinuityErrorProps } from '../words/errors';
import { instance, word } from '../words/shapes';
import { SUBSCRIPTIONS_FIX, subscriptionsLike, type Subscription } from '../words/subscription';
import type { Region } from '../regions/region';
import { StateLocation } from './state-location';

/** What every cloud's `site()` takes. */
export interface SiteProps {
  /** Account, subscription or compartment of the site. */
  readonly account: string;
  /** Address range of the site's network, for instance `10.10.0.0/16`. Ranges of two sites must not overlap. */
  readonly cidr: string;
  /** Where the state of the site's own stacks is kept: in the site itself. */
  readonly state: StateLocation;
  /** Who is told where an alarm is raised at this site. @default nobody, which is a finding (`DR-SIGNAL-03`) */
  readonly subscriptions?: readonly Subscription[];
}

/** What is left out of a site's protection by how it is declared, or by its region. */
export interface Lack {
  /** What is so, as a sentence. */
  readonly what: string;
  /** The cheapest change. */
  readonly fix: string;
}

/** What a site of any cloud takes; a cloud says more exactly what its own take. */
export const SITE: Shape<SiteProps> = {
  account: word('the account, subscription or compartment, as a text', /^\S+$/),
  cidr: block(0, 32, 'any network'),
  state: instance(StateLocation, 'a place of state, of the same cloud'),
  subscriptions: subscriptionsLike({ shape: /^\S+$/, allowed: 'the id of what exists and passes messages on' }).optional(),
};

/** A right value of each, as code. */
export const SITE_FIXES: Readonly<Record<keyof Required<SiteProps>, string>> = {
  account: "'…', the account, subscription or compartment",
  cidr: "'10.10.0.0/16'",
  state: "stateIn('…')",
  subscriptions: SUBSCRIPTIONS_FIX,
};

/** What sites of each region take, made once for it: to make a schema costs more than to check by it. */
export function byRegion(takes: (region: Region) => Declared): (region: Region) => Declared {
  const known = new WeakMap<Region, Declared>();
  return (region) => {
    const own = known.get(region) ?? takes(region);
    known.set(region, own);
    return own;
  };
}

const OWN: Declared = { schema: z.looseObject(SITE), fixes: SITE_FIXES };

/** One region of one cloud, in one account, where a workload serves or stands by. */
export class Site extends CloudPlace {
  /** Address range. */
  readonly cidr: string;
  /** Who is told where an alarm is raised. */
  readonly subscriptions: readonly Subscription[];

  /** Throws `DR-SITE-01` where it is given what it cannot take, `DR-NET-02` for its address range: one error of all faults. */
  constructor(
    cloud: Cloud,
    region: Region,
    props: SiteProps,
    /** What sites of the cloud take. @default an account, a range and a place of state, of any shape, and whatever else the cloud's own take */
    takes: Declared = OWN,
    /** More that is wrong with it. @default nothing */
    faults: readonly ContinuityErrorProps[] = [],
  ) {
    const subject = `The site in ${region.code}`;
    const wrong = faultsIn(props, takes, { subject, id: 'DR-SITE-01', ids: { cidr: 'DR-NET-02' } });
    refuseAll([...wrong, ...faults, ...(wrong.length === 0 ? foreignState(props.state, cloud.name, { subject, id: 'DR-SITE-01' }) : [])]);
    super(cloud, region, props);
    this.cidr = props.cidr;
    this.subscriptions = props.subscriptions ?? [];
  }

  /** From where its steps may be run, and with which roles: a person reads it ahead of a sheet. @default from anywhere, with what its account grants */
  get runBy(): string | undefined {
    return undefined;
  }

  /** What of its ground exists already, by the names of that: it is used as it is, and in no state. @default nothing */
  get standing(): Readonly<Record<string, string>> {
    return {};
  }

  /** What is left out of its protection: each is a finding (`DR-SITE-02`). @default nothing */
  get lacks(): readonly Lack[] {
    return [];
  }
}
