import { outlivesAccounts } from '../plan/copying';
import type { WorkloadPlan } from '../plan/plan';
import type { CopyPlaceManifest } from '../words/copies';

/** Where copies are kept beside the sites, what of the workload is there, and how it is reached. */
export function copyPlaceManifest({ protections, waysBack, copyPlace: place }: WorkloadPlan): { readonly copyPlace?: CopyPlaceManifest } {
  if (!place) return {};
  const { site: key, account, region, keep, lockedForGood, admits } = place;
  const components = protections.flatMap(({ declaration: { id: component }, copiedAway }) =>
    copiedAway ? [{ component, ...copiedAway, steps: [...(waysBack.of[component] ?? [])] }] : [],
  );
  const opens = [...waysBack.opens];
  return {
    copyPlace: { key, account, region, keep, lockedForGood, outlives: outlivesAccounts(place), admits: [...admits], opens, components },
  };
}
