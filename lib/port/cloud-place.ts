import type { Region } from '../regions/region';
import type { Subject } from '../words/checked';
import type { ContinuityErrorProps } from '../words/errors';
import type { Cloud } from './cloud';
import type { StateLocation } from './state-location';

/** One region of one cloud, in one account, with a place of its own for the states of its stacks. */
export abstract class CloudPlace {
  /** `cloud:region`, as in the situation. */
  readonly key: string;
  /** Account, subscription or compartment. */
  readonly account: string;
  /** Where the state of its own stacks is kept. */
  readonly state: StateLocation;

  /** Whatever is wrong with it was refused. */
  constructor(
    readonly cloud: Cloud,
    readonly region: Region,
    { account, state }: { readonly account: string; readonly state: StateLocation },
  ) {
    this.key = `${cloud.name}:${region.code}`;
    this.account = account;
    this.state = state.in(region.code);
  }
}

/** A place keeps the states of its stacks in its own cloud. */
export function foreignState(state: StateLocation, cloud: string, { subject, id }: Subject): ContinuityErrorProps[] {
  if (state.cloud === cloud) return [];
  const what = `${subject} cannot keep its state in another cloud`;
  return [{ id, what, value: state.key, allowed: `a place of state of ${cloud}`, fix: `state: ${cloud}.stateIn('…')` }];
}
