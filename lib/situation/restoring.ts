import { not, type Refusal } from './refusal';
import type { Generation, Move } from './schema';
import type { View } from './view';

/** In the place of a recovery point: it is made empty, whatever copies there are. */
export const NOTHING = 'none';

/** What keeps one identity, or has no copy that its service makes it from, is not made anew beside itself. */
export function refuseRestored({ sides, active }: View, from: Readonly<Record<string, string>>): Refusal | undefined {
  const able = restorable(sides.components);
  const odd = Object.keys(from).find((id) => !able.includes(id));
  const allowed = able.length > 0 ? `a recovery point of ${able.join(', ')}` : 'nothing: no component is made anew from a copy';
  if (Object.keys(from).length === 0) return not('Nothing is named to be restored', 'no --from', allowed, '--from COMPONENT=POINT');
  if (odd !== undefined && !sides.components.some(({ id }) => id === odd))
    return not(`${sides.workload} has no such component`, odd, allowed, `the same without --from ${odd}`);
  if (odd !== undefined)
    return not(
      `${odd} is not made anew from a copy: it goes on as it is`,
      odd,
      allowed,
      `the same without --from ${odd}, and what was lost of it restored into it by hand, at ${active}`,
    );
  const empty = Object.keys(from).find((id) => [NOTHING, ''].includes(from[id]?.trim() ?? ''));
  return empty === undefined
    ? undefined
    : not(`${empty} would be made empty`, from[empty] ?? '', 'the name of a recovery point, or latest', `--from ${empty}=POINT`);
}

/** Components that can be made anew beside themselves, at the site that serves. */
export const restorable = (components: View['sides']['components']): string[] =>
  components.filter(({ remade }) => remade === true).map(({ id }) => id);

/** Whether it follows what a restore put aside: it has what nobody wants back. */
export function isPutAside({ moves }: View, component: string, { of = '' }: Generation): boolean {
  const [site, number] = of.split('#');
  const isOf = ({ kind, to, completed, components }: Move): boolean =>
    kind === 'restore' &&
    to === site &&
    completed?.includes(component) === true &&
    Number(number) < (components[component]?.generation ?? 0);
  return moves.some(isOf);
}
