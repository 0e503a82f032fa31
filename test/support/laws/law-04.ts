import { knownTypes } from '../../../lib/port/known-types';
import { cellsOf } from '../../../lib/port/cell';
import type { Cloud } from '../../../lib/port/cloud';
import type { Corpus, State } from '../corpus';
import { blockAt, blocksOf, canonical, type Block, type Body, type StackJson } from '../json';
import type { Output } from '../synth';
import { ANY_TYPE, IDENTITY } from './identity';
import type { Violations } from './reading';

type Facts = Pick<Cloud, 'types' | 'cells'>;

/** Law 4, one stack: what holds data is still there and still itself, or leaves without being destroyed. */
export function lawFourStack(id: string, before: StackJson, after: StackJson, cloud: Facts): Violations {
  const destroyed = (after.removed ?? [])
    .filter(({ lifecycle }) => lifecycle?.destroy !== false)
    .map(({ from }) => `${id}: ${from} is removed and destroyed`);
  const leaving = new Set((after.removed ?? []).map(({ from }) => from));
  const kept = blocksOf(before).filter(({ type }) => knownTypes(cloud).stateful.includes(type));
  return [
    ...destroyed,
    ...stranded(id, before, after, leaving),
    ...kept.flatMap((block) => {
      const now = blockAt(after, block.address);
      if (!now) return leaving.has(block.address) ? [] : [`${id}: ${block.address} vanishes, and would be destroyed`];
      return [...replaced(id, block, now), ...turnedBack(id, block, now, cloud)];
    }),
  ];
}

/** What goes, of any type, is deleted by the provider that made it: without that one Terraform refuses the whole apply. */
function stranded(id: string, before: StackJson, after: StackJson, leaving: ReadonlySet<string>): Violations {
  const providers = Object.entries(after.provider ?? {}).flatMap(([type, all]) =>
    (all as readonly { readonly alias?: string }[]).map(({ alias }) => (alias === undefined ? type : `${type}.${alias}`)),
  );
  return blocksOf(before).flatMap(({ address, body: { provider } }) =>
    typeof provider !== 'string' || providers.includes(provider) || leaving.has(address) || blockAt(after, address)
      ? []
      : [`${id}: ${address} goes, and its provider ${provider} went before it`],
  );
}

function replaced(id: string, { address, type, body }: Block, now: Body): string[] {
  const ignored = (now['lifecycle'] as { ignore_changes?: unknown } | undefined)?.ignore_changes;
  return (IDENTITY[type] ?? ANY_TYPE)
    .filter((argument) => !(Array.isArray(ignored) && ignored.includes(argument)) && canonical(body[argument]) !== canonical(now[argument]))
    .map(
      (argument) =>
        `${id}: ${address}.${argument} was ${canonical(body[argument])} and becomes ${canonical(now[argument])}: another resource`,
    );
}

function turnedBack(id: string, { address, type, body }: Block, now: Body, { cells }: Facts): string[] {
  return cellsOf(cells)
    .flatMap(([, cell]) => cell.facts.oneWay)
    .filter((argument) => argument.startsWith(`${type}.`))
    .map((argument) => argument.slice(type.length + 1))
    .filter((argument) => body[argument] === undefined && now[argument] !== undefined)
    .map((argument) => `${id}: ${address}.${argument} was dropped for good and comes back`);
}

/** Law 4, one step over all stacks: a stack that is no longer synthesized is withheld, and says so. */
export function lawFour(before: Output, after: Output, cloud: Facts): Violations {
  return Object.entries(before.stacks).flatMap(([id, was]) => {
    const now = after.stacks[id];
    if (now) return now === was ? [] : lawFourStack(id, was, now, cloud);
    if (after.manifest.stacks.some((stack) => stack.id === id && stack.withheld)) return [];
    return blocksOf(was).some(({ type }) => knownTypes(cloud).stateful.includes(type))
      ? [`${id}: holds data and is no longer synthesized, and nothing says that it is withheld`]
      : [];
  });
}

/**
 * Law 4 along whole histories: a stack that is withheld for a while is compared with what it was when it was last synthesized,
 * however long ago that is.
 */
export function lawFourAlong({ states, passages, cloud: { cloud } }: Corpus): readonly (readonly [string, () => Violations])[] {
  const start = states[0]?.output as Output;
  const from = new Map<number, Corpus['passages'][number][]>();
  for (const passage of passages) from.set(passage.source, [...(from.get(passage.source) ?? []), passage]);
  return Object.keys(start.stacks).flatMap((id) => {
    const places: (readonly [string, () => Violations])[] = [];
    const isNew = onlyOnce();
    const first = start.stacks[id] as StackJson;
    const queue: Walk[] = [{ state: 0, last: first }];
    for (let at = queue.pop(); at; at = queue.pop()) {
      if (!isNew(at)) continue;
      const { state, last } = at;
      for (const { name, step, to, target } of from.get(state) ?? []) {
        // A site is opened by the runner alone, and not before the promotion is begun: until then nobody applied it (law 11, OPENS).
        const applied = CROSSES.test(step) ? ((states[state] as State).output.stacks[id] ?? last) : last;
        const now = to.output.stacks[id];
        if (now && now !== applied) places.push([name, () => lawFourStack(id, applied, now, cloud)]);
        queue.push({ state: target, last: now && !isGuarded(to, id) ? now : applied });
      }
    }
    return places;
  });
}

const CROSSES = /^promotion begins|completed$/;

/** Whether the stack opens the target of a move of which nothing is recorded as started. */
function isGuarded({ situation, output }: Pick<State, 'situation' | 'output'>, id: string): boolean {
  const [move] = Object.values(situation.workloads).flatMap(({ moves }) => moves.at(-1) ?? []);
  const stack = output.manifest.stacks.find((one) => one.id === id);
  return move !== undefined && !move.aborted && !move.started && stack?.opens !== undefined && stack.site === move.to;
}

/** A place in a history, and what may have been applied of a stack last. */
interface Walk {
  readonly state: number;
  readonly last: StackJson;
}

function onlyOnce(): (walk: Walk) => boolean {
  const numbers = new Map<StackJson, number>();
  const numberOf = (json: StackJson): number => numbers.get(json) ?? (numbers.set(json, numbers.size), numbers.size - 1);
  const seen = new Set<string>();
  return ({ state, last }) => {
    const key = [state, numberOf(last)].join();
    return !seen.has(key) && seen.add(key).has(key);
  };
}

const MARKER = /^continuity-marker/;

/** Law 4, what code cannot show: the marker holds the addresses of all data, and refuses at plan a configuration without one of them. */
export function lawFourMarker({ stacks, manifest }: Output, cloud: Facts): Violations {
  return Object.entries(stacks).flatMap(([id, json]) => {
    const data = blocksOf(json)
      .filter(({ type }) => knownTypes(cloud).stateful.includes(type))
      .map(({ address }) => address)
      .sort();
    const marks = blocksOf(json).filter(({ address }) => MARKER.test(address.split('.')[1] ?? ''));
    const guards = marks.flatMap(
      ({ body }) =>
        (body['lifecycle'] as { precondition?: { condition: string; error_message: string }[] } | undefined)?.precondition ?? [],
    );
    const guard = guards.find(({ error_message }) => error_message.startsWith('VANISHED'))?.condition ?? '';
    const written = JSON.stringify(marks.map(({ body: { lifecycle: _, ...rest } }) => rest)).replaceAll('\\', '');
    const listed = manifest.stacks.find((stack) => stack.id === id)?.stateful ?? [];
    const allowed = [...data, ...(json.removed ?? []).map(({ from }) => from)];
    return [
      ...(canonical(listed) === canonical(data) ? [] : [`${id}: the manifest lists ${listed.join()}, the stack holds ${data.join()}`]),
      ...data.filter((address) => !written.includes(address)).map((address) => `${id}: the marker does not hold ${address}`),
      ...allowed
        .filter((address) => !guard.includes(`"${address}"`))
        .map((address) => `${id}: the marker would refuse ${address}, which is there`),
      ...[...guard.matchAll(/"([a-z]\w*_\w+\.[\w-]+)"/g)]
        .map(([, address = '']) => address)
        .filter((address) => !allowed.includes(address))
        .map((address) => `${id}: the marker lets ${address} vanish`),
    ];
  });
}
