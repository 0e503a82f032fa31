import type { TerraformStack } from 'cdktf';
import { resourcesOf } from '../own/resources';
import type { Crowd } from '../plan/crowds';
import { knownTypes } from '../port/known-types';
import type { StateUse } from './state-stacks';

/** What of a workload's stacks is counted in each account: of what is in none of its sites, in that of the place that keeps its state. */
export function crowdsOf(stacks: readonly TerraformStack[], uses: readonly StateUse[]): Crowd[] {
  return uses.flatMap(({ state, near, own, stacks: ids }) => {
    const account = own ? near.account : (state.beside(near)?.account ?? near.account);
    const types = stacks
      .filter(({ node }) => ids.includes(node.id))
      .flatMap((stack) => resourcesOf(stack).map(({ terraformResourceType }) => terraformResourceType));
    return Object.entries(knownTypes(near.cloud).most ?? {}).map(([type, most]) => ({
      type,
      account,
      many: types.filter((one) => one === type).length,
      most,
    }));
  });
}
