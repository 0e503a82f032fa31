import type { Flaw, SiteFacts } from '../../../port/facts';
import { nearestPair, pairOf } from '../pairs';

/** What Microsoft says of zones behind a failover (2025-09-25): "Performing a zonal conversion (adding zone redundancy) after any failover operation is currently not supported". */
const FAQ = 'https://learn.microsoft.com/azure/storage/common/storage-failover-faq';

/** What no account in two regions gives, of a place or of a tier. */
export const geoFlaws = (site: SiteFacts, instead: string): Flaw[] => [...pairFlaws(site, instead), ...zoneFlaws(site)];

/** It is over the zones of its first region alone. */
function zoneFlaws({ zonesAway, first }: SiteFacts): Flaw[] {
  if (zonesAway !== true || first !== true) return [];
  return [
    {
      of: 'tier',
      value: 'over the zones of the other region, too',
      allowed: `a tier below ha: after a failover the account stands in one zone until it is back, and nothing spreads it there (${FAQ}); in its first region it is over zones anyway`,
      fix: 'tier: Tier.HOT, for it alone, with a tierReason',
    },
  ];
}

/**
 * A geo-redundant account goes to the region that Microsoft pairs with its own, and to no other one: that is the other site, or it is refused. Pairs
 * that hold in one direction alone are said.
 */
function pairFlaws({ region, first, peer }: SiteFacts, instead: string): Flaw[] {
  if (peer === undefined || first !== true || region.paired === peer.code) return [];
  const pair = pairOf(region);
  const goes = pair
    ? `its data would go to ${pair.code} (${pair.country}), which Microsoft pairs with it`
    : 'Microsoft pairs no region with it';
  const oneWay = peer.paired === region.code ? `; ${peer.code} goes to ${region.code}, and not back: name ${peer.code} first` : '';
  return [
    {
      of: 'region',
      value: `geo-redundant from ${region.code} to ${peer.code}: ${goes}${oneWay}`,
      allowed: `two sites of which the second is the pair of the first${nearestPair(region)}`,
      fix: pair ? `put the other site in ${pair.code}, or ${instead}` : instead,
    },
  ];
}
