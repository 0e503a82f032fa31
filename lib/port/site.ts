import type { Cloud } from './cloud';
import { ContinuityError } from '../words/errors';
import type { Region } from '../regions/region';
import type { StateLocation } from './state-location';

/** What every cloud's `site()` takes. */
export interface SiteProps {
  /** Account, subscription or compartment of the site. */
  readonly account: string;
  /** Address range of the site's network, for instance `10.10.0.0/16`. Ranges of two sites must not overlap. */
  readonly cidr: string;
  /** Where the state of the site's own stacks is kept: in the site itself. */
  readonly state: StateLocation;
}

/** One region of one cloud, in one account. */
export class Site {
  /** `cloud:region`, as in the situation. */
  readonly key: string;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** Address range. */
  readonly cidr: string;
  /** Where the state of its own stacks is kept. */
  readonly state: StateLocation;

  constructor(
    readonly cloud: Cloud,
    readonly region: Region,
    props: SiteProps,
  ) {
    if (typeof props.account !== 'string' || props.account === '') {
      throw new ContinuityError({
        id: 'DR-SITE-01',
        what: `The site in ${region.code} has no account, as a text`,
        value: props.account,
        allowed: 'the account, subscription or compartment',
        fix: `${cloud.name}.site('${region.code}', { account: … })`,
      });
    }
    this.key = `${cloud.name}:${region.code}`;
    this.account = props.account;
    this.cidr = props.cidr;
    this.state = props.state.in(region.code);
  }
}
