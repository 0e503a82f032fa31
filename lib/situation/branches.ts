import type { Generation, LogEntry, Move, Situation } from './schema';
import type { StatusDeclaration } from './words';

/** One line of a branch, and how many moves its workload had by then: what it is about. */
export interface Step {
  readonly entry: LogEntry;
  readonly number: number;
  /** Whether it decided the move of that number. */
  readonly moves: boolean;
}

/** A branch: where it stands, and what it says that the other one does not have. */
export interface Branch {
  readonly name: 'ours' | 'theirs';
  readonly situation: Situation;
  readonly steps: readonly Step[];
}

/** Two lines about one thing. */
export type Pair = readonly [Step, Step];

/** The same text in whatever order its keys were written: a file may have been written by hand. */
export const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
};
/** Whether two things say the same. */
export const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** A line that was left out keeps its place, its person, its moment and its markers; only what it said is gone. */
const isLeftOut = ({ what }: LogEntry): boolean => 'op' in what && what.op === 'merged';
const isSameLine = (one: LogEntry, other: LogEntry): boolean =>
  one.by === other.by &&
  one.at === other.at &&
  isEqual(one.marks, other.marks) &&
  (isLeftOut(one) || isLeftOut(other) || isEqual(one.what, other.what));
/** Whether one person said the same at one moment. */
export const isSameSaying = (one: LogEntry, other: LogEntry): boolean =>
  one.by === other.by && one.at === other.at && isEqual(one.what, other.what);

/** The moves of a workload, by number. */
export const movesOf = (situation: Situation, workload: string): readonly Move[] => situation.workloads[workload]?.moves ?? [];

/** A generation, and where it belongs. */
interface Placed {
  readonly workload: string;
  readonly component: string;
  readonly site: string;
  readonly one: Generation;
}

/** Every generation that synthesis asked for. */
export const askedIn = ({ workloads }: Situation): Placed[] =>
  Object.entries(workloads).flatMap(([workload, { components }]) =>
    Object.entries(components).flatMap(([component, { at }]) =>
      Object.entries(at).flatMap(([site, { generations }]) =>
        generations.filter(({ asked }) => asked).map((one) => ({ workload, component, site, one })),
      ),
    ),
  );

/** Whether such a declaration decides such a move. */
const isOf = (what: Exclude<LogEntry['what'], { record: string }>, move: Move | undefined): boolean =>
  what.op === 'restore' ? move?.kind === 'restore' : (what.op === 'failover' || what.op === 'switch') && move?.to === what.to;

/** The lines after the common beginning that the other branch lacks. The file does not keep what it said before: numbers are counted back. */
export function stepsOf(situation: Situation, other: Situation, start: number): Step[] {
  const after = new Map<string, number>();
  const steps = situation.log.slice(start).reduceRight<Step[]>((later, entry) => {
    const { what, by, at } = entry;
    if (!('workload' in what)) return [{ entry, number: 0, moves: false }, ...later];
    const own = movesOf(situation, what.workload);
    const number = after.get(what.workload) ?? own.length;
    const last = own[number - 1];
    const moves = 'op' in what && isOf(what, last) && last?.by === by && last.at === at;
    after.set(what.workload, number - (moves ? 1 : 0));
    return [{ entry, number, moves }, ...later];
  }, []);
  const known = other.log.slice(start);
  return steps.filter(({ entry }) => !known.some((one) => isSameLine(entry, one)));
}

/** What a line says of a region, or undefined. */
export const statusOf = ({ entry: { what } }: Step): StatusDeclaration | undefined => ('op' in what && 'site' in what ? what : undefined);
/** The workload that a line is about, or undefined. */
export const workloadOf = ({ entry: { what } }: Step): string | undefined => ('workload' in what ? what.workload : undefined);
/** Whether both decided the move of one number. */
export const isSameMove = (one: Step, other: Step): boolean =>
  one.moves && other.moves && one.number === other.number && workloadOf(one) === workloadOf(other);

/** Two statuses of one region, or two moves with one number: asked about even where only one order is possible. */
export function clashOf(a: Branch, b: Branch): Pair | undefined {
  for (const one of a.steps) {
    const move = b.steps.find((other) => isSameMove(one, other) && !isSameSaying(one.entry, other.entry));
    if (move) return [one, move];
    const site = statusOf(one)?.site;
    const last = (branch: Branch): Step | undefined => branch.steps.findLast((step) => statusOf(step)?.site === site);
    const [mine, other] = site === undefined ? [] : [last(a), last(b)];
    if (mine && other && !isSameStatus(mine, other)) return [mine, other];
  }
  return undefined;
}

function isSameStatus(one: Step, other: Step): boolean {
  const [x, y] = [statusOf(one), statusOf(other)];
  const successor = (said?: StatusDeclaration): string | undefined => (said?.op === 'gone' ? said.replacedBy : undefined);
  return x?.op === y?.op && successor(x) === successor(y) && (x?.since === y?.since || !x?.since || !y?.since);
}

/** A line in words. */
export function sentenceOf({ entry: { what, by, at }, number, moves }: Step, { name }: Branch): string {
  const words = 'op' in what ? what.op : what.record;
  const rest = 'site' in what ? what.site : 'workload' in what ? what.workload : '';
  return `${name}: ${words} ${rest}${'to' in what ? ` to ${what.to}` : ''}${moves ? ` (move ${number})` : ''}, by ${by} at ${at}`;
}
