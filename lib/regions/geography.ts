import distance from '@turf/distance';
import { refuseAll, type ContinuityErrorProps } from '../words/errors';
import { didYouMean } from '../words/nearest';
import { type Region } from './region';

/** A point on Earth, in degrees; a `Region` is one. */
export type Point = Pick<Region, 'latitude' | 'longitude'>;

/** The great-circle distance between two points, in kilometres (haversine, so within 0.5 % of the truth). */
export function distanceKm(a: Point, b: Point): number {
  return distance([a.longitude, a.latitude], [b.longitude, b.latitude], { units: 'kilometers' });
}

/** Of some regions, the nearest to a point; undefined where there are none. */
export function nearestTo(from: Point, regions: readonly Region[]): Region | undefined {
  return [...regions].sort((a, b) => distanceKm(a, from) - distanceKm(b, from))[0];
}

/** Whether two regions stand in one country, hence under one jurisdiction. */
export function sameCountry(a: Region, b: Region): boolean {
  return a.country === b.country;
}

/** Whether two regions stand in one country or both in the European Union. */
export function sameUnion(a: Region, b: Region): boolean {
  return sameCountry(a, b) || (a.eu && b.eu);
}

/** Whether two regions belong to one partition of one cloud, without which neither accounts nor replication are shared. */
export function samePartition(a: Region, b: Region): boolean {
  return a.cloud === b.cloud && a.partition === b.partition;
}

/** What is wrong with a region's code: there is none of that code in the list. The nearest one that exists is suggested. */
export function regionFaults(regions: readonly Region[], code: unknown): ContinuityErrorProps[] {
  if (regions.some((region) => region.code === code)) return [];
  const codes = regions.map((region) => region.code);
  const cloud = regions[0]?.cloud ?? 'this cloud';
  return [
    {
      id: 'DR-GEO-00',
      what: `${cloud} has no region with this code`,
      value: code === undefined ? 'nothing' : code,
      allowed: codes,
      fix:
        codes.length === 0
          ? 'give the list of regions'
          : didYouMean(typeof code === 'string' ? code : '', codes, `for instance ${codes[0]}`),
    },
  ];
}

/** What is wrong with the region that properties name, where they name one by a text: anything else is the business of their schema. */
export function namedRegionFaults(regions: readonly Region[], props: unknown, key = 'region'): ContinuityErrorProps[] {
  const code = ((props ?? {}) as Readonly<Record<string, unknown>>)[key];
  return typeof code === 'string' ? regionFaults(regions, code) : [];
}

/** The region with this code; refused with the nearest code that exists. */
export function findRegion(regions: readonly Region[], code: string): Region {
  refuseAll(regionFaults(regions, code));
  return regions.find((region) => region.code === code) as Region;
}
