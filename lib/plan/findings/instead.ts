import { distanceKm, nearestTo, samePartition } from '../../regions/geography';
import { LEAST_ZONES, type Region } from '../../regions/region';
import { isWithin } from '../../regions/residency';
import { Tier } from '../../objectives/tier';
import type { DeclaredInput, PlanInput, SiteInput } from '../input';
import type { WorkloadPlan } from '../plan';
import type { Protection } from '../protection';
import { takesRegions } from './values';

/** What is looked for. */
interface Wanted {
  /** What it is like: in its partition, and the nearest to it. */
  readonly like: Region;
  /** Whose regions are looked at. */
  readonly cloud: SiteInput['cloud'];
  /** The site in whose place it would be. @default - something that is no site: a witness, a state, a place of copies */
  readonly site?: string | undefined;
  /** What it is the nearest to. @default - like */
  readonly near?: Region | undefined;
}

/** Whether it has them, as far as was checked. */
export const isZonal = ({ zones, verified }: Region): boolean => zones >= LEAST_ZONES && verified;
/** What is spread over zones at the first site, or at the others. */
export const spreadAt = ({ protections }: WorkloadPlan, isFirst: boolean): Protection[] =>
  protections.filter(({ spread, spreadAway }) => (isFirst ? spread : spreadAway) === 'zonal');

/** Kilometres, and whether that is a must. */
export interface Least {
  readonly km: number;
  readonly must: boolean;
}

/** Kilometres that two sites should be apart at any tier: the most that one of them asks. */
const ADVISED_KM = Math.max(...Tier.ALL.map(({ bounds }) => bounds.apartKm ?? 0));

/** How far two sites are to be apart: what the geography or the tier asks; else what is advised. */
export function leastOf({ geography }: PlanInput, { bounds }: Tier): Least {
  const asked = [geography?.apartKm, bounds.apartKm].filter((km) => km !== undefined);
  return asked.length > 0 ? { km: Math.max(...asked), must: true } : { km: ADVISED_KM, must: false };
}

/** Kilometres, as they are judged and shown. */
export const kmApart = (a: Region, b: Region): number => Math.round(distanceKm(a, b));

/** The region of a key; undefined where nobody knows it. */
export function regionAt({ known }: Pick<DeclaredInput, 'known'>, at: string): Region | undefined {
  const site = known.find(({ key }) => key === at);
  const [cloud = '', code] = at.split(':');
  const regions = known.find((one) => one.cloud.name === cloud)?.cloud.regions ?? [];
  return site?.region ?? regions.find((one) => one.code === code);
}

/** The nearest region in which something could be instead: with nothing of the workload, and as what stands there is asked to be. */
export function regionInstead(input: PlanInput, plan: WorkloadPlan, { like, cloud, site, near = like }: Wanted): Region | undefined {
  const { known, witnessAt, copiesIn, geography } = input;
  const taken = [...known.map(({ key }) => key), witnessAt, copiesIn?.key];
  const km = site === undefined ? (geography?.apartKm ?? -1) : leastOf(input, plan.tier).km;
  const others = known.filter(({ key }) => key !== site).map(({ region }) => region);
  const apart = [...others, ...(site === undefined ? [] : besides(input))];
  const zonal = site !== undefined && spreadAt(plan, site === known[0]?.key).length > 0;
  const fitting = (cloud.regions ?? []).filter(
    (one) =>
      samePartition(one, like) &&
      !taken.includes(`${one.cloud}:${one.code}`) &&
      apart.every((other) => kmApart(one, other) > km) &&
      (!zonal || isZonal(one)) &&
      (geography?.within === undefined || isWithin(one, geography.within)) &&
      (site === undefined || takesRegions(movedTo(input, site, one), plan)),
  );
  return nearestTo(near, fitting);
}

/** The same, with a site in another region. */
function movedTo(input: PlanInput, site: string, region: Region): PlanInput {
  const moved = (one: SiteInput): SiteInput => (one.key === site ? { ...one, region } : one);
  const [first, second] = input.sites;
  return { ...input, known: input.known.map(moved), sites: [moved(first), moved(second)] };
}

/** What else each site is asked to be away from: the place of copies, and the witness where the geography says how far. */
const besides = (input: PlanInput): Region[] =>
  [input.copiesIn?.region, input.geography?.apartKm === undefined ? undefined : regionAt(input, input.witnessAt ?? '')].filter(
    (one) => one !== undefined,
  );
