import type { Situation } from '../../../lib/situation/schema';
import type { Sides } from '../../../lib/situation/facts';
import { chainOf, ORIGIN } from '../../../lib/situation/markers';
import { View } from '../../../lib/situation/view';
import type { Corpus, State } from '../corpus';
import { blocksOf, canonical, withoutMarker, type Block, type StackJson } from '../json';
import type { Output } from '../synth';
import { perStack, presentIn, type Present, type Violations } from './reading';

interface Precondition {
  readonly condition?: string;
  readonly error_message?: string;
}

const preconditionsOf = ({ body }: Block): readonly Precondition[] =>
  (body['lifecycle'] as { precondition?: readonly Precondition[] } | undefined)?.precondition ?? [];
const startsWith =
  (word: string) =>
  ({ error_message }: Precondition) =>
    error_message?.startsWith(`${word}: `) === true;

/** Law 11, one situation: each stack has a marker that bears its id and refuses, at plan, whatever stands that it does not follow. */
export function lawEleven(output: Output): Violations {
  return presentIn(output).flatMap((stack) =>
    ownMarker(stack)
      .map((fault) => `${stack.id}: ${fault}`)
      .concat(opens(stack).map((fault) => `${stack.id}: ${fault}`))
      .concat(disagrees(stack.json, stack.facts.marker).map((fault) => `${stack.id}: ${fault}`)),
  );
}

/** Found by what it refuses, not by its type: a new cloud is covered. */
const markersIn = (json: StackJson): Block[] => blocksOf(json).filter((block) => preconditionsOf(block).some(startsWith('STALE')));

const ownMarker = perStack(({ json }) => {
  const markers = markersIn(json);
  if (markers.length !== 1) return [`${markers.length} markers`];
  // One of several is named by its place in the list.
  const data = blocksOf(json, 'data').flatMap(({ address }) => [`data.${address}.`, `data.${address}[`]);
  return ['STALE', 'VANISHED'].flatMap((word) => {
    const found = preconditionsOf(markers[0] as Block).filter(startsWith(word));
    if (found.length !== 1) return [`${found.length} preconditions say ${word}`];
    return data.some((address) => found[0]?.condition?.includes(address))
      ? []
      : [`${word} is not decided from what is kept beside the state`];
  });
});

function disagrees(json: StackJson, id: string): string[] {
  const [marker] = markersIn(json);
  if (!marker) return [];
  const stale = preconditionsOf(marker).find(startsWith('STALE'))?.condition ?? '';
  return [
    ...([ORIGIN, id].every((one) => followedIn(stale).includes(one))
      ? []
      : [`STALE follows ${followedIn(stale).join()}, not ${ORIGIN} and ${id}`]),
    ...(new RegExp(`(^|[^0-9a-f])${id}([^0-9a-f]|$)`).test(canonical({ ...marker.body, lifecycle: undefined }))
      ? []
      : [`${marker.address} does not write ${id} down`]),
  ];
}

/** The markers that a condition lets stand. */
const followedIn = (condition: string): string[] =>
  (/contains\((\[[^\]]*\]), id\)/.exec(condition)?.[1] ?? '[]')
    .replace(/[["\]\s]/g, '')
    .split(',')
    .sort();

/** Every marker that a stack of an output follows. */
export const followedBy = (json: StackJson): string[] =>
  markersIn(json).flatMap((marker) => followedIn(preconditionsOf(marker).find(startsWith('STALE'))?.condition ?? ''));

/** A stack that opens its site refuses to, unless it is told the number of the move; no other one asks for it. */
function opens({ json, facts }: Present): string[] {
  const guards = markersIn(json).flatMap((marker) => preconditionsOf(marker).filter(startsWith('OPENS')));
  if (facts.opens === undefined) return guards.length === 0 ? [] : ['asks for a move, and opens nothing'];
  const condition = guards[0]?.condition ?? '';
  return guards.length === 1 &&
    condition.includes(`var.continuity_move == "${facts.opens}"`) &&
    /^\$\{var\.\w+ == "\d+"\}$|data\.|local\./.test(condition)
    ? []
    : [`opens, and asks for no move ${facts.opens}`];
}

/** What was last synthesized of a stack, and its marker then. */
interface Seen {
  readonly json: StackJson;
  /** Every marker that it follows, its own last. */
  readonly chain: readonly string[];
}

/** A stack before and after a step. */
export interface Step {
  readonly stack: string;
  readonly step: string;
  /** As it was last synthesized, perhaps several steps ago: it may have been withheld since. */
  readonly before: Seen;
  /** Its markers just before the step. */
  readonly was: readonly string[];
  /** Whether traffic rests, before the step, on what is recorded: then only a reprotect moves it. */
  readonly based: boolean;
  readonly after: Seen;
}

/** Steps of the day: they touch nothing that joins the sites for good. */
const ON_THE_DAY = /^(lost|gone .$|avoid|failover|promotion|only the first|all completed)/;

/** Law 11, one step: a chain only grows, what changes has another marker, and traffic keeps its own on the day. */
export function lawElevenStep({ stack, step, before, was, based, after }: Step): Violations {
  const kept = stack.endsWith('-traffic') && based && ON_THE_DAY.test(step);
  const goesOn = (chain: readonly string[]): boolean => chain.every((marker, i) => after.chain[i] === marker);
  return [
    ...(goesOn(before.chain) && goesOn(was) ? [] : [`${stack}: it does not follow what it was: ${was.join()} → ${after.chain.join()}`]),
    ...(after.chain.at(-1) === before.chain.at(-1) && textOf(before.json) !== textOf(after.json)
      ? [`${stack}: it changes, and its marker stays ${after.chain.at(-1)}`]
      : []),
    ...(kept && after.chain.at(-1) !== was.at(-1) ? [`${stack}: its marker moves on the day`] : []),
  ];
}

const texts = new WeakMap<StackJson, string>();
function textOf(json: StackJson): string {
  const text = texts.get(json) ?? canonical(withoutMarker(json));
  texts.set(json, text);
  return text;
}

/** Every stack in every transition of a case, with what was last synthesized of it. Markers are read from the situations. */
export function stepsOf({ states, passages }: Corpus, sides: Sides): { readonly name: string; readonly step: Step }[] {
  const parents = new Map(
    passages.filter(({ target, to }) => states[target]?.name === to.name).map((passage) => [passage.target, passage.source]),
  );
  const known = new Map<number, ReadonlyMap<string, Seen>>();
  const lastSeen = (i: number): ReadonlyMap<string, Seen> => {
    const parent = parents.get(i);
    const seen =
      known.get(i) ??
      new Map([
        ...(parent === undefined ? [] : lastSeen(parent)),
        ...seenIn(states[i] as State, sides).map(({ stack, json, chain }) => [stack, { json, chain }] as const),
      ]);
    known.set(i, seen);
    return seen;
  };
  return passages.flatMap(({ name, step, source, from, to }) =>
    seenIn(to, sides).flatMap(({ stack, facet, ...after }) => {
      const before = lastSeen(source).get(stack);
      const view = new View(from.situation, sides);
      const based = view.base === view.own.base.site;
      return before ? [{ name, step: { stack, step, before, was: markersOf(from.situation, sides, facet), based, after } }] : [];
    }),
  );
}

function seenIn(
  { output, situation }: Pick<State, 'output' | 'situation'>,
  sides: Sides,
): (Seen & { readonly stack: string; readonly facet: string })[] {
  return presentIn(output).map(({ id, facts, json }) => {
    const facet = facts.kind === 'site' ? (facts.site as string) : facts.kind;
    return { stack: id, facet, json, chain: markersOf(situation, sides, facet) };
  });
}

/** The markers that a situation gives to a stack: by its site, `links` or `traffic`; a base is never touched by a situation. */
export const markersOf = (situation: Situation, { workload }: Sides, facet: string): string[] =>
  facet === 'base' ? [ORIGIN] : chainOf(situation, workload, facet);
