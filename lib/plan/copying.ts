import { cellOf } from '../port/cell';
import type { CopyPlacePlan, WayBack } from '../words/copies';
import type { CellInput, DeclaredInput } from './input';
import { namesOf } from './names';
import type { WorkloadPlan } from './plan';
import type { Protection } from './protection';

/** The place of copies of a workload; undefined where none is declared, or its cloud keeps none (`DR-COPY-01`). */
export function copyPlaceOf({ copiesIn, known, environment, workload }: DeclaredInput): CopyPlacePlan | undefined {
  const rules = known[0]?.cloud.copyPlaces?.names;
  if (copiesIn === undefined || rules === undefined || copiesIn.cloud !== known[0]?.cloud.name) return undefined;
  const { key, region, account, stateAt, keep, lockedForGood, credentials } = copiesIn;
  const parts = { ...(environment === undefined ? {} : { environment }), workload, region: region.code, account };
  const admits = [...new Set(known.map((site) => site.account))].sort();
  return { site: key, region: region.code, account, ground: namesOf(parts, rules), keep, lockedForGood, stateAt, credentials, admits };
}

/** Whether what is in the place of copies outlives the accounts of all sites. */
export const outlivesAccounts = (place: CopyPlacePlan | undefined): boolean => place !== undefined && !place.admits.includes(place.account);

/** The ways back, by component, for what is copied there, in the order of the waves. */
export function waysBack(input: DeclaredInput, plan: Pick<WorkloadPlan, 'protections' | 'placements' | 'active'>): Record<string, WayBack> {
  const place = copyPlaceOf(input);
  if (!place) return {};
  const wayOf = ({ declaration }: Protection): readonly (readonly [string, WayBack])[] => {
    const cell = cellOf(input.sites[0].cloud, declaration) as CellInput | undefined;
    const serving = plan.placements.find(
      ({ component, here, current }) => component === declaration.id && here.site === plan.active && current,
    );
    const steps = serving && cell?.wayBack?.(serving, place);
    return steps ? [[declaration.id, steps]] : [];
  };
  return Object.fromEntries(plan.protections.filter(({ copiedAway }) => copiedAway !== undefined).flatMap(wayOf));
}
