import type { Sides } from '../../lib/situation/facts';
import { NORMAL } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { restorable } from '../../lib/situation/restoring';
import { said, stepsOf, take, type Step } from '../support/history';

/** The moments of a journey that are synthesized, in their order; and those of a restore, after `normal`. */
export type Moment =
  | ('normal' | 'failing-over' | 'failed-over' | 'reprotected' | 'fenced' | 'switching' | 'switched')
  | ('restoring' | 'making' | 'made' | 'protected');

type Days = readonly (readonly [Moment, readonly Step[]])[];

/** The situation after each day. */
function told(days: Days, all: readonly Sides[]): Map<Moment, Situation> {
  let now = NORMAL;
  let hour = 0;
  return new Map(
    days.map(([moment, steps]) => {
      for (const step of steps) now = take(now, step, all, said((hour += 1)));
      return [moment, now];
    }),
  );
}

/** Data is corrupted where it serves, and all of it that can be is made anew from its latest copies. Nothing, where nothing can. */
export function restoreJourney(all: readonly Sides[]): ReadonlyMap<Moment, Situation> {
  const able = all.filter(({ components }) => restorable(components).length > 0).map((sides) => stepsOf(sides));
  if (able.length === 0) return new Map();
  const standing = all.map((sides) => stepsOf(sides).standing);
  const days: Days = [
    ['normal', standing],
    ['restoring', able.map(({ restore }) => restore)],
    ['making', able.map(({ begun }) => begun)],
    ['made', able.map(({ restored }) => restored)],
    ['protected', standing],
  ];
  const [, ...moments] = told(days, all);
  return new Map(moments);
}

/**
 * A day and what follows it, for workloads that serve at one region: it is lost, they fail over, it comes back, they are protected again,
 * and go home. What serves elsewhere stands in peace all the while.
 */
export function journey(all: readonly Sides[]): ReadonlyMap<Moment, Situation> {
  const [a, b] = (all[0] as Sides).sites;
  const moving = all.filter(({ sites }) => sites[0] === a).map((sides) => stepsOf(sides));
  const each = (step: (steps: ReturnType<typeof stepsOf>) => Step): Step[] => moving.map(step);
  const days: Days = [
    ['normal', all.map((sides) => stepsOf(sides).standing)],
    ['failing-over', [{ op: 'lost', site: a }, ...each(({ failover }) => ({ ...failover(b), acceptLoss: true }))]],
    ['failed-over', [...each(({ started }) => started), ...each(({ completed }) => completed), { op: 'normal', site: a }]],
    ['reprotected', each(({ fenced }) => fenced(a))],
    ['fenced', [...each(({ standing }) => standing), ...each(({ fence }) => fence(b)), ...each(({ fenced }) => fenced(b))]],
    ['switching', each((steps) => steps.switch(a))],
    ['switched', [...each(({ lag }) => lag), ...each(({ started }) => started), ...each(({ completed }) => completed)]],
  ];
  return told(days, all);
}
