import { TerraformStack, type Manifest } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { StackPlan } from '../words/stack';
import { RecoveryStack } from '../stacks';

/** Has the stacks that are written wait for each other as the plan says: `cdktf deploy '*'` goes by it. */
export function declareOrder(plans: readonly StackPlan[], stacks: readonly RecoveryStack[]): void {
  const written = new Map(stacks.filter(({ isWritten }) => isWritten).map((stack) => [stack.node.id, stack]));
  for (const { id, after } of plans) {
    for (const first of after.map((other) => written.get(other))) if (first) written.get(id)?.addDependency(first);
  }
}

/**
 * Names what waits in the manifest of cdktf as its command line knows it. cdktf 0.21 writes the path of the construct that is waited
 * for, and its command line looks for that path among the ids of stacks: inside of a workload the two differ, so that nothing that
 * waits could be deployed at all. The same for an architect's own stack that waits for one of a workload; one that is left out of the
 * output is waited for by nobody.
 */
export function nameByIds(root: IConstruct, manifest: Manifest): void {
  for (const stack of root.node.findAll().filter((one): one is TerraformStack => TerraformStack.isStack(one))) {
    const { dependencies } = stack;
    if (!isWritten(stack) || !dependencies.some((one) => one instanceof RecoveryStack)) continue;
    const names = dependencies.filter(isWritten).map(({ node }) => node.id);
    manifest.forStack(stack).dependencies.splice(0, Infinity, ...names);
  }
}

const isWritten = (stack: TerraformStack): boolean => !(stack instanceof RecoveryStack) || stack.isWritten;
