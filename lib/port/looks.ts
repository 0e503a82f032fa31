import { checkStep, findStep, script, type Check, type Find } from '../words/steps';

/** What is looked at, as a step speaks of it. */
export interface About {
  /** Logical id. */
  readonly id: string;
  /** The component. */
  readonly component: string;
  /** Where it stands. */
  readonly here: { readonly region: string };
}

/** What differs of a look. */
export type More = Partial<Parameters<typeof checkStep>[0]> & { readonly matches: string };

/** A look at a component where it stands: by that line, unless another one is given. */
export const looked = ({ id, component, here }: About, run: string[], step: string, title: string, more: More): Check =>
  checkStep({ id: `${step}-${id}`, title: `${component} at ${here.region} ${title}`, run, endpoint: here.region, ...more });

const NEXT = `at=$(date -u +%s)
date -u -d "@$((at - at % 60 + 60))" +%Y-%m-%dT%H:%M:00Z`;

/** The next whole minute: clocks differ by less. (`date -d` is that of GNU.) */
export const nextMinute = (): string[] => script(NEXT);

/** The next whole minute behind a fence, at the side that takes the role: what is there, or measured, from it on is of no write that the old side took before. */
export const closedSince = ({ id, component, here, peer }: About & { readonly peer: { readonly region: string } }): Find =>
  findStep({
    id: `closed-since-${id}`,
    title: `From when on nobody writes to ${component} at ${peer.region}: the next whole minute`,
    run: nextMinute(),
    endpoint: here.region,
    matches: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00Z',
  });
