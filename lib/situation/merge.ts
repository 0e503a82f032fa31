import { ContinuityError } from '../words/errors';
import {
  askedIn,
  clashOf,
  isEqual,
  isSameMove,
  isSameSaying,
  movesOf,
  sentenceOf,
  sorted,
  statusOf,
  stepsOf,
  type Branch,
  type Step,
} from './branches';
import { copyOf } from './copy';
import { declare, record, settled } from './declare';
import type { Sides } from './facts';
import { question, refused, strangers, type Stuck } from './merge-refusals';
import { digest, facetsOf, markKey, markOf } from './markers';
import type { LogEntry, Situation, Stamp, WorkloadSituation } from './schema';
import { View } from './view';
import type { Happening } from './words';

/** One branch with the other's lines replayed onto it, or the line that cannot follow. */
interface Replay {
  readonly base: Branch;
  readonly situation: Situation;
  readonly kept: readonly LogEntry[];
  readonly stuck?: Stuck;
}

/**
 * One situation of two branches of one file: pure. What happened is united; two statuses of one region, two moves with one number, and
 * whatever comes out differently in either order are asked about (`DR-SIT-11`), unless a side is preferred. What a preferred side
 * contradicts is left out, and a confirmation of it is made again; what was begun or done is never left out. The markers of both
 * branches are followed, so both may have been applied.
 */
export function merge(ours: Situation, theirs: Situation, all: readonly Sides[], said: Stamp, prefer?: 'ours' | 'theirs'): Situation {
  const start = commonStart(ours.log, theirs.log);
  if (start === 0 && ours.log.length > 0 && theirs.log.length > 0) throw strangers(ours, theirs);
  const a: Branch = { name: 'ours', situation: ours, steps: stepsOf(ours, theirs, start) };
  const b: Branch = { name: 'theirs', situation: theirs, steps: stepsOf(theirs, ours, start) };
  if (b.steps.length === 0) return ours;
  if (a.steps.length === 0) return theirs;
  const clash = clashOf(a, b);
  const orders = [replay(a, b, all), replay(b, a, all)];
  const one = clash ? undefined : agreed(orders.filter(({ stuck }) => !stuck));
  if (one) return finished(one, a, b, all, said);
  if (!prefer)
    throw question(
      a,
      b,
      clash,
      orders.map(({ stuck }) => stuck),
    );
  return finished(prefer === 'ours' ? preferred(a, b, all) : preferred(b, a, all), a, b, all, said);
}

function commonStart(ours: readonly LogEntry[], theirs: readonly LogEntry[]): number {
  const end = ours.findIndex((entry, i) => !isEqual(entry, theirs[i]));
  return end < 0 ? ours.length : end;
}

/** The other's lines in their order, each by its own person at its own moment. `leaves`: what cannot be said any more is left out. */
function replay(base: Branch, other: Branch, all: readonly Sides[], leaves = false): Replay {
  let situation = settled(base.situation, all);
  const kept: LogEntry[] = [];
  const leftOut = (entry: LogEntry): LogEntry => ({ ...entry, what: { op: 'merged', sequence: nextSequence(base, other) } });
  for (const step of other.steps) {
    const { entry } = step;
    const isRepeated = 'op' in entry.what && base.steps.some((one) => isSameSaying(one.entry, entry));
    const yields = leaves && base.steps.some((one) => isSameMove(one, step) || isSameRegion(one, step));
    try {
      if (!isRepeated && !yields) situation = follow(situation, step, other, base, all, leaves && hasBegun(situation, step, other));
      kept.push(isRepeated || yields ? leftOut(entry) : entry);
    } catch (error) {
      if (!(error instanceof ContinuityError)) throw error;
      if (!leaves || (isHappening(entry) && !isUndone(base, step)))
        return { base, situation, kept, stuck: { step, why: error.details.what } };
      situation = withoutFence(situation, step);
      kept.push(leftOut(entry));
    }
  }
  return { base, situation, kept };
}

const isSameRegion = (one: Step, other: Step): boolean => statusOf(one) !== undefined && statusOf(one)?.site === statusOf(other)?.site;
/** What is measured or confirmed may be left out, since it is looked at again; a promotion that was begun or done may not. */
const isHappening = ({ what }: LogEntry): boolean => 'record' in what && (what.record === 'started' || what.record === 'completed');
/**
 * A promotion begun of a move that the other branch gave up, and recorded as undone: its taker was looked at, and follows still. Or a move
 * back from such a one: the role is where it went.
 */
function isUndone(base: Branch, { entry: { what }, number }: Step): boolean {
  if (!('record' in what)) return false;
  const moves = movesOf(base.situation, what.workload);
  const isBack = moves.length === number - 1 && moves.at(-1)?.undone !== undefined;
  return isBack || (what.record === 'started' && moves[number - 1]?.undone !== undefined);
}
const nextSequence = (a: Branch, b: Branch): number => Math.max(a.situation.sequence, b.situation.sequence) + 1;

/** Whoever gave the move, or what was asked ahead of one, up may have lifted the fence already: it is not trusted any more. */
function withoutFence(situation: Situation, { entry: { what }, number }: Step): Situation {
  if (!('op' in what) || what.op !== 'abort') return situation;
  const after = copyOf(situation);
  const own = after.workloads[what.workload];
  const from = own?.moves[number - 1]?.from;
  for (const site of [...(from ? [from] : []), ...Object.keys(own?.asked ?? {})]) delete own?.fenced[site];
  return after;
}

/** A move that was begun happened, whatever the other branch says of its sites by now: one that moved the workload, too, yields no place. */
function hasBegun(now: Situation, { entry: { what }, number, moves }: Step, own: Branch): boolean {
  if (!moves || !('workload' in what) || movesOf(now, what.workload).length !== number - 1) return false;
  const [move, before] = [movesOf(own.situation, what.workload)[number - 1], movesOf(now, what.workload)[number - 2]];
  return move?.started !== undefined && !(before?.undone !== undefined && before.from === move.to);
}

/** What was begun went back from a move that the other branch gave up: that move was made, or nobody could have left it. */
function madeAgain(now: Situation, workload: string, number: number, own: Branch): Situation {
  const was = movesOf(own.situation, workload)[number - 2];
  const after = copyOf(now);
  const last = after.workloads[workload]?.moves[number - 2];
  if (was && !was.aborted) delete last?.aborted;
  return after;
}

function follow(now: Situation, step: Step, own: Branch, base: Branch, all: readonly Sides[], legal: boolean): Situation {
  const { what, by, at } = step.entry;
  if ('record' in what) {
    if (isKnown(now, what, step, own, base)) return now;
    refuseOther(now, step, own, base);
    return record(now, what, all, { by, at });
  }
  if ('sequence' in what) return now;
  if (what.op === 'abort') refuseOther(now, step, own, base);
  const from = legal && what.op === 'failover' ? madeAgain(now, what.workload, step.number, own) : now;
  const after = declare(from, what.op === 'failover' ? { ...what, acceptLoss: true } : what, all, { by, at }, legal);
  if (what.op === 'failover' && step.moves) refuseLoss(after, step, own, what.workload);
  return after;
}

/** What happened once is recorded once, though both branches recorded it, and whatever came after it on one of them. */
function isKnown(now: Situation, what: Happening, { number }: Step, own: Branch, base: Branch): boolean {
  const [was, is] = [movesOf(own.situation, what.workload)[number - 1], movesOf(now, what.workload)[number - 1]];
  const isOne = was !== undefined && was.to === is?.to;
  if (what.record === 'started' || what.record === 'completed')
    return isOne && what.components.every((id) => is[what.record]?.includes(id));
  return base.steps.some((one) => one.number === number && isEqual(one.entry.what, what));
}

/** What is said of a move is true of that move only; and what was begun on one branch was not given up on the other. */
function refuseOther(now: Situation, { entry, number }: Step, own: Branch, base: Branch): void {
  const { what } = entry;
  if (!('workload' in what) || ('record' in what && what.record === 'fenced')) return;
  const [was, is] = [movesOf(own.situation, what.workload)[number - 1], movesOf(now, what.workload)[number - 1]];
  if (movesOf(now, what.workload).length !== number || was?.to !== is?.to) throw refused(`${what.workload} has moved on`);
  const giver = base.steps.find((one) => 'op' in one.entry.what && one.entry.what.op === 'abort' && isBy(is?.aborted, one.entry));
  if ('record' in what && what.record === 'started' && giver) throw refused(`Move ${number} of ${what.workload} was given up`);
  const isReplaced = base.steps.some((one) => replacedBy(one) !== undefined);
  if ('record' in what && what.record === 'standing') {
    if (isReplaced) throw refused(`The standby of ${what.workload} was replaced`);
    if (what.components.some((id) => isAnother(id, now.workloads[what.workload], own.situation.workloads[what.workload])))
      throw refused(`What was seen to stand by for ${what.workload} is left by now`);
  }
  const isOpen = is !== undefined && !is.aborted && !Object.keys(is.components).every((id) => is.completed?.includes(id));
  if ('op' in what && isBy(was?.aborted, entry) !== isOpen) throw refused(`What ${what.workload} would give up is another move`);
}

/** Whether another generation of a component counts at a site than the one that was looked at. */
function isAnother(component: string, now: WorkloadSituation | undefined, own: WorkloadSituation | undefined): boolean {
  const seen = Object.entries(own?.components[component]?.at ?? {});
  return seen.some(([site, { current }]) => {
    const place = now?.components[component]?.at[site];
    return place !== undefined && place.current !== current;
  });
}

const replacedBy = (step: Step): string | undefined => {
  const status = statusOf(step);
  return status?.op === 'gone' ? status.replacedBy : undefined;
};
const isBy = (stamp: Stamp | undefined, { by, at }: LogEntry): boolean => stamp?.by === by && stamp.at === at;

/** A loss was accepted as it was shown; in another order it may be another. */
function refuseLoss(after: Situation, { number }: Step, own: Branch, workload: string): void {
  const [was, is] = [movesOf(own.situation, workload)[number - 1], movesOf(after, workload)[number - 1]];
  for (const [id, { generation, loss }] of Object.entries(is?.components ?? {})) {
    const shown = was?.components[id];
    if (shown && (shown.generation !== generation || shown.loss !== loss))
      throw refused(`The loss of ${id} would not be what was accepted`);
  }
}

/** The order that is possible; where both are, the facts have to be the same. */
function agreed(possible: readonly Replay[]): Replay | undefined {
  const [one, other] = possible;
  if (!one || !other) return one;
  const isSame = (loosely: boolean): boolean => textOf(one.situation, loosely) === textOf(other.situation, loosely);
  if (isSame(false)) return exactly(one) <= exactly(other) ? one : other;
  // A fence, or what stands, that holds in one order only is confirmed again: nothing is lost by that but time.
  if (!isSame(true)) return undefined;
  const [fewer, more] = [confirmed(one.situation), confirmed(other.situation)];
  if (fewer.every((key) => more.includes(key))) return one;
  return more.every((key) => fewer.includes(key)) ? other : undefined;
}

const exactly = ({ situation: { status, workloads } }: Replay): string => JSON.stringify(sorted({ status, workloads }));

/** Who said it and when is shown, never compared; nor is a measure. */
const STAMPS = ['at', 'by', 'since', 'until', 'undone'];
const CONFIRMED = ['fenced', 'standing', 'until'];

/** The facts as one text, whatever order they were written in; `loosely`: what a fence or a look confirms apart. */
function textOf({ status, workloads }: Situation, loosely: boolean): string {
  return JSON.stringify(sorted({ status, workloads }), (key, value: unknown) => {
    if (loosely && CONFIRMED.includes(key)) return undefined;
    return key === 'lag' || (STAMPS.includes(key) && typeof value === 'string') ? true : value;
  });
}

/** What counts as confirmed: fences, and what stands. */
const confirmed = ({ workloads }: Situation): string[] =>
  Object.entries(workloads).flatMap(([workload, { fenced, components }]) => [
    ...Object.keys(fenced).map((site) => `${workload} fenced ${site}`),
    ...Object.entries(components).flatMap(([id, { at }]) =>
      Object.keys(at)
        .filter((site) => at[site]?.standing)
        .map((site) => `${workload} ${id} ${site}`),
    ),
  ]);

/** The preferred side has the last word. Where a record could not follow it, the other side may still come first, whole. */
function preferred(side: Branch, other: Branch, all: readonly Sides[]): Replay {
  const first = replay(side, other, all, true);
  if (!first.stuck) return first;
  const last = replay(other, side, all);
  if (!last.stuck) return last;
  const { step, why } = first.stuck;
  throw new ContinuityError({
    id: 'DR-SIT-11',
    what: `What happened on the other side would be forgotten: ${why}`,
    value: sentenceOf(step, other),
    allowed: 'a side that leaves out nothing that happened',
    fix: `--prefer ${other.name}`,
  });
}

function finished({ base, situation, kept }: Replay, a: Branch, b: Branch, all: readonly Sides[], said: Stamp): Situation {
  const sequence = nextSequence(a, b);
  const what = { op: 'merged' as const, sequence };
  const after = { ...settled(askedByAny(situation, [a, b]), all), sequence };
  const marks: Record<string, string> = {};
  for (const key of touched(after, a, b, all)) {
    const [workload, stack] = [key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1)];
    const both = [a, b].map((branch) => markOf(branch.situation, workload, stack).id).sort();
    const { by, at } = said;
    marks[key] = digest(JSON.stringify([what, by, at, key, both]));
  }
  return { ...after, log: [...base.situation.log, ...kept, { what, ...said, marks }] };
}

/** What either branch asked for may exist: where it counts no more, it is given up, and leaves its stack. */
function askedByAny(situation: Situation, branches: readonly Branch[]): Situation {
  const after = copyOf(situation);
  for (const { workload, component, site, one } of branches.flatMap((branch) => askedIn(branch.situation))) {
    const generations = after.workloads[workload]?.components[component]?.at[site]?.generations;
    const own = generations?.find(({ number }) => number === one.number);
    if (own) own.asked = true;
    else generations?.push({ ...one, stood: false, held: false, retired: false });
  }
  return after;
}

/** Stacks that either branch gave a marker, or whose content is not what one of them has. */
function touched(after: Situation, a: Branch, b: Branch, all: readonly Sides[]): string[] {
  const keys = new Set([...a.steps, ...b.steps].flatMap(({ entry }) => Object.keys(entry.marks)));
  for (const sides of all)
    for (const { situation } of [a, b]) {
      const was = facetsOf(settled(situation, all), sides);
      for (const [stack, facet] of Object.entries(facetsOf(after, sides)))
        if (facet !== was[stack] && !new View(after, sides).isOut(stack)) keys.add(markKey(sides.workload, stack));
    }
  return [...keys].sort();
}
