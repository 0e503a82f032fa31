import type { Neighbour } from '../../lib/port/marker';
import { refusals, type Precondition } from '../../lib/port/marker-messages';
import type { StackOutput } from './output';
import { rules } from './rules';
import type { World } from './world';

const known = /^\$\{alltrue\(\[for id in ids:(\S+) : contains\((\[.*\]), id\)\]\)\}$/;
const kept = /^\$\{length\(setsubtract\(holds:\S+, (\[.*\])\)\) == 0\}$/;
const crossed = /^\$\{!anytrue\(open:\S+\)\}$/;
const opening =
  /^\$\{(?:(alltrue\(open:\S+\)) \|\| )?(?:alltrue\(\[for id in ids:\S+ : id == "(\w+)"\]\) \|\| )?var\.continuity_move == "(\d+)"\}$/;

/** The addresses that a stack says it holds, as its marker writes them. */
export const holdsOf = ({ data }: StackOutput): string[] =>
  data.filter(({ rendered, exists }) => rendered && !exists).map(({ key }) => key);

/**
 * Why the product refuses this apply at plan, in a word (`STALE`, `OPENS` …), or undefined: the preconditions that it renders, read as
 * Terraform reads them.
 */
export function refusalOf(world: World, stack: StackOutput, move: number | undefined): string | undefined {
  if (stack.kind === 'base') return undefined;
  const holds = holdsOf(stack);
  const marker = {
    id: stack.marker,
    follows: stack.follows,
    sequence: 0,
    open: stack.open,
    closed: stack.form === 'closed',
    move: stack.move,
    unopened: stack.unopened,
    ...(stack.moving ? { moving: true as const } : {}),
    holds,
    leaves: stack.leaves,
    beside: stack.beside as unknown as Neighbour[],
  };
  const at = { ids: `ids:${stack.id}`, open: `open:${stack.id}`, holds: `holds:${stack.id}` };
  const all = refusals(stack.id, marker, at, [...holds, ...stack.leaves], (other) => `ids:${other.stack}`);
  const broken = rules()
    .guards(all)
    .find((one) => !isTrue(world, stack, one, move));
  return broken?.error_message.split(':')[0];
}

function isTrue({ stacks }: World, stack: StackOutput, { condition }: Precondition, move: number | undefined): boolean {
  const standing = (id: string) => stacks[id]?.marker;
  const [, whose, follows] = known.exec(condition) ?? [];
  if (whose && follows) return !standing(whose) || (JSON.parse(follows) as string[]).includes(standing(whose)?.id ?? '');
  const [, list] = kept.exec(condition) ?? [];
  if (list) return (standing(stack.id)?.holds ?? []).every((key) => (JSON.parse(list) as string[]).includes(key));
  if (crossed.test(condition)) return standing(stack.id)?.open !== true;
  const [, stands, again, number] = opening.exec(condition) ?? [];
  const { open, id } = standing(stack.id) ?? {};
  if (number) return (stands && open !== false) || (again && id === again) || String(move) === number;
  throw new Error(`A precondition that the walk cannot read: ${condition}`);
}
