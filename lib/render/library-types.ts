import type { TerraformStack } from 'cdktf';
import type { Declaration } from '../components/component';
import { addedBy, addressOf } from '../own/resources';
import { cellOf } from '../port/cell';
import type { Cloud, CloudCell } from '../port/cloud';
import { knownTypes } from '../port/known-types';
import { ContinuityError } from '../words/errors';

/**
 * Renders something of the library's own, and throws `DR-CELL-03` where a type that nobody knows came of it: it would be held for
 * something that can be built again. `by` says who renders.
 */
export function renderKnown<T>(stack: TerraformStack, cloud: Pick<Cloud, 'name' | 'types' | 'cells'>, by: string, render: () => T): T {
  const { made, added } = addedBy(stack, render);
  const known = knownTypes(cloud);
  const stranger = added.find((one) => !known.has(one.terraformResourceType));
  if (!stranger) return made;
  throw new ContinuityError({
    id: 'DR-CELL-03',
    what: `${by} makes a resource of a type that nobody knows: ${addressOf(stranger)}`,
    value: stranger.terraformResourceType,
    allowed: `types with a row: whether they hold data, how they are imported, what they reach`,
    fix: `${stranger.terraformResourceType}: { holdsData: … } in the types of ${by}`,
  });
}

/** Asks the cell of a component to render something; undefined where the cloud has none. Throws as {@link renderKnown} does. */
export function renderCell<T>(
  stack: TerraformStack,
  cloud: Cloud,
  { declaration }: { readonly declaration: Declaration },
  ask: (cell: CloudCell) => T,
): T | undefined {
  const cell = cellOf(cloud, declaration);
  return cell && renderKnown(stack, cloud, `the cell ${cell.service ?? declaration.kind}`, () => ask(cell));
}
