import { distanceKm, nearestTo, samePartition } from '../../regions/geography';
import type { Region } from '../../regions/region';
import { isWithin } from '../../regions/residency';
import type { PlanInput, SiteInput } from '../input';

/** What a region has to be, to be proposed. */
interface Wanted {
  /** Kilometres that the other sites are away, at least. */
  readonly km: number;
  /** Zones that it has, at least. @default as many as it has */
  readonly zones?: number;
  /** Whose partition it is in. @default that of the site */
  readonly like?: Region;
}

/** The nearest region in which a site could be instead: of its cloud and partition, where it may stand, with nothing of the workload, and as far from the others as is asked. */
export function regionInstead(
  { known, witnessAt, copiesIn, geography }: PlanInput,
  site: Pick<SiteInput, 'key' | 'region' | 'cloud'>,
  { km, zones, like = site.region }: Wanted,
): Region | undefined {
  const taken = [...known.map(({ key }) => key), witnessAt, copiesIn?.key];
  const isFar = (one: Region): boolean => known.every(({ key, region }) => key === site.key || distanceKm(one, region) > km);
  const hasZones = (one: Region): boolean => zones === undefined || (one.zones >= zones && one.verified);
  const mayBe = (one: Region): boolean => geography?.within === undefined || isWithin(one, geography.within);
  const fitting = (site.cloud.regions ?? []).filter(
    (one) => samePartition(one, like) && !taken.includes(`${one.cloud}:${one.code}`) && isFar(one) && hasZones(one) && mayBe(one),
  );
  return nearestTo(like, fitting);
}
