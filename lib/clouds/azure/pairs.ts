import { AZURE_REGIONS } from '../../regions/azure';
import { nearestTo, sameUnion } from '../../regions/geography';
import type { Flaw, SiteFacts } from '../../port/facts';
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

/** What goes to any region, where copies go to none that is declared: of what stands in one zone in any case. */
export const OR_REPLICA_IN_ONE = 'tier: Tier.HOT for it alone, a replica, which goes to any region, with a tierReason';
/** The same, of what is spread over zones, too. */
export const OR_REPLICA = OR_REPLICA_IN_ONE.replace(', with', ' (at ha tier: Tier.VITAL), with');

/**
 * Copies are a service's own, in the region that Microsoft pairs. Some could be restored in any other one, but would be kept where nobody declared
 * anything: each of the two sites has to be the pair of the other one, since each is left once.
 */
export function pairFlaws({ posture, region, peer }: SiteFacts, fix: string): Flaw[] {
  if (posture !== 'backup' || peer === undefined || region.paired === peer.code) return [];
  return [
    {
      of: 'region',
      value: `copies of ${region.code} at ${peer.code}: ${goesTo(region)}`,
      allowed: `two regions that Microsoft pairs with each other${nearestPair(region)}, where copies are all that the standby has`,
      fix,
    },
  ];
}
