import { Duration } from '../objectives/duration';

/** What is told of a protection whose lag is more than an RPO of so many seconds, or is not known. */
export const fallsBehind = (component: string, region: string, rpo: number): string =>
  `${component} at ${region} falls behind, or nobody knows: an RPO of ${Duration.seconds(rpo)} is not kept`;
