import { knownTypes } from '../../../lib/port/known-types';
import type { CloudUnderTest } from '../clouds';
import type { Corpus, State } from '../corpus';
import { blocksOf, type Block } from '../json';
import type { Output } from '../synth';
import { homeOf, presentIn, type Present, type Violations } from './reading';

/** Where something that holds data is managed. */
interface Owner {
  readonly stack: string;
  readonly address: string;
}

const NAMES: readonly string[] = ['name', 'identifier', 'bucket'];
/** What something is in that gives names of its own: by the id of that, written out or referred to. */
const PARENTS: readonly string[] = ['storage_account_id'];

/** The name of what a block is in, behind a slash; nothing where its name is one of the region. */
function parentOf(stack: Present, { body }: Block): string {
  const id = PARENTS.map((argument) => body[argument]).find((value) => typeof value === 'string') as string | undefined;
  if (id === undefined) return '';
  const address = /^\$\{([\w-]+\.[\w-]+)\.id\}$/.exec(id)?.[1];
  const parent = blocksOf(stack.json).find((block) => block.address === address);
  return `/${String(parent?.body['name'] ?? id.split('/').at(-1))}`;
}

/** The region of a block, by its provider where the stack has several. */
export function placeOf(stack: Present, { body }: Block, { providerRegion }: CloudUnderTest): string {
  const [, alias] = /^\w+\.(.+)$/.exec(String(body['provider'] ?? '')) ?? [];
  const provider = Object.values(stack.json.provider ?? {})
    .flat()
    .find((one) => one['alias'] === alias);
  return (provider && providerRegion(provider)) ?? homeOf(stack) ?? alias ?? '';
}

const known = new WeakMap<Output, ReadonlyMap<string, readonly Owner[]>>();

/** Everything that holds data and has a name, by what it is: its type, its name and its region. Read once an output, which is of one cloud. */
function ownersIn(output: Output, under: CloudUnderTest): ReadonlyMap<string, readonly Owner[]> {
  const owners = known.get(output) ?? ownersReadIn(output, under);
  known.set(output, owners);
  return owners;
}

function ownersReadIn(output: Output, under: CloudUnderTest): ReadonlyMap<string, readonly Owner[]> {
  const { stateful } = knownTypes(under.cloud);
  const owners = new Map<string, Owner[]>();
  for (const stack of presentIn(output))
    for (const block of blocksOf(stack.json).filter(({ type }) => stateful.includes(type))) {
      const name = NAMES.map((argument) => block.body[argument]).find((value) => value !== undefined);
      if (typeof name !== 'string' || name.includes('${')) continue;
      const key = `${block.type} ${name}${parentOf(stack, block)} in ${placeOf(stack, block, under)}`;
      owners.set(key, [...(owners.get(key) ?? []), { stack: stack.id, address: block.address }]);
    }
  return owners;
}

/** Law 4: what holds data has one owner. Two states that know it would undo each other. */
export function lawOneOwner(output: Output, under: CloudUnderTest): Violations {
  return [...ownersIn(output, under)].flatMap(([key, owners]) => {
    const stacks = [...new Set(owners.map(({ stack }) => stack))];
    return stacks.length > 1 ? [`${key} is managed by ${stacks.sort().join(' and ')}`] : [];
  });
}

/** Who owned what, when it was last synthesized. */
type Last = ReadonlyMap<string, Owner>;

/** Law 4, one step: what another stack owned before is taken in by an import, and leaves the other one undestroyed. */
export function lawHandedOn(before: Last, after: Output, under: CloudUnderTest): Violations {
  return [...ownersIn(after, under)].flatMap(([key, owners]) =>
    owners.flatMap(({ stack, address }) => {
      const was = before.get(key);
      if (!was || was.stack === stack) return [];
      const imports = after.stacks[stack]?.import?.some(({ to, id }) => to === address && id !== '');
      const old = after.stacks[was.stack];
      const leaves = !old || old.removed?.some(({ from, lifecycle }) => from === was.address && lifecycle?.destroy === false);
      return [
        ...(imports ? [] : [`${stack}: ${address} is made anew, and ${was.stack} made it already`]),
        ...(leaves ? [] : [`${was.stack}: ${was.address} does not leave undestroyed, though ${stack} has it now`]),
      ];
    }),
  );
}

/** The same along every history: a stack may have been withheld since it last owned something. */
export function handedOnAlong({ states, passages, cloud }: Corpus): readonly (readonly [string, () => Violations])[] {
  const parents = new Map(
    passages.filter(({ target, to }) => states[target]?.name === to.name).map((passage) => [passage.target, passage.source]),
  );
  const lasts = new Map<number, Last>();
  const lastAt = (i: number): Last => {
    const before = lasts.get(i);
    if (before) return before;
    const parent = parents.get(i);
    // The first owner is the one that an import is asked of, for as long as that may not have been applied.
    const last: Last = new Map([...ownedIn((states[i] as State).output, cloud), ...(parent === undefined ? [] : lastAt(parent))]);
    lasts.set(i, last);
    return last;
  };
  return passages.map(({ name, source, to }) => [name, () => lawHandedOn(lastAt(source), to.output, cloud)]);
}

/** Who owns what in an output. */
export const ownedIn = (output: Output, under: CloudUnderTest): Last =>
  new Map([...ownersIn(output, under)].map(([key, [owner]]) => [key, owner as Owner]));
