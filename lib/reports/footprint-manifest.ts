import type { Footprint } from '../plan/protection';
import type { FootprintManifest } from '../words/footprint';

/** What runs at the standby, as it is written. */
export const footprintManifest = ({ measures, parts, apart, unknown }: Footprint): FootprintManifest => ({
  measures: measures.map((one) => ({ ...one })),
  parts: parts.map(({ of, serves, standsBy }) => ({
    of,
    serves: [serves.vcpus, serves.memoryGiB],
    standsBy: [standsBy.vcpus, standsBy.memoryGiB],
  })),
  apart: apart.map((one) => ({ ...one })),
  unknown: [...unknown],
});
