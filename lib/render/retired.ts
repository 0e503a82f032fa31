import { TerraformStack } from 'cdktf';
import { RootConstruct } from 'constructs';
import { addressOf, resourcesOf } from '../own/resources';
import type { Placement } from '../plan/plan';

/** A retired generation as it stood: it held its data, and followed nobody. */
export const asItStood = (placement: Placement): Placement => ({ ...placement, posture: 'active', attached: false });

/**
 * Addresses that leave a stack without being destroyed: what `render` puts into a stack that is never written, and the real one does
 * not have. What several generations share stands in the real one and stays.
 */
export function leavingOf(
  stack: TerraformStack,
  leaving: readonly Placement[],
  render: (neverWritten: TerraformStack, placement: Placement) => unknown,
): string[] {
  if (leaving.length === 0) return [];
  const root = new RootConstruct();
  // As in the real one: traces of what is never written are nobody's.
  root.node.setContext('@cdktf/disable_stack_trace_in_metadata', true);
  const neverWritten = new TerraformStack(root, stack.node.id);
  for (const one of leaving) render(neverWritten, one);
  const standing = new Set(resourcesOf(stack).map(addressOf));
  return [...new Set(resourcesOf(neverWritten).map(addressOf))].filter((address) => !standing.has(address));
}
