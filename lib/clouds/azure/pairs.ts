import { AZURE_REGIONS } from '../../regions/azure';
import { nearestTo, sameUnion } from '../../regions/geography';
import type { Region } from '../../regions/region';

/*
 * Regions that Microsoft pairs: where what it keeps in two regions by itself has its other half. Some have none, and some one whose own is another.
 */

/** The region that Microsoft pairs with one, where there is any. */
export const pairOf = ({ paired }: Region): Region | undefined => AZURE_REGIONS.find(({ code }) => code === paired);

/** Regions that Microsoft pairs with each other, both over zones: of them the nearest, and first of all in the same country or union. */
export function nearestPair(region: Region): string {
  const mutual = AZURE_REGIONS.filter((one) => {
    const pair = pairOf(one);
    return one.partition === region.partition && pair?.paired === one.code && one.zones > 1 && pair.zones > 1;
  });
  const near = mutual.filter((one) => sameUnion(one, region));
  const found = nearestTo(region, near.length > 0 ? near : mutual);
  return found ? `, for instance ${found.code} and ${found.paired}` : '';
}

/** What becomes of what is kept in two regions, of a region: where it goes, and whether that leaves its country and its union. */
export function goesTo(region: Region): string {
  const pair = pairOf(region);
  if (!pair) return 'Microsoft pairs no region with it';
  const leaves = sameUnion(region, pair) ? '' : `, out of ${region.country}${region.eu ? ' and of the European Union' : ''}`;
  return `they would go to ${pair.code} (${pair.country}), which Microsoft pairs with it${leaves}`;
}
