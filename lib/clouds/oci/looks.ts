import { findStep, type Find } from '../../words/steps';
import { nextMinute } from './cli-files';

/** What stopped writing, as a step speaks of it. */
export interface Closed {
  /** Logical id. */
  readonly id: string;
  /** The component. */
  readonly component: string;
  /** The side that takes the role. */
  readonly here: { readonly region: string };
  /** The side that is left. */
  readonly peer: { readonly region: string };
}

/** The next whole minute behind a fence, at the side that takes the role: what is there of it is of no write that the old side took before. */
export const closedSince = ({ id, component, here, peer }: Closed): Find =>
  findStep({
    id: `closed-since-${id}`,
    title: `From when on nobody writes to ${component} at ${peer.region}: the next whole minute`,
    run: nextMinute(),
    endpoint: here.region,
    matches: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00Z',
  });
