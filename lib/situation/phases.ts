import { z } from 'zod';
import { earliest, type View } from './view';
import type { Declaration } from './words';

/** What a procedure is for. */
export const transitionSchema = z.enum([
  'establish',
  'hold',
  'standby-lost',
  'failover',
  'fence',
  'reprotect',
  'close',
  'prepare',
  'switch',
  'restore',
  'abort',
]);
/** The transitions that have a procedure. */
export type Transition = z.infer<typeof transitionSchema>;

/** Whether a transition moves the role. */
export const isMove = (transition: Transition): boolean => transition === 'failover' || transition === 'switch';

/** Where a workload can stand, in one word each. */
export const phaseSchema = z.enum([
  'aborting',
  'failing-over',
  'switching',
  'fencing',
  'restoring',
  'both-lost',
  'target-lost',
  'target-not-trusted',
  'old-side-lost',
  'interrupted',
  'not-trusted',
  'closing',
  'preparing',
  'standby-lost',
  'standby-fenced',
  'unprotected',
  'normal',
]);
/** Where a workload stands. */
export type Phase = z.infer<typeof phaseSchema>;

/** One line of the table of phases. */
export interface PhaseRow {
  /** Its name. */
  readonly phase: Phase;
  /** When it is so, in words. */
  readonly is: string;
  /** Whether it is so. */
  when(view: View): boolean;
  /** The procedure that is due. */
  due(view: View): Transition;
  /** What may be declared to go on, the likeliest first; what is not legal now is left out when it is shown. */
  then(view: View): readonly Declaration[];
}

const normal = (site: string): Declaration => ({ op: 'normal', site });
const failover = (view: View, to: string): Declaration => ({ op: 'failover', workload: view.sides.workload, to });
const switched = (view: View): Declaration => ({ op: 'switch', workload: view.sides.workload, to: view.standby });
const abort = (view: View): Declaration => ({ op: 'abort', workload: view.sides.workload });
const replaced = (view: View, site: string): Declaration[] =>
  view.sides.successors.filter((one) => !view.own.sites.includes(one)).map((replacedBy) => ({ op: 'gone', site, replacedBy }));
const nothing = (): readonly Declaration[] => [];

/** THE table of phases: the first line that fits holds. One source for what is due, what is advised, and what is printed. */
export const PHASES: readonly PhaseRow[] = [
  {
    phase: 'aborting',
    is: 'a move was given up, and what it took is not given back yet',
    when: (view) => view.aborting !== undefined,
    due: () => 'abort',
    then: nothing,
  },
  {
    phase: 'failing-over',
    is: 'a forced move is open and its target is trusted',
    when: (view) => view.open?.kind === 'forced' && trusted(view),
    due: () => 'failover',
    then: (view) => (view.open?.started ? [] : [abort(view)]),
  },
  {
    phase: 'switching',
    is: 'a planned move is open, and both sides answer',
    when: (view) => view.open?.kind === 'planned' && trusted(view) && !view.isOut(view.open.from),
    due: () => 'switch',
    then: (view) => (view.open?.started ? [] : [abort(view)]),
  },
  {
    phase: 'fencing',
    is: 'a site that answers owes a fence, or is not trusted and not fenced yet',
    when: (view) => view.fencesDue.length > 0,
    due: () => 'fence',
    then: nothing,
  },
  {
    phase: 'restoring',
    is: 'what was corrupted is made anew at the site that serves',
    when: (view) => view.restoring !== undefined && trusted(view),
    due: () => 'restore',
    then: (view) => (view.open?.started ? [] : [abort(view)]),
  },
  {
    phase: 'both-lost',
    is: 'neither site answers',
    when: (view) => view.isOut(view.active) && view.isOut(view.standby),
    due: () => 'hold',
    then: (view) => [normal(view.active), normal(view.standby), abort(view)],
  },
  {
    phase: 'target-lost',
    is: 'a move is open and its target does not answer',
    when: (view) => view.open !== undefined && view.isOut(view.active),
    due: () => 'hold',
    then: (view) => [...(view.open?.started ? [] : [abort(view)]), normal(view.standby), failover(view, view.standby), normal(view.active)],
  },
  {
    phase: 'target-not-trusted',
    is: 'a move is open and its target is not trusted',
    when: (view) => view.open !== undefined && view.status(view.active) === 'avoid',
    due: () => 'hold',
    then: (view) => [normal(view.active), abort(view)],
  },
  {
    phase: 'old-side-lost',
    is: 'a planned move is open and the side it leaves does not answer',
    when: (view) => view.open !== undefined,
    due: () => 'hold',
    then: (view) => [abort(view), failover(view, view.active), normal(view.standby)],
  },
  {
    phase: 'interrupted',
    is: 'the active site does not answer, the other one does',
    when: (view) => view.isOut(view.active),
    due: () => 'hold',
    then: (view) => [failover(view, view.standby), normal(view.active), normal(view.standby)],
  },
  {
    phase: 'not-trusted',
    is: 'the active site is not trusted, and fenced',
    when: (view) => view.status(view.active) === 'avoid',
    due: () => 'hold',
    then: (view) => [normal(view.active), failover(view, view.standby)],
  },
  {
    phase: 'closing',
    is: 'the entrance is closed for a switch, consumers still work',
    when: (view) => view.asked?.what === 'close',
    due: (view) => (view.isOut(view.standby) ? 'hold' : 'close'),
    then: (view) => [switched(view), { op: 'fence', workload: view.sides.workload, at: view.active }, normal(view.standby), abort(view)],
  },
  {
    phase: 'preparing',
    is: 'a fence was asked for a switch',
    when: (view) => view.asked !== undefined,
    due: (view) => (view.isOut(view.standby) ? 'hold' : 'prepare'),
    then: (view) => [switched(view), normal(view.standby), abort(view)],
  },
  {
    phase: 'standby-lost',
    is: 'the standby does not answer',
    when: (view) => view.isOut(view.standby),
    due: () => 'standby-lost',
    then: (view) => [normal(view.standby), ...replaced(view, view.standby)],
  },
  {
    phase: 'standby-fenced',
    is: 'the standby is not trusted, and fenced',
    when: (view) => view.role(view.standby) === 'fenced',
    due: () => 'standby-lost',
    then: (view) => [normal(view.standby)],
  },
  {
    phase: 'unprotected',
    is: 'a component of the standby is not recorded as standing',
    when: (view) => !view.stands(view.standby),
    due: (view) => (view.isEstablished || !view.isUnmoved ? 'reprotect' : 'establish'),
    then: nothing,
  },
  {
    phase: 'normal',
    is: 'one site serves, the other stands by, complete',
    when: () => true,
    due: () => 'establish',
    then: nothing,
  },
];

/** Whether the site that has the role, or is to take it, answers and is trusted. */
const trusted = (view: View): boolean => view.status(view.active) === undefined;

/** The line that holds. */
export const rowOf = (view: View): PhaseRow => PHASES.find((row) => row.when(view)) as PhaseRow;
/** Where a workload stands. */
export const phaseOf = (view: View): Phase => rowOf(view).phase;
/** The procedure that is due. */
export const dueOf = (view: View): Transition => rowOf(view).due(view);

/** Since when nobody is served, or undefined where somebody is: the earliest of what closed or took the site away. */
export function interruptedSince(view: View): string | undefined {
  const { open, active, own, aborting } = view;
  const { status } = view.situation;
  const closed = (site: string): (string | undefined)[] => [status[site]?.since, own.asked[site]?.at, own.fenced[site]?.at];
  if (open) return earliest([open.at, ...closed(open.from)]);
  // What was closed for a move that is given up serves again once that is recorded as undone.
  if (aborting) return earliest([own.moves.at(-1)?.undone === undefined ? own.moves.at(-1)?.at : undefined, ...closed(active)]);
  if (view.role(active) === 'serving') return undefined;
  return earliest([status[active]?.since, view.asked?.at]);
}
