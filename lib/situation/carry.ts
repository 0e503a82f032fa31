import { ContinuityError } from '../words/errors';
import type { Flip } from '../words/posture';
import { renew } from './effects';
import { begun, freshComponent, generationOf, nextNumber, renews, type Sides } from './facts';
import type { ComponentPlace, Move, Situation, WorkloadSituation } from './schema';
import type { Move as V1Move, Situation as V1Situation, WorkloadSituation as V1Workload } from './v1';

/** How each component changes its role, by workload: a version 1 file does not say it. */
export type Flips = Readonly<Record<string, Readonly<Record<string, Flip>>>>;

/** How the components of these workloads change their roles. */
export const flipsOf = (all: readonly Sides[]): Flips =>
  Object.fromEntries(all.map(({ workload, components }) => [workload, Object.fromEntries(components.map(({ id, flip }) => [id, flip]))]));

type Components = WorkloadSituation['components'];
/** An entry of version 1's history as a move: its number, and the side that had the role. */
interface Turn {
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly entry: V1Move;
}

const UNKNOWN = 'unknown';
const isCompleted = ({ started = [], completed = [] }: V1Move): boolean =>
  completed.length > 0 && started.every((id) => completed.includes(id));
const isOut = (v1: V1Situation, site: string): boolean => ['lost', 'gone'].includes(v1.status[site]?.is ?? '');
const counted = (turns: readonly Turn[]): Turn[] => turns.filter(({ entry }) => !entry.aborted);
/** A planned move of version 1 was written as protected at once. */
const isProtected = ({ kind, protected: at }: V1Move): boolean => kind === 'planned' || at !== undefined;

/**
 * A situation of version 1 as version 2 writes it. Version 1 counted what version 2 records, so each move is gone through once more.
 * `flips` tells which components began a new generation with each loss of the role; one that is not named kept its first.
 */
export function carryOver(v1: V1Situation, path: string, flips: Flips = {}): Situation {
  const workloads = Object.entries(v1.workloads).flatMap(([id, own]) => {
    const sites = sitesOf(id, own, path);
    return sites ? [[id, carryWorkload(v1, own, sites, flips[id] ?? {})] as const] : [];
  });
  return {
    ...(v1.$schema === undefined ? {} : { $schema: v1.$schema }),
    version: 2,
    sequence: v1.sequence,
    status: Object.fromEntries(Object.entries(v1.status).map(([site, { is, since }]) => [site, { is, since, by: UNKNOWN }])),
    workloads: Object.fromEntries(workloads),
    log: [{ what: { op: 'carried', sequence: v1.sequence }, by: 'cdktf-continuity', at: latest(v1), marks: {} }],
  };
}

function latest({ status, workloads }: V1Situation): string {
  const moments = [
    ...Object.values(status).map(({ since }) => since),
    ...Object.values(workloads).flatMap(({ history, fenced }) => [...history.map(({ since }) => since), ...Object.values(fenced)]),
  ];
  return moments.reduce((max, at) => (Date.parse(at) > Date.parse(max) ? at : max), '1970-01-01T00:00:00Z');
}

/** The pair. A file in which nobody names the other site says nothing that does not hold without it. */
function sitesOf(id: string, { history, fenced, markers }: V1Workload, path: string): [string, string] | undefined {
  const first = history[0]?.active[0] as string;
  const marked = Object.keys(markers).filter((stack) => stack.includes(':'));
  const named = [...new Set([first, ...history.flatMap(({ active }) => active), ...Object.keys(fenced), ...marked])];
  const odd = history.findIndex(({ kind, aborted }, i) =>
    i === 0 ? kind !== 'initial' || aborted : kind === 'initial' || kind === 'restore',
  );
  if (named.length <= 2 && odd < 0) return named[1] === undefined ? undefined : [first, named[1]];
  throw new ContinuityError({
    id: 'DR-SIT-03',
    what: `The history of ${id} in ${path}, of version 1, cannot be carried over`,
    value: named.length > 2 ? `sites: ${named.join(', ')}` : `entry ${odd + 1}: ${history[odd]?.kind ?? ''}`,
    allowed: 'two sites; one initial entry, which comes first and stands, then forced and planned ones',
    fix: `git checkout ${path}`,
  });
}

function turnsOf([initial, ...entries]: readonly V1Move[]): Turn[] {
  let role = initial?.active[0] as string;
  return entries.map((entry, i) => {
    const turn = { number: i + 1, from: role, to: entry.active[0] as string, entry };
    if (!entry.aborted) role = turn.to;
    return turn;
  });
}

function carryWorkload(v1: V1Situation, own: V1Workload, sites: [string, string], flips: Flips[string]): WorkloadSituation {
  const turns = turnsOf(own.history);
  const components: Components = {};
  const moves = turns.map((turn) => carryMove(turn, turns, own, components, flips));
  const active = counted(turns).at(-1)?.to ?? sites[0];
  const settled = counted(turns).findLast(({ entry }) => entry.protected !== undefined);
  settleStandby(v1, turns, components, active === sites[0] ? sites[1] : sites[0]);
  for (const name of own.retired) retire(components, name);
  return {
    sites,
    freed: [],
    moves,
    ...fencesOf(v1, own, turns, active),
    base: settled ? { site: settled.to, move: settled.number } : { site: sites[0], move: 0 },
    components,
  };
}

/** The last move, where it is open, is of every component of the code, so that those which were not begun can still be. */
function listOf({ entry, number }: Turn, turns: readonly Turn[], { from }: V1Workload, flips: Flips[string]): string[] {
  const isOpen = number === counted(turns).at(-1)?.number && !isCompleted(entry);
  const known = [...Object.keys(flips ?? {}), ...Object.keys(from)];
  return [...new Set([...(entry.started ?? []), ...(entry.completed ?? []), ...(isOpen ? known : [])])].sort();
}

function carryMove(turn: Turn, turns: readonly Turn[], own: V1Workload, components: Components, flips: Flips[string] = {}): Move {
  const { entry, from, to } = turn;
  const isLastForced = turn === turns.findLast(({ entry: { kind } }) => kind === 'forced');
  const { started = [], completed, lag, aborted } = entry;
  const moved: Move['components'] = {};
  for (const id of listOf(turn, turns, own, flips)) {
    const flip = flips[id] ?? 'symmetric';
    if (!aborted) components[id] ??= freshComponent({ id, flip }, from, to);
    const point = isLastForced && (flips[id] === undefined || flip === 'restore') ? own.from[id] : undefined;
    const generation = components[id]?.at[to]?.current ?? 0;
    moved[id] = { generation, loss: entry.kind === 'forced' ? 'rpo' : 'none', ...(point && point !== 'latest' ? { point } : {}) };
    if (!aborted) take(components[id]?.at ?? {}, turn, id, flip, moved[id].point);
  }
  const begunOnes = [...new Set([...started, ...(completed ?? [])])].sort();
  return {
    kind: entry.kind === 'forced' ? 'forced' : 'planned',
    from,
    to,
    by: entry.by?.trim() || UNKNOWN,
    at: entry.since,
    ...(entry.incident ? { incident: entry.incident } : {}),
    components: moved,
    ...(begunOnes.length > 0 ? { started: begunOnes } : {}),
    ...(completed ? { completed } : {}),
    ...(lag ? { lag } : {}),
    ...(aborted ? { aborted: { by: UNKNOWN, at: aborted }, undone: aborted } : {}),
  };
}

/** Version 1 took for granted that a standby stood before each move, and after each that was protected. */
function take(at: Record<string, ComponentPlace>, { from, to, entry }: Turn, id: string, flip: Flip, point: string | undefined): void {
  const [taker, giver] = [at[to], at[from]];
  const one = taker && generationOf(taker, taker.current);
  const old = giver && generationOf(giver, giver.current);
  if (!taker || !one || !giver || !old) return;
  Object.assign(one, { asked: true, stood: true });
  taker.standing = true;
  if (entry.completed?.includes(id)) {
    Object.assign(one, { held: true, ...(flip === 'restore' && point ? { point } : {}) });
    Object.assign(old, { asked: true, stood: true, held: true });
    if (renews(flip)) {
      const stands = isProtected(entry);
      renew(giver, { ...begun(nextNumber(giver), flip, `${to}#${taker.current}`, stands), stood: stands });
    }
  }
  giver.standing = isProtected(entry);
}

function settleStandby(v1: V1Situation, turns: readonly Turn[], components: Components, standby: string): void {
  const since = v1.status[standby]?.since ?? counted(turns).at(-1)?.entry.since;
  for (const place of Object.values(components).flatMap(({ at }) => at[standby] ?? [])) {
    place.standing &&= !isOut(v1, standby);
    if (!place.standing && since) place.until = since;
  }
}

function retire(components: Components, name: string): void {
  const [, component = '', site = '', number = ''] = /^(.+)@([^#]+)#(\d+)$/.exec(name) ?? [];
  const place = components[component]?.at[site];
  const one = place && generationOf(place, Number(number));
  if (one && one.number !== place.current) one.retired = true;
}

/**
 * What is fenced, and what was asked. Version 1 wrote the fence of a switch when it was asked for, so nothing says that it was confirmed:
 * it is asked for again. A fence from before the site last served, or before its region's trouble began, is none.
 */
function fencesOf(v1: V1Situation, own: V1Workload, turns: readonly Turn[], active: string): Pick<WorkloadSituation, 'asked' | 'fenced'> {
  const asked: WorkloadSituation['asked'] = {};
  const fenced: WorkloadSituation['fenced'] = {};
  const last = counted(turns).at(-1);
  if (last) asked[last.from] = { move: last.number, by: last.entry.by?.trim() || UNKNOWN, at: last.entry.since };
  for (const [site, at] of Object.entries(own.fenced)) {
    const served = own.history.findLast(({ active: [to], aborted }) => to === site && !aborted)?.since;
    const status = v1.status[site];
    if ([served, status?.since].some((since) => since !== undefined && Date.parse(at) < Date.parse(since)) || isOut(v1, site)) continue;
    if (site === active && !status) asked[site] = { move: turns.length + 1, by: UNKNOWN, at };
    else if (site === last?.from) fenced[site] = { move: last.number, at };
    else if (status) fenced[site] = { move: turns.length, at };
  }
  return { asked, fenced };
}
