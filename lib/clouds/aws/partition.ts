import { AWS_REGIONS } from '../../regions/aws';

/** The partition of a region, the second part of every ARN. */
export function partitionOf(region: string): string {
  return AWS_REGIONS.find((known) => known.code === region)?.partition ?? 'aws';
}
