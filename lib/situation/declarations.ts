import { generationOf, lastStood } from './facts';
import { not, type Refusal } from './refusal';
import { isPutAside, NOTHING, refuseRestored } from './restoring';
import type { Taking } from './schema';
import type { View } from './view';
import type { WorkloadDeclaration } from './words';

type Op = WorkloadDeclaration['op'];
type Of<K extends Op> = Extract<WorkloadDeclaration, { op: K }>;

/** One line of the table of legal declarations. */
export interface DeclarationRow<K extends Op> {
  /** When it is legal, in words. */
  readonly legal: string;
  /** Why it is not legal now, or undefined. */
  refuse(view: View, declaration: Of<K>): Refusal | undefined;
}

const describe = (view: View, site: string): string => `${site} is ${view.status(site) ?? view.role(site)}`;

/**
 * THE table of legal declarations about a workload. A region's status is always legal, for a site of the topology: it is known
 * of the place, and never refused because of one workload.
 */
export const DECLARATIONS: { readonly [K in Op]: DeclarationRow<K> } = {
  failover: {
    legal:
      'the target is normal and not active; the active site is not normal; nothing is to be undone; no move is open, or its target is out and this goes back to the side it left, or it is planned, goes there, and its old side is out',
    refuse: refuseFailover,
  },
  close: {
    legal: 'the site is active and normal, the other stands by with every component recorded as standing; no move, and nothing asked yet',
    refuse: refuseClose,
  },
  fence: { legal: 'as for a close; the close may have been asked already', refuse: refuseFence },
  switch: { legal: 'as for a close; the close or the fence may have been asked already', refuse: refuseSwitch },
  restore: {
    legal:
      'the active site is normal; no move is open, nothing is asked and nothing is to be undone; what is named is promoted or restored, and its service makes it from a copy',
    refuse: refuseRestore,
  },
  abort: { legal: 'a close or a fence was asked for a switch, or a move is open with nothing started', refuse: refuseAbort },
  added: { legal: 'a component is not listed; no move is open', refuse: refuseAdded },
  retire: { legal: 'a generation older than one that is recorded as standing there', refuse: refuseRetire },
};

function unlistedIn(view: View): string[] {
  const listed = Object.keys(view.open?.components ?? {});
  return view.sides.components.map(({ id }) => id).filter((id) => !listed.includes(id));
}

/** Whether a failover is the same move said again, with components that its list lacks. */
export const isSaidAgain = (view: View, to: string): boolean =>
  view.open?.to === to && view.open.kind === 'forced' && !view.open.started && unlistedIn(view).length > 0;
/** Whether a failover makes a planned move a forced one. */
export const isTurned = (view: View, to: string): boolean =>
  view.open?.kind === 'planned' && view.open.to === to && view.isOut(view.open.from);
/** Whether a failover goes back to the side that the open move left, since its target is out. */
export const isBack = (view: View, to: string): boolean => view.open?.from === to && view.isOut(view.active);

/** Whether a component is made when it takes the role there: from a copy, or anew. */
export function isMade(view: View, component: string, to: string): boolean {
  const { generation, loss } = offer(view, component, to);
  const place = view.place(component, to);
  const one = place && generationOf(place, generation);
  return one?.held !== true && (one?.how === 'restored' || loss === 'all');
}

/** Whether it is made from a recovery point then: what comes from no other side is made empty, whatever its name. */
export function isMadeFrom(view: View, component: string, to: string): boolean {
  const place = view.place(component, to);
  const one = place && generationOf(place, offer(view, component, to).generation);
  return isMade(view, component, to) && one?.how !== 'created';
}

/** A recovery point is of a component that is restored from one; `none` is of any that is made. */
function refusePoints(view: View, { to, from = {} }: Of<'failover'>): Refusal | undefined {
  const known = view.sides.components.map(({ id }) => id);
  const able = known.filter((id) => isMadeFrom(view, id, to));
  const made = known.filter((id) => isMade(view, id, to));
  const odd = Object.keys(from).find((id) => !(from[id] === NOTHING ? made : able).includes(id));
  if (odd !== undefined)
    return not(
      whyNot(view, odd, { to, known, made }),
      odd,
      able.length > 0 ? `a recovery point of ${able.join(', ')}` : 'no recovery point: nothing is restored here',
      `the same without --from ${odd}${made.includes(odd) ? `, and once ${to} serves, its point restored into it by hand` : ''}`,
    );
  const empty = Object.keys(from).find((id) => from[id]?.trim() === '');
  return empty === undefined
    ? undefined
    : not(`The recovery point of ${empty} is empty`, "''", 'its name, latest, or none: it is made empty', `--from ${empty}=POINT`);
}

/** Where it would take the role, what the workload has, and what of that is made there. */
interface Making {
  readonly to: string;
  readonly known: readonly string[];
  readonly made: readonly string[];
}

function whyNot({ sides }: View, component: string, { to, known, made }: Making): string {
  if (!known.includes(component)) return `${sides.workload} has no such component`;
  return made.includes(component)
    ? `${component} does not come from copies: it stands at both sites, and begins empty where it never did`
    : `${component} is not restored: it stands at ${to} already`;
}

function refuseFailover(view: View, declaration: Of<'failover'>): Refusal | undefined {
  return refuseTarget(view, declaration) ?? refusePoints(view, declaration);
}

function refuseTarget(view: View, { to }: Of<'failover'>): Refusal | undefined {
  const { workload } = view.sides;
  if (!view.own.sites.includes(to)) return not(`${workload} cannot move there`, to, view.own.sites.join(', '), `--to ${view.standby}`);
  const same = refuseUndone(view);
  if (same) return same;
  if (view.status(to))
    return not(
      `${to} cannot take over`,
      describe(view, to),
      'a site whose region is normal',
      `continuity declare normal ${to}, once it is`,
    );
  if (isTurned(view, to) || isSaidAgain(view, to)) return undefined;
  if (to === view.active) return not(`${to} has the role already`, view.role(to), view.standby, `--to ${view.standby}`);
  if (view.open && !isBack(view, to) && !view.restoring) return refuseSecond(view);
  if (!view.status(view.active))
    return not(
      `${view.active} is normal: a forced failover would leave two sites serving`,
      'normal',
      'a region that is lost, gone or avoid',
      `continuity declare lost ${view.active}, or a planned switch: continuity declare switch ${workload} --to ${to}`,
    );
  return undefined;
}

function refuseUndone(view: View): Refusal | undefined {
  const { aborting } = view;
  return (
    aborting &&
    not(
      'What was given up is not undone yet',
      `${aborting.from} → ${aborting.to}`,
      'one thing at a time',
      `continuity run ${view.sides.workload}`,
    )
  );
}

function refuseSecond(view: View): Refusal | undefined {
  const { open } = view;
  if (!open) return undefined;
  const { workload } = view.sides;
  return not(
    `A move of ${workload} is under way`,
    `${open.kind}, ${open.from} → ${open.to}`,
    'one move at a time',
    open.started ? `continuity run ${workload}` : `continuity run ${workload}, or continuity declare abort ${workload}`,
  );
}

function refusePlanned(view: View, to: string): Refusal | undefined {
  const { active, standby } = view;
  const { workload } = view.sides;
  if (to !== standby) return not(`${workload} cannot move there`, to, standby, `--to ${standby}`);
  const busy = refuseUndone(view) ?? refuseSecond(view);
  if (busy) return busy;
  if (view.status(active))
    return not(
      `${active} is not normal: nothing can be drained from it`,
      describe(view, active),
      'a normal region',
      `continuity declare failover ${workload} --to ${to}`,
    );
  if (view.role(to) !== 'standby')
    return not(
      `${to} does not stand by`,
      describe(view, to),
      'a site that stands by',
      `continuity run ${workload}, or continuity declare normal ${to}`,
    );
  const missing = view.components.map(({ id }) => id).filter((id) => !view.place(id, to)?.standing);
  return missing.length === 0
    ? undefined
    : not(
        `Nothing says that ${missing.join(', ')} stands at ${to}`,
        'not recorded as standing',
        'every component recorded as standing',
        `continuity run ${workload}; without the runner, look, then continuity record standing ${workload}`,
      );
}

function refuseClose(view: View, { at }: Of<'close'>): Refusal | undefined {
  if (at !== view.active) return not('Only the site that serves is closed for a planned switch', at, view.active, `--at ${view.active}`);
  return (view.asked && refuseAsked(view, view.asked)) ?? refusePlanned(view, view.standby);
}

function refuseFence(view: View, { at }: Of<'fence'>): Refusal | undefined {
  if (at !== view.active) return not('Only the site that serves is fenced for a planned switch', at, view.active, `--at ${view.active}`);
  const isFence = view.asked !== undefined && view.asked.what !== 'close';
  return (isFence ? refuseAsked(view, view.asked) : undefined) ?? refusePlanned(view, view.standby);
}

/** What was asked once is run, or given up. */
function refuseAsked({ active, sides: { workload } }: View, { what, at }: NonNullable<View['asked']>): Refusal {
  const word = what === 'close' ? 'closed' : 'fenced';
  const fix = `continuity run ${workload}, or continuity declare abort ${workload}`;
  return not(`${active} is asked to be ${word} already`, `since ${at}`, 'once', fix);
}

function refuseSwitch(view: View, { to }: Of<'switch'>): Refusal | undefined {
  return refusePlanned(view, to);
}

function refuseRestore(view: View, { from }: Of<'restore'>): Refusal | undefined {
  const { active, standby } = view;
  const busy = refuseUndone(view) ?? refuseSecond(view) ?? (view.asked && refuseAsked(view, view.asked));
  if (busy) return busy;
  return view.status(active)
    ? not(
        `${active} is not normal: nothing is made anew there`,
        describe(view, active),
        'a normal region',
        `continuity declare failover ${view.sides.workload} --to ${standby}`,
      )
    : refuseRestored(view, from);
}

function refuseAbort(view: View): Refusal | undefined {
  const { open } = view;
  const { workload } = view.sides;
  if (!open)
    return view.asked
      ? undefined
      : not(
          'There is no move to abort',
          'none',
          'a close or a fence asked for a switch, or an open move with nothing started',
          'nothing to do',
        );
  return open.started?.length
    ? not(
        `The promotion of ${open.started.join(', ')} was begun`,
        'past the point of no return',
        'a move with nothing started',
        `continuity run ${workload}`,
      )
    : undefined;
}

function refuseAdded(view: View): Refusal | undefined {
  if (view.open) return refuseSecond(view);
  const all = view.sides.components.map(({ id }) => id);
  return all.some((id) => view.own.components[id] === undefined)
    ? undefined
    : not('Every component is listed already', all.join(', '), 'a component that came after a move', 'nothing to do');
}

function refuseRetire(view: View, { generation }: Of<'retire'>): Refusal | undefined {
  const [, component = '', site = '', number = ''] = /^(.+)@([^#]+)#(\d+)$/.exec(generation) ?? [];
  const place = view.own.components[component]?.at[site];
  const last = place && lastStood(place);
  const old = (place?.generations ?? []).filter((one) => one.number < (last ?? 0) && one.number !== place?.current);
  return old.some((one) => one.number === Number(number))
    ? undefined
    : not(
        'This is not an old generation that a later one replaces',
        generation,
        old.map((one) => `${component}@${site}#${one.number}`).join(', ') ||
          'Component@site#generation, once a later one is recorded as standing there',
        'see the manifest',
      );
}

/** What a component would lose in a move to a site, and the generation that would take over. */
export function offer(view: View, component: string, to: string): Taking {
  const place = view.place(component, to);
  const stood = place && lastStood({ ...place, generations: place.generations.filter((one) => !isPutAside(view, component, one)) });
  const { open } = view;
  // What the side that was left has is as old as the move: users may have been served elsewhere since.
  if (place && open?.from === to && open.started?.includes(component)) return { generation: place.current, loss: 'since', since: open.at };
  if (place?.standing && place.until === undefined) return { generation: place.current, loss: 'rpo' };
  if (stood !== undefined) return { generation: stood, loss: 'since', ...(place?.until ? { since: place.until } : {}) };
  return { generation: place?.current ?? 0, loss: 'all' };
}
