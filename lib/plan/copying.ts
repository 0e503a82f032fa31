import { cellOf } from '../port/cell';
import type { CopyPlacePlan, WayBack, WaysBack } from '../words/copies';
import type { CellInput, DeclaredInput, SiteInput } from './input';
import { namesOf } from './names';
import { Places } from './places';
import type { Placement, WorkloadPlan } from './plan';
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

/** The ways back, to the site that is the second one of the code: that of what serves, in the order of the waves. */
export function waysBack(input: DeclaredInput, plan: Pick<WorkloadPlan, 'protections' | 'placements' | 'active'>): WaysBack {
  const from = copyPlaceOf(input);
  const [{ cloud }, second] = input.known as readonly [SiteInput, SiteInput];
  if (!from) return { opens: [], of: {} };
  const to = new Places(input).site(second);
  const wayOf = ({ declaration }: Protection): readonly (readonly [string, WayBack])[] => {
    const cell: CellInput | undefined = cellOf(cloud, declaration);
    const isServing = ({ component, here, current }: Placement): boolean =>
      component === declaration.id && here.site === plan.active && current;
    const serving = plan.placements.find(isServing);
    const steps = serving && cell?.wayBack?.(serving, from, to);
    return steps ? [[declaration.id, steps]] : [];
  };
  const copied = plan.protections.filter(({ copiedAway }) => copiedAway !== undefined);
  return { opens: cloud.copyPlaces?.opens?.(from) ?? [], of: Object.fromEntries(copied.flatMap(wayOf)) };
}
