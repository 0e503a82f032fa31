import type { TerraformResource } from 'cdktf';
import type { WorkloadFacts } from '../plan/plan';

/** What the copies of a site take in of an architect's own. */
export interface OwnCopies {
  /** Whether they do, or there is nothing in it to copy. */
  takesIn(resource: TerraformResource, workload: WorkloadFacts): boolean;
  /** What is said of a resource for it to be taken in; undefined where it cannot be. */
  how?(resource: TerraformResource, workload: WorkloadFacts): string | undefined;
}
