import type { Flaw, SiteFacts } from '../../port/facts';
import { nearestTo } from '../../regions/geography';
import { OCI_REGIONS } from '../../regions/oci';
import type { Region } from '../../regions/region';

/** Regions that a service sends to, by the region that they come from, and where it says so. One that is not in it has none. */
export interface Destinations {
  readonly from: Readonly<Record<string, readonly string[]>>;
  /** What is in the list, with its source and date. */
  readonly source: string;
}

/** Of two sites it is said at one, for both directions: roles are swapped. */
const ofPair = ({ region, peer }: SiteFacts): readonly [Region, Region] | undefined =>
  peer === undefined || region.code > peer.code ? undefined : [region, peer];

/** The nearest region with which it goes both ways. */
function nearestBothWays({ from }: Destinations, site: Region): Region | undefined {
  const both = (from[site.code] ?? []).filter((code) => from[code]?.includes(site.code));
  return nearestTo(
    site,
    OCI_REGIONS.filter(({ code }) => both.includes(code)),
  );
}

/** Where one of the ways between two sites is in no list of a service that takes others all the same, the nearest region that is. */
export function unlistedPair(site: SiteFacts, destinations: Destinations): Flaw[] {
  const pair = ofPair(site);
  if (!pair) return [];
  const [one, other] = pair;
  const ways = [
    [one.code, other.code],
    [other.code, one.code],
  ] as const;
  const missing = ways.filter(([from, to]) => !destinations.from[from]?.includes(to));
  if (missing.length === 0) return [];
  // The first site stays where users are.
  const stays = site.first === false ? other : one;
  const best = nearestBothWays(destinations, stays);
  return [
    {
      of: 'region',
      value: missing.map(([from, to]) => `${from} to ${to}`).join(', '),
      allowed: `${destinations.source}; others are reached by the API, too`,
      fix: `put the other site of ${stays.code} in ${best?.code ?? 'a region that is recommended for it'}${best ? ', the nearest that goes both ways' : ''}, or measure how far it is behind`,
      taken: true,
    },
  ];
}

/** Where the console alone knows whether a service goes between two regions: nobody can check it ahead of the first apply. */
export function unknownPair(site: SiteFacts, { service, look, source }: Readonly<Record<'service' | 'look' | 'source', string>>): Flaw[] {
  const pair = ofPair(site);
  if (!pair) return [];
  const [one, other] = pair;
  return [
    {
      of: 'region',
      value: `${one.code} and ${other.code}`,
      allowed: `a pair of ${service}, whose list is in the console alone (${source}): UNVERIFIED of these two`,
      fix: look,
      taken: true,
    },
  ];
}
