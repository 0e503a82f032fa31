import type { Situation } from '../../../lib/situation/schema';
import { View, type Sides } from '../../../lib/situation/situation';
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

/** Law 11, one situation: each stack has a marker that bears its number and refuses, at plan, to be older than what is kept. */
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
  const data = blocksOf(json, 'data').map(({ address }) => `data.${address}.`);
  return ['STALE', 'VANISHED'].flatMap((word) => {
    const found = preconditionsOf(markers[0] as Block).filter(startsWith(word));
    if (found.length !== 1) return [`${found.length} preconditions say ${word}`];
    return data.some((address) => found[0]?.condition?.includes(address))
      ? []
      : [`${word} is not decided from what is kept beside the state`];
  });
});

function disagrees(json: StackJson, number: number): string[] {
  const [marker] = markersIn(json);
  if (!marker) return [];
  const stale = preconditionsOf(marker).find(startsWith('STALE'))?.condition ?? '';
  return [
    ...(followedIn(stale).join() === upTo(number) ? [] : [`STALE follows ${followedIn(stale).join()}, not 0 to ${number}`]),
    ...(new RegExp(`(^|\\D)${number}(\\D|$)`).test(canonical({ ...marker.body, lifecycle: undefined }))
      ? []
      : [`${marker.address} does not write ${number} down`]),
  ];
}

/** The markers that a condition lets stand. */
const followedIn = (condition: string): string[] =>
  (/contains\((\[[^\]]*\]), id\)/.exec(condition)?.[1] ?? '[]')
    .replace(/[["\]\s]/g, '')
    .split(',')
    .sort((a, b) => Number(a) - Number(b));
const upTo = (number: number): string => Array.from({ length: number + 1 }, (_, i) => String(i)).join();

/** A stack that opens its site refuses to, unless it is told the number of the move; no other one asks for it. */
function opens({ json, facts }: Present): string[] {
  const guards = markersIn(json).flatMap((marker) => preconditionsOf(marker).filter(startsWith('OPENS')));
  if (facts.opens === undefined) return guards.length === 0 ? [] : ['asks for a move, and opens nothing'];
  const condition = guards[0]?.condition ?? '';
  return guards.length === 1 && condition.includes(`var.continuity_move == "${facts.opens}"`) && /data\.|local\./.test(condition)
    ? []
    : [`opens, and asks for no move ${facts.opens}`];
}

/** What was last synthesized of a stack, and its marker then. */
interface Seen {
  readonly json: StackJson;
  readonly marker: number;
}

/** A stack before and after a step. */
export interface Step {
  readonly stack: string;
  readonly step: string;
  /** As it was last synthesized, perhaps several steps ago: it may have been withheld since. */
  readonly before: Seen;
  /** Its marker just before the step. */
  readonly was: number;
  readonly after: Seen;
}

/** What settles anew what traffic and links rest on; nothing else may touch them. A planned move gives links the names of new generations once it is completed. */
const SETTLES: Readonly<Record<string, RegExp>> = { traffic: /^(normal|switch|abort)/, links: /^(normal|switch|abort)|completed$/ };

/** Law 11, one step: what changes has a greater marker, no marker goes down, and traffic and links keep theirs at a failover. */
export function lawElevenStep({ stack, step, before, was, after }: Step): Violations {
  const kept = SETTLES[/-(links|traffic)$/.exec(stack)?.[1] ?? '']?.test(step) ?? true;
  return [
    ...(after.marker < Math.max(was, before.marker)
      ? [`${stack}: its marker goes down from ${Math.max(was, before.marker)} to ${after.marker}`]
      : []),
    ...(after.marker === before.marker && textOf(before.json) !== textOf(after.json)
      ? [`${stack}: it changes, and its marker stays ${after.marker}`]
      : []),
    ...(!kept && after.marker !== was ? [`${stack}: its marker moves though nothing settles anew`] : []),
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
        ...seenIn(states[i] as State, sides).map(({ stack, json, marker }) => [stack, { json, marker }] as const),
      ]);
    known.set(i, seen);
    return seen;
  };
  return passages.flatMap(({ name, step, source, from, to }) =>
    seenIn(to, sides).flatMap(({ stack, facet, ...after }) => {
      const before = lastSeen(source).get(stack);
      return before ? [{ name, step: { stack, step, before, was: markerIn(from.situation, sides, facet), after } }] : [];
    }),
  );
}

function seenIn(
  { output, situation }: Pick<State, 'output' | 'situation'>,
  sides: Sides,
): (Seen & { readonly stack: string; readonly facet: string })[] {
  return presentIn(output).map(({ id, facts, json }) => {
    const facet = facts.kind === 'site' ? (facts.site as string) : facts.kind;
    return { stack: id, facet, json, marker: markerIn(situation, sides, facet) };
  });
}

/** The number that a situation gives to a stack: by its site, `links` or `traffic`; a base is never touched by a situation. */
export const markerIn = (situation: Situation, sides: Sides, facet: string): number =>
  facet === 'base' ? 0 : new View(situation, sides).marker(facet);
