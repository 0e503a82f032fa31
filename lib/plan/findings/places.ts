import { samePartition } from '../../regions/geography';
import type { Region } from '../../regions/region';
import type { Finding, WorkloadPlan } from '../plan';
import type { PlanInput, SiteInput } from '../input';
import { kmApart, leastOf, regionAt, regionInstead, type Least } from './instead';
import type { Rule } from './rule';

/**
 * DR-GEO-01: two different regions; DR-GEO-02: one partition; DR-GEO-03: more than 100 km for `vital` (S1.1), and what the geography of the
 * workload asks, of the witness too; a warning for the rest. The place of copies outlives both sites, so it is asked the same.
 */
export const places: Rule = (input, plan) => {
  // Each successor with each of the two: whichever it replaces, it stands with the other.
  const later = input.known.filter(({ key }) => !input.sites.some((site) => site.key === key));
  const pairs = [input.sites, ...later.flatMap((site) => input.sites.map((one) => [one, site] as const))];
  const least = leastOf(input, plan.tier);
  const instead: Instead = ({ key, cloud }, like) => {
    const best = regionInstead(input, plan, { site: key, cloud, like });
    return best
      ? `a site in ${best.code} in the place of ${key}, the nearest that is`
      : `no other region of ${cloud.name} is: another cloud`;
  };
  return [
    ...pairs.flatMap(([a, b]) => judgePair(a, b, input.workload, least, instead)),
    ...witnessNear(input, plan),
    ...copiesNear(input, least),
  ];
};

/** Where a site could be instead, like a region of the partition. */
type Instead = (site: SiteInput, like: Region) => string;

/** What strikes a site must not take what outlives it: asked of the witness where the geography of the workload does. */
function witnessNear(input: PlanInput, plan: WorkloadPlan): Finding[] {
  const { geography, witnessAt: key = '' } = input;
  const region = regionAt(input, key);
  const km = geography?.apartKm;
  if (km === undefined || region === undefined) return [];
  const [{ cloud }] = input.sites;
  const best = regionInstead(input, plan, { cloud, like: region });
  const fix = best
    ? `a witness in ${best.code}, the nearest that is farther`
    : 'a witness of another cloud, or sites that are nearer to each other';
  return near(input, { key, region, name: 'witness', fix }, { km, must: true });
}

/** The same of what keeps copies beside the sites: it is for what takes both. */
const copiesNear = (input: PlanInput, least: Least): Finding[] =>
  input.copiesIn ? near(input, { ...input.copiesIn, name: 'place of copies', fix: 'a place of copies farther away' }, least) : [];

/** Where something stands that is no site. */
interface Beside extends Pick<SiteInput, 'key' | 'region'> {
  readonly name: string;
  readonly fix: string;
}

const near = ({ known, workload }: PlanInput, { key, region, name, fix }: Beside, least: Least): Finding[] =>
  known
    .map((site) => ({ site: site.key, km: kmApart(site.region, region) }))
    .filter(({ km }) => km <= least.km)
    .map(({ site, km }) => ({
      id: 'DR-GEO-03',
      level: least.must ? 'error' : 'warning',
      subject: `${workload} ${name}`,
      what: `The ${name} and a site are at most ${least.km} km apart (cities, not data centres)`,
      value: `${key} and ${site}: ${km} km`,
      fix,
    }));

function judgePair(a: SiteInput, b: SiteInput, subject: string, least: Least, instead: Instead): Finding[] {
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
      fix: `in ${a.region.partition}: ${instead(b, a.region)}`,
    });
  const km = kmApart(a.region, b.region);
  if (km <= least.km)
    out.push({
      id: 'DR-GEO-03',
      level: least.must ? 'error' : 'warning',
      subject,
      what: `The sites are at most ${least.km} km apart (cities, not data centres)`,
      value: `${value}: ${km} km`,
      fix: `farther apart: ${instead(b, b.region)}`,
    });
  return out;
}
