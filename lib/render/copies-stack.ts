import type { TerraformProvider } from 'cdktf';
import type { WorkloadPlan } from '../plan/plan';
import type { CopyPlace } from '../port/copy-place';
import type { RecoveryStack } from '../stacks';
import { renderKnown } from './library-types';

/**
 * What keeps copies in a place that is no site, by its own provider: nothing of it knows the sites but their accounts. Undefined where there
 * is no such place, or its cloud keeps none.
 */
export function renderCopyPlace(stack: RecoveryStack, plan: WorkloadPlan, place: CopyPlace | undefined): TerraformProvider | undefined {
  const { copyPlace } = plan;
  if (!place || !copyPlace) return undefined;
  const { cloud } = place;
  const provider = cloud.provide(stack, place);
  renderKnown(stack, cloud, cloud.name, () => cloud.copyPlaces?.render({ stack, place, plan: copyPlace, workload: plan }));
  return provider;
}
