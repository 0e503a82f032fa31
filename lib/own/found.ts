import type { TerraformResource } from 'cdktf';
import type { Finding, WorkloadPlan } from '../plan/plan';
import type { Site } from '../port/site';
import { uncopied } from './data';
import { edgeAlone } from './edge';
import { refuseMovers } from './orchestrators';

/** What is found of an architect's resources in the base stack of a site. Throws `DR-OWN-06` where one of them moves a role. */
export function foundInBase(added: readonly TerraformResource[], site: Site, plan: WorkloadPlan): Finding[] {
  refuseMovers(added, site);
  return edgeAlone(added, site, plan);
}

/** The same of its recovery stack. */
export function foundInSite(added: readonly TerraformResource[], site: Site, plan: WorkloadPlan): Finding[] {
  refuseMovers(added, site);
  return uncopied(added, site, plan);
}
