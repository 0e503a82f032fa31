import { Duration } from '../objectives/duration';

/**
 * The part of an RPO that may be gone before a lag is told: whoever is called has the rest of it to act while the RPO is still kept (the
 * library's own figure). What tells looks for minutes before it calls, and those come out of the rest, too.
 */
const TOLD_AT = 0.5;

/** Seconds of lag above which it is told, for an RPO of so many. */
export const toldAbove = (rpo: number): number => Math.ceil(rpo * TOLD_AT);

/** What is told of a protection whose lag has come near an RPO of so many seconds, or is not known. */
export const fallsBehind = (component: string, region: string, rpo: number): string =>
  `${component} at ${region} is more than ${Duration.seconds(toldAbove(rpo))} behind, or nobody knows: an RPO of ${Duration.seconds(rpo)} may soon be broken`;
