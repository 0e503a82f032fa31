import type { TerraformProvider } from 'cdktf';
import type { Marker, Neighbour } from './clouds/marker';
import { chainOf, markOf as lastMark, ORIGIN } from './situation/markers';
import type { View } from './situation/view';
import type { RecoveryStack } from './stacks';

const keyOf = ({ kind, site }: RecoveryStack): string => (kind === 'site' && site ? site.key : kind);

/** The marker of a stack. What a global control plane holds never changes with the situation: a base stack keeps its first one. */
export const markOf = ({ situation, sides }: View, stack: RecoveryStack): Pick<Marker, 'id' | 'sequence'> =>
  stack.kind === 'base' ? { id: ORIGIN, sequence: 0 } : lastMark(situation, sides.workload, keyOf(stack));

/** Every marker that a stack follows, its own last. */
export const followsOf = ({ situation, sides }: View, stack: RecoveryStack): string[] =>
  stack.kind === 'base' ? [ORIGIN] : chainOf(situation, sides.workload, keyOf(stack));

/** What joins the sites is refused where one of them has gone on: it would be put back after it was cut. Each keeps its state in itself. */
export function neighboursOf(view: View, all: readonly RecoveryStack[], provider: (site: string) => TerraformProvider): Neighbour[] {
  return all.flatMap((stack) => {
    const { kind, site, node } = stack;
    if (kind !== 'site' || !site || !view.own.sites.includes(site.key)) return [];
    return [{ stack: node.id, provider: provider(site.key), state: site.state, follows: followsOf(view, stack) }];
  });
}
