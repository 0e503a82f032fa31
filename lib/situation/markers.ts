import { createHash } from 'node:crypto';
import { sorted } from './branches';
import type { Sides } from './facts';
import { readSite } from './reading';
import type { LogEntry, Situation } from './schema';
import { View } from './view';

/** The marker of a stack that nothing was ever declared about. */
export const ORIGIN = '0';

/**
 * What tells an environment from an earlier one of its names: a digest of the first line of its log, which no branch and no merge changes.
 * Before the first line nothing was claimed.
 */
export const lifeOf = ({ log: [first] }: Situation): string =>
  first ? digest(JSON.stringify([first.by, first.at, sorted(first.what)])) : ORIGIN;

/** The key of a stack's marker: its workload, and its site, `links` or `traffic`. */
export const markKey = (workload: string, stack: string): string => `${workload}/${stack}`;

/** Every marker that a stack follows, the oldest first; the last one is its own. */
export function chainOf({ log }: Situation, workload: string, stack: string): string[] {
  const key = markKey(workload, stack);
  const carried = log.flatMap(({ what }) => ('op' in what && what.op === 'carried' ? numbersTo(what.sequence) : []));
  return [...new Set([ORIGIN, ...carried, ...log.flatMap(({ marks }) => marks[key] ?? [])])];
}

/** Version 1 marked a stack with a sequence. */
const numbersTo = (last: number): string[] => Array.from({ length: last + 1 }, (_, i) => String(i));

/** A stack's own marker, and the place in the log of what gave it. */
export function markOf(situation: Situation, workload: string, stack: string): { readonly id: string; readonly sequence: number } {
  const key = markKey(workload, stack);
  const at = situation.log.findLastIndex(({ marks }) => marks[key] !== undefined);
  const carried = situation.log.find(({ what }) => 'op' in what && what.op === 'carried');
  if (at >= 0) return { id: situation.log[at]?.marks[key] as string, sequence: at + 1 + offsetOf(carried) };
  return carried ? { id: String(offsetOf(carried)), sequence: offsetOf(carried) } : { id: ORIGIN, sequence: 0 };
}

const offsetOf = (carried: LogEntry | undefined): number =>
  carried && 'op' in carried.what && carried.what.op === 'carried' ? carried.what.sequence : 0;

/** What each stack of a workload depends on, as one text a stack. */
export function facetsOf(situation: Situation, sides: Sides): Record<string, string> {
  const view = new View(situation, sides);
  const known = [...new Set([...view.own.sites, ...view.own.freed])];
  const sites = known.map((site) => [site, JSON.stringify(readSite(view, site))] as const);
  const away = known.filter((site) => view.own.sites.includes(site)).some((site) => view.withheld(site));
  const rests = [view.base, view.own.sites];
  const ends = view.components.map(({ id }) => [
    id,
    ...view.own.sites.map((site) => view.currentOf(id, site)),
    ...view.own.sites.map((site) => view.role(site)),
  ]);
  return {
    ...Object.fromEntries(sites),
    links: JSON.stringify([...rests, view.turns, away || isLeftAlone(view), ends]),
    traffic: JSON.stringify(rests),
  };
}

/**
 * Whether what joins the sites is left alone: while a move is under way (neither cut before it is drained, nor put back after it is cut),
 * and after it until the other site stands by, since nobody recorded which way it goes.
 */
export const isLeftAlone = (view: View): boolean =>
  view.open !== undefined || view.aborting !== undefined || (!view.turnsNow && view.sinceBase > 0);

/**
 * The entry with the marker of each stack that the change touches: a digest of what is said, of the marker before it, and of what the
 * stack depends on, since the same words said on two branches may come to two contents.
 */
export function marked(before: Situation, after: Situation, all: readonly Sides[], entry: Omit<LogEntry, 'marks'>): LogEntry {
  const marks: Record<string, string> = {};
  for (const sides of all) {
    const was = facetsOf(before, sides);
    for (const [stack, facet] of Object.entries(facetsOf(after, sides))) {
      const isWithheld = new View(after, sides).isOut(stack);
      if (facet === was[stack] || isWithheld) continue;
      const key = markKey(sides.workload, stack);
      marks[key] = digest(JSON.stringify([entry, key, markOf(before, sides.workload, stack).id, facet]));
    }
  }
  return { ...entry, marks };
}

/** The digest that a marker is. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
