import { distanceKm, samePartition } from '../../regions/geography';
import { Tier } from '../../objectives/tier';
import type { Finding } from '../plan';
import type { SiteInput } from '../input';
import type { Rule } from './rule';

/** DR-GEO-01: two different regions; DR-GEO-02: one partition; DR-GEO-03: more than 100 km for `vital` (S1.1), a warning for the rest. */
export const places: Rule = (input, plan) => {
  // Each successor with each of the two: whichever it replaces, it stands with the other.
  const later = input.known.filter(({ key }) => !input.sites.some((site) => site.key === key));
  const pairs = [input.sites, ...later.flatMap((site) => input.sites.map((one) => [one, site] as const))];
  return pairs.flatMap(([a, b]) => judgePair(a, b, input.workload, plan.tier));
};

/** Kilometres that two sites should be apart at any tier: the most that one of them asks. */
const ADVISED_KM = Math.max(...Tier.ALL.map(({ bounds }) => bounds.apartKm ?? 0));

function judgePair(a: SiteInput, b: SiteInput, subject: string, tier: Tier): Finding[] {
  const value = `${a.key} and ${b.key}`;
  if (a.key === b.key)
    return [
      {
        id: 'DR-GEO-01',
        level: 'error',
        subject,
        what: 'Both sites are in one region: what takes one away takes both',
        value,
        fix: 'a secondary site in another region',
      },
    ];
  const out: Finding[] = [];
  if (!samePartition(a.region, b.region))
    out.push({
      id: 'DR-GEO-02',
      level: 'error',
      subject,
      what: 'The sites are in two partitions: nothing replicates between them',
      value,
      fix: `a secondary site in ${a.region.partition}`,
    });
  const km = Math.round(distanceKm(a.region, b.region));
  const least = tier.bounds.apartKm ?? ADVISED_KM;
  if (km <= least)
    out.push({
      id: 'DR-GEO-03',
      level: tier.bounds.apartKm === undefined ? 'warning' : 'error',
      subject,
      what: `The sites are at most ${least} km apart (cities, not data centres)`,
      value: `${value}: ${km} km`,
      fix: 'a secondary site farther away',
    });
  return out;
}
