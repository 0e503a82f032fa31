import { ContinuityError } from '../../lib/words/errors';
import type { Sides } from '../../lib/situation/facts';
import { facetsOf } from '../../lib/situation/markers';
import { phaseOf } from '../../lib/situation/phases';
import { restorable } from '../../lib/situation/restoring';
import type { Situation } from '../../lib/situation/schema';
import { View } from '../../lib/situation/view';
import type { Happening } from '../../lib/situation/words';
import { afterStory, attempt, said, stepsOf, type Step } from './history';

/** One thing that can happen: a declaration, or what the runner writes down. */
export interface Turn {
  /** As a reader says it: `lost A`, `failover to B`. */
  readonly name: string;
  /** What is declared or recorded, one after the other. */
  readonly acts: readonly Step[];
}

/** A situation, and how it came to be. */
export interface Node {
  readonly name: string;
  readonly situation: Situation;
  readonly history: readonly string[];
}

/** A legal transition. `to` is what really follows: the same meaning as a node, perhaps with other markers. */
export interface Edge {
  readonly name: string;
  readonly step: string;
  readonly from: Node;
  readonly to: Node;
  /** The node that means the same as `to`. */
  readonly means: Node;
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  /** Turns that were refused, with the refusal. */
  readonly refused: readonly { readonly from: Node; readonly turn: Turn; readonly error: ContinuityError }[];
}

/** How far the exploration goes. */
export interface Reach {
  /** Moves of the active role. */
  readonly moves: number;
  /** Steps that are followed from an unusual event on (gone, abort, retire …), itself included; there is one in a history. */
  readonly unusual: number;
  /** Steps that are followed once a restore is interrupted, by the loss of a site or whatever else; it is followed to its end itself. */
  readonly astray: number;
}

/** What a restore is told by: it is begun, ends and is protected again, or is given up. */
const RESTORING = /^(restore begins|restored|standing|abort|undone)$/;

/** A failover and back into protection: everything of a cloud and tier together. */
export const NEAR: Reach = { moves: 1, unusual: 0, astray: 1 };
/** One round trip. */
export const ROUND: Reach = { moves: 2, unusual: 0, astray: 1 };
/** A round trip, with an unusual event wherever it is legal. */
export const WIDE: Reach = { moves: 2, unusual: 2, astray: 3 };
/** A round trip and one move more, so that both sites have old generations; an unusual event wherever it is legal until then. */
export const FAR: Reach = { moves: 3, unusual: 2, astray: 3 };

const idsOf = ({ components }: Sides): string[] => components.map(({ id }) => id);

/** Everything that anybody could try, legal or not. */
export function everyTurn(sides: Sides): Turn[] {
  const { workload } = sides;
  const all = idsOf(sides);
  const each = sides.sites.map((site, i) => ({ site, letter: 'AB'[i] as string }));
  const one = (name: string, act: Step): Turn => ({ name, acts: [act] });
  const status = (['lost', 'avoid', 'normal', 'gone'] as const).flatMap((op) =>
    each.map(({ site, letter }) => one(`${op} ${letter}`, { op, site })),
  );
  const replaced = sides.successors
    .slice(0, 1)
    .flatMap((replacedBy) => each.map(({ site, letter }) => one(`gone ${letter} by C`, { op: 'gone', site, replacedBy })));
  const renewed = sides.components.filter(({ flip }) => flip === 'promote' || flip === 'restore').slice(-1);
  const moves = [...each, ...sides.successors.slice(0, 1).map((site) => ({ site, letter: 'C' }))].flatMap(({ site, letter }): Turn[] => [
    one(`failover to ${letter}`, { op: 'failover', workload, to: site, acceptLoss: true }),
    one(`close ${letter}`, { op: 'close', workload, at: site }),
    one(`fence ${letter}`, { op: 'fence', workload, at: site }),
    one(`switch to ${letter}`, { op: 'switch', workload, to: site }),
    one(`${letter} is fenced`, { record: 'fenced', workload, site }),
    ...renewed.map(({ id }) => one(`retire ${id} at ${letter}`, { op: 'retire', workload, generation: `${id}@${site}#0` })),
  ]);
  const started: Happening = { record: 'started', workload, components: all };
  const completed = (components: string[]): Happening => ({ record: 'completed', workload, components });
  return [
    ...status,
    ...replaced,
    ...moves,
    one('promotion begins', started),
    { name: 'all completed', acts: [started, completed(all)] },
    ...(all.length > 1 ? [{ name: 'only the first completed', acts: [started, completed(all.slice(0, 1))] }] : []),
    one('standing', { record: 'standing', workload, components: all }),
    one('abort', { op: 'abort', workload }),
    one('undone', { record: 'undone', workload }),
    ...restores(sides),
  ];
}

/** What is made anew where it serves, from its latest copies: all that can be, or the last of what cannot be. */
function restores(sides: Sides): Turn[] {
  const { workload, components } = sides;
  const { restore, begun, restored } = stepsOf(sides);
  if (restorable(components).length > 0)
    return [
      { name: 'restore', acts: [restore] },
      { name: 'restore begins', acts: [begun] },
      { name: 'restored', acts: [begun, restored] },
    ];
  const none = Object.fromEntries(components.slice(-1).map(({ id }) => [id, 'latest']));
  return [{ name: 'restore', acts: [{ op: 'restore', workload, from: none }] }];
}

const UNUSUAL = /^(gone|abort|retire|close|fence|only the first|promotion begins|restore$)/;

/** Rare in itself, or rare now: a second region goes while the first is disturbed, a mere standby is fenced, a move is decided in the middle of another. */
function isUnusual({ name, acts }: Turn, situation: Situation, sides: Sides): boolean {
  if (UNUSUAL.test(name)) return true;
  const view = new View(situation, sides);
  const disturbed = Object.keys(situation.status);
  const [act] = acts;
  if (act === undefined) return false;
  if ('record' in act) return act.record === 'fenced' && (view.open?.kind === 'planned' || view.isUnmoved || act.site !== view.standby);
  if ('site' in act)
    return (act.op !== 'normal' && disturbed.some((site) => site !== act.site)) || (view.open?.kind === 'planned' && act.op !== 'normal');
  return (act.op === 'switch' && disturbed.length > 0) || (act.op === 'failover' && view.open !== undefined && !view.restoring);
}

/**
 * What a situation means for what is synthesized and for what is due, its times, names, sequence and markers apart. What is only
 * remembered (which fence was asked by which move, what stood when) is the business of the rules' own search (test/situation).
 */
export function meaningOf(situation: Situation, sides: Sides): string {
  const view = new View(situation, sides);
  const status = Object.entries(situation.status).map(([site, { is }]) => [site, is]);
  const made = Object.values(view.own.components).map(({ at: places }) =>
    Object.entries(places).map(([site, { generations }]) => [
      site,
      generations.map(({ number, asked, stood, held }) => [number, asked, stood, held]),
    ]),
  );
  return JSON.stringify([status, phaseOf(view), facetsOf(situation, sides), view.open?.started, view.open?.completed, made]);
}

interface Found extends Node {
  /** Steps since an unusual event, or since a restore, itself included. */
  readonly unusual: number;
  /** It is a restore. */
  readonly restores: boolean;
}

/** Whether a turn is of a restore, which is declared and recorded as a move is, and of fewer components. */
const isOfRestore = ({ name }: Turn): boolean => name.startsWith('restore');

/** Whether it begins or ends a move where a restore is open, or was given up, or the other way round. */
function isMoot(turn: Turn, situation: Situation, sides: Sides): boolean {
  const { open, aborting, own } = new View(situation, sides);
  const restores = (open ?? (aborting && own.moves.at(-1)))?.kind === 'restore';
  return restores ? /^(promotion begins|all completed)/.test(turn.name) : isOfRestore(turn) && turn.name !== 'restore';
}

/** Every situation and every legal transition that can be reached from the day on which everything stands, breadth first, each meaning once. */
export function explore(sides: Sides, reach: Reach = FAR): Graph {
  const start: Found = { name: 'normal', situation: afterStory('standing', sides), history: [], unusual: 0, restores: false };
  const known = new Map<string, Found>([[meaningOf(start.situation, sides), start]]);
  const edges: Edge[] = [];
  const refused: Graph['refused'][number][] = [];
  const queue: Found[][] = [[start], []];
  const turns = everyTurn(sides);
  for (;;) {
    const from = queue.find((q) => q.length > 0)?.shift();
    if (!from) break;
    for (const turn of turns.filter((one) => !isMoot(one, from.situation, sides))) {
      const next = tryTurn(from, turn, sides);
      if (next instanceof ContinuityError) refused.push({ from, turn, error: next });
      else if (next !== from.situation) {
        const step = follow(from, turn, next, { sides, reach });
        if (!step) continue;
        const history = [...from.history, turn.name];
        const to: Found = { name: history.join(', '), situation: next, history, ...step };
        const meaning = meaningOf(next, sides);
        if (!known.has(meaning)) {
          known.set(meaning, to);
          (queue[step.unusual] ??= []).push(to);
        }
        edges.push({ name: `${from.name} → ${turn.name}`, step: turn.name, from, to, means: known.get(meaning) as Node });
      }
    }
  }
  return { nodes: [...known.values()], edges, refused };
}

/** How far from an unusual event a turn leads, or nothing where it leads out of reach. */
function follow(
  from: Found,
  turn: Turn,
  next: Situation,
  { sides, reach }: { readonly sides: Sides; readonly reach: Reach },
): Pick<Found, 'unusual' | 'restores'> | undefined {
  if (from.restores && from.unusual === 1 && RESTORING.test(turn.name)) return { unusual: 1, restores: true };
  const odd = isUnusual(turn, from.situation, sides);
  const unusual = from.unusual + (odd || from.unusual > 0 ? 1 : 0);
  const restores = from.restores || (unusual === 1 && isOfRestore(turn));
  if (unusual > (restores ? 1 + reach.astray : reach.unusual) || (odd && unusual > 1)) return undefined;
  const moves = restores ? Math.min(2, reach.moves) : reach.moves - Math.min(unusual, 1);
  // Behind a move, a restore is looked at where both regions are as they should be.
  const isRare = restores && !from.restores && new View(next, sides).number > 1 && Object.keys(next.status).length > 0;
  return !isRare && isNear(next, sides, moves, unusual > 0 ? 2 : 1) ? { unusual, restores } : undefined;
}

/** The same graph between other sites, of other components. */
export function renamed({ nodes, edges, refused }: Graph, from: Sides, to: Sides): Graph {
  const namesOf = (sides: Sides): string[] => [...sides.sites, ...sides.successors, ...idsOf(sides)];
  const after = namesOf(to);
  const names = new Map(namesOf(from).map((name, i) => [name, after[i] as string]));
  // A name is a whole text, or a part of that of a generation (`Ledger@aws:eu-west-3#0`) or of a stack (`billing/aws:eu-west-3`).
  const pattern = new RegExp(`(?<=["@/])(?:${[...names.keys()].join('|')})(?=["@#])`, 'g');
  const moved = (situation: Situation): Situation =>
    JSON.parse(JSON.stringify(situation).replace(pattern, (name) => names.get(name) as string)) as Situation;
  const known = new Map<Node, Node>();
  const nodeOf = (node: Node): Node => {
    const one = known.get(node) ?? { ...node, situation: moved(node.situation) };
    known.set(node, one);
    return one;
  };
  return {
    nodes: nodes.map(nodeOf),
    edges: edges.map((edge) => ({ ...edge, from: nodeOf(edge.from), to: nodeOf(edge.to), means: nodeOf(edge.means) })),
    refused: refused.map((one) => ({ ...one, from: nodeOf(one.from) })),
  };
}

/** The situation after a turn, or why it is refused. */
export function tryTurn(from: Node, { acts }: Turn, sides: Sides): Situation | ContinuityError {
  const stamp = said(from.history.length + 1);
  return acts.reduce<Situation | ContinuityError>(
    (now, act) => (now instanceof ContinuityError ? now : attempt(now, act, [sides], stamp)),
    from.situation,
  );
}

/** Within reach; after the first round trip only one region at a time is disturbed. A replica may be begun anew without an end: once is enough. */
function isNear(situation: Situation, sides: Sides, moves: number, anew: number): boolean {
  const { own, number } = new View(situation, sides);
  const disturbed = Object.keys(situation.status).length;
  const places = Object.values(own.components).flatMap(({ at: sites }) => Object.values(sites));
  const begun = places.every(({ generations }) => generations.filter(({ stood }) => !stood).length <= anew);
  return begun && number <= moves && (number < 2 || disturbed < 2);
}
