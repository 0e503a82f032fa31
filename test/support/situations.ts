import { ContinuityError } from '../../lib/errors';
import { declare, recordProgress, type Declaration, type Progress } from '../../lib/situation/declare';
import type { Situation } from '../../lib/situation/schema';
import { isCompleted, NORMAL, View, type Sides } from '../../lib/situation/situation';

/** One thing that can happen: a declaration, or what the runner writes down. */
export interface Step {
  /** As a reader says it: `lost A`, `failover to B`. */
  readonly name: string;
  /** What is declared or recorded. */
  readonly act: Declaration | Progress;
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
  /** Steps that were refused, with the refusal. */
  readonly refused: readonly { readonly from: Node; readonly step: Step; readonly error: ContinuityError }[];
}

/** How far the exploration goes. */
export interface Reach {
  /** Moves of the active role. */
  readonly moves: number;
  /** Steps that are followed from an unusual event on (gone, abort, retire …), itself included; there is one in a history. */
  readonly unusual: number;
}

/** A failover and back into protection: for every cell alone. */
export const NEAR: Reach = { moves: 1, unusual: 0 };
/** One round trip. */
export const ROUND: Reach = { moves: 2, unusual: 0 };
/** A round trip and one move more, so that both sites have old generations; an unusual event wherever it is legal until then. */
export const FAR: Reach = { moves: 3, unusual: 3 };

/** A fixed moment for a step: synthesis reads no clock, nor do the tests. */
export const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

/** Everything that anybody could try, legal or not. */
export function everyStep({ workload, sites }: Sides, data: readonly string[]): Step[] {
  const each = sites.map((site, i) => ({ site, letter: 'AB'[i] as string }));
  const by = 'a test';
  const status = (['lost', 'gone', 'avoid', 'normal'] as const).flatMap((op) =>
    each.map(({ site, letter }) => ({ name: `${op} ${letter}`, act: { op, site } })),
  );
  const moves = each.flatMap(({ site, letter }): Step[] => [
    { name: `failover to ${letter}`, act: { op: 'failover', workload, to: site, by } },
    { name: `fence ${letter}`, act: { op: 'fence', workload, at: site } },
    { name: `unfence ${letter}`, act: { op: 'unfence', workload, at: site } },
    { name: `switch to ${letter}`, act: { op: 'switch', workload, to: site, by } },
    { name: `${letter} is fenced`, act: { record: 'fenced', workload, site } },
    ...data
      .slice(-1)
      .map((id): Step => ({ name: `retire ${id} at ${letter}`, act: { op: 'retire', workload, generation: `${id}@${site}#0` } })),
  ]);
  const done = (components: readonly string[], how: string): Step[] => [
    { name: `${how} completed`, act: { record: 'completed', workload, components } },
  ];
  return [
    ...status,
    ...moves,
    { name: 'promotion begins', act: { record: 'started', workload, components: data } },
    ...done(data, 'all'),
    ...(data.length > 1 ? done(data.slice(0, 1), 'only the first') : []),
    { name: 'lag 0', act: { record: 'lag', workload, lag: Object.fromEntries(data.map((id) => [id, 0])) } },
    { name: 'lag 5', act: { record: 'lag', workload, lag: Object.fromEntries(data.map((id) => [id, 5])) } },
    { name: 'abort', act: { op: 'abort', workload } },
    { name: 'abort, still a replica', act: { op: 'abort', workload, stillReplica: true } },
  ];
}

/** The situation after a step. Throws where the step is refused. */
export function take(before: Situation, { act }: Step, sides: Sides, now: string): Situation {
  return 'op' in act ? declare(before, act, [sides], now) : recordProgress(before, act, [sides], now);
}

/** What a runner would not write down: a fence that is none, a promotion that nobody asked for. Only declarations are refused by the library. */
export function isOutOfPlace({ act }: Step, situation: Situation, sides: Sides): boolean {
  if ('op' in act) return false;
  const view = new View(situation, sides);
  const moving = view.last !== undefined && view.last.kind !== 'initial' && !isCompleted(view.last);
  if (act.record === 'fenced') return view.role(act.site) !== 'fenced' || view.fencedAt(act.site) !== undefined;
  if (act.record === 'lag') return view.role(view.active) !== 'fenced' || Object.keys(situation.status).length > 0;
  if (act.record === 'started') return !moving || view.last?.started !== undefined;
  return !moving || view.role(view.active) !== 'serving';
}

const UNUSUAL = /^(gone|abort|retire|unfence|lag 5|only the first|promotion begins)/;

/** Rare in itself, or rare now: a second region goes while the first is disturbed, a switch is prepared in the middle of it, a mere standby is fenced. */
function isUnusual({ name, act }: Step, situation: Situation, sides: Sides): boolean {
  if (UNUSUAL.test(name)) return true;
  const view = new View(situation, sides);
  const disturbed = Object.keys(situation.status);
  if ('record' in act) return act.record === 'fenced' && !(view.last && view.last.kind !== 'initial' && act.site === view.standby);
  if ('site' in act) return act.op !== 'normal' && disturbed.some((site) => site !== act.site);
  return (act.op === 'fence' || act.op === 'switch') && disturbed.length > 0;
}

/** What a situation means, its times, names, sequence and markers apart. */
export function meaningOf(situation: Situation, sides: Sides): string {
  const view = new View(situation, sides);
  const own = situation.workloads[sides.workload];
  const [a, b] = sides.sites;
  const moves = view.moves
    .slice(1)
    .map((move) => [move.kind, move.completed ?? [], move.started !== undefined, move.protected !== undefined]);
  const last = moves.pop();
  const earlier = moves.map(([, completed]) => completed);
  return JSON.stringify([
    situation.status[a]?.is,
    situation.status[b]?.is,
    view.active,
    earlier,
    last,
    !view.fencedAt(a),
    !view.fencedAt(b),
    view.fencedAt(view.active) ? own?.lag : undefined,
    own?.retired ?? [],
  ]);
}

interface Found extends Node {
  /** Steps since an unusual event, itself included. */
  readonly unusual: number;
}

/** Every situation and every legal transition that can be reached from normal, breadth first, each meaning once. */
export function explore(sides: Sides, data: readonly string[], reach: Reach = FAR): Graph {
  const start: Found = { name: 'normal', situation: NORMAL, history: [], unusual: 0 };
  const known = new Map<string, Found>([[meaningOf(NORMAL, sides), start]]);
  const edges: Edge[] = [];
  const refused: Graph['refused'][number][] = [];
  const queue: Found[][] = [[start], []];
  for (;;) {
    const from = queue.find((q) => q.length > 0)?.shift();
    if (!from) break;
    for (const step of everyStep(sides, data)) {
      if (isOutOfPlace(step, from.situation, sides)) continue;
      const odd = isUnusual(step, from.situation, sides);
      const unusual = from.unusual + (odd || from.unusual > 0 ? 1 : 0);
      const next = tryStep(from, step, sides);
      if (next instanceof ContinuityError) refused.push({ from, step, error: next });
      else if (unusual <= reach.unusual && !(odd && unusual > 1) && isNear(next, sides, reach.moves - Math.min(unusual, 1))) {
        const history = [...from.history, step.name];
        const to: Found = { name: history.join(', '), situation: next, history, unusual };
        const meaning = meaningOf(next, sides);
        if (!known.has(meaning)) {
          known.set(meaning, to);
          (queue[unusual] ??= []).push(to);
        }
        edges.push({ name: `${from.name} → ${step.name}`, step: step.name, from, to, means: known.get(meaning) as Node });
      }
    }
  }
  return { nodes: [...known.values()], edges, refused };
}

/** The situation after a step, or why it is refused. */
export function tryStep(from: Node, step: Step, sides: Sides): Situation | ContinuityError {
  try {
    return take(from.situation, step, sides, at(from.history.length + 1));
  } catch (error) {
    if (error instanceof ContinuityError) return error;
    throw error;
  }
}

/** Within reach; after the first round trip only one region at a time is disturbed. */
function isNear(situation: Situation, sides: Sides, moves: number): boolean {
  const view = new View(situation, sides);
  const count = view.moves.filter((move) => move.kind !== 'initial').length;
  const disturbed = Object.keys(situation.status).length;
  return count <= moves && (count < 2 || disturbed < 2);
}
