import { ContinuityError } from '../errors';
import { refuseIllegal } from './legality';
import type { Move, Situation, WorkloadSituation } from './schema';
import { isCompleted, View, type Sides } from './situation';

/** One thing an operator can declare. */
export type Declaration =
  | { readonly op: 'lost' | 'gone' | 'avoid' | 'normal'; readonly site: string }
  | {
      readonly op: 'failover';
      readonly workload: string;
      readonly to: string;
      readonly by: string;
      readonly incident?: string;
      readonly from?: Readonly<Record<string, string>>;
    }
  | { readonly op: 'fence' | 'unfence'; readonly workload: string; readonly at: string }
  | { readonly op: 'switch'; readonly workload: string; readonly to: string; readonly by: string }
  | { readonly op: 'abort'; readonly workload: string; readonly stillReplica?: boolean }
  | { readonly op: 'retire'; readonly workload: string; readonly generation: string };

/**
 * What happened, written by the runner while a declaration is being carried out. Only `completed` changes what is synthesized, so it
 * alone moves the sequence and the markers.
 */
export type Progress =
  | { readonly record: 'started' | 'completed'; readonly workload: string; readonly components: readonly string[] }
  | { readonly record: 'fenced'; readonly workload: string; readonly site: string }
  | { readonly record: 'lag'; readonly workload: string; readonly lag: Readonly<Record<string, number>> };

/**
 * The situation after a declaration: pure, writes nothing. The sequence grows by one, and the marker of each stack whose content
 * changes becomes that sequence. Throws where the step is not legal (`DR-SIT-03` to `DR-SIT-06`).
 */
export function declare(
  before: Situation,
  declaration: Declaration,
  all: readonly Sides[],
  now: string,
  path = 'situation.json',
): Situation {
  const after = structuredClone(before);
  after.sequence += 1;
  for (const sides of all) after.workloads[sides.workload] ??= firstEntry(sides, now);
  if ('site' in declaration) setStatus(after, declaration, all, now);
  else moveWorkload(after, declaration, all, now);
  refuseIllegal(after, all, path);
  for (const sides of all) moveMarkers(before, after, sides);
  return after;
}

/** The situation with one fact recorded by the runner. */
export function recordProgress(before: Situation, progress: Progress, all: readonly Sides[], now: string): Situation {
  const after = structuredClone(before);
  const own = after.workloads[progress.workload];
  if (!own)
    throw refusal(
      `Nothing was ever declared for ${progress.workload}`,
      progress.workload,
      Object.keys(after.workloads).join(', '),
      'continuity declare first',
    );
  if (progress.record === 'fenced') own.fenced[progress.site] = now;
  else if (progress.record === 'lag') own.lag = { ...progress.lag };
  else {
    const last = own.history.filter((move) => !move.aborted).at(-1) as Move;
    last[progress.record] = [...new Set([...(last[progress.record] ?? []), ...progress.components])].sort();
  }
  if (progress.record !== 'completed') return after;
  after.sequence += 1;
  for (const sides of all) moveMarkers(before, after, sides);
  return after;
}

function firstEntry(sides: Sides, now: string): WorkloadSituation {
  return { history: [{ active: [sides.sites[0]], kind: 'initial', since: now }], fenced: {}, retired: [], from: {}, markers: {} };
}

function setStatus(
  after: Situation,
  { op, site }: { op: 'lost' | 'gone' | 'avoid' | 'normal'; site: string },
  all: readonly Sides[],
  now: string,
): void {
  const known = [...new Set(all.flatMap((sides) => sides.sites))].sort();
  if (!known.includes(site)) throw refusal('No workload has this site', site, known.join(', '), 'correct the site');
  if (op !== 'normal') {
    if (after.status[site]?.is === op)
      throw refusal(`${site} is ${op} already`, `since ${after.status[site].since}`, 'another status', 'nothing to do');
    after.status[site] = { is: op, since: now };
    return;
  }
  if (!after.status[site]) throw refusal(`${site} is normal already`, 'normal', 'a site that is avoid, lost or gone', 'nothing to do');
  delete after.status[site];
  for (const sides of all) {
    const view = new View(after, sides);
    if (view.standby === site && view.last?.kind === 'forced') view.last.protected = now;
    if (view.active === site) delete (after.workloads[sides.workload] as WorkloadSituation).fenced[site];
  }
}

type Move1 = Exclude<Declaration, { readonly site: string }>;

function moveWorkload(after: Situation, declaration: Move1, all: readonly Sides[], now: string): void {
  const sides = all.find((s) => s.workload === declaration.workload);
  if (!sides) throw refusal('No such workload', declaration.workload, all.map((s) => s.workload).join(', '), 'correct the name');
  const own = after.workloads[declaration.workload] as WorkloadSituation;
  const view = new View(after, sides);
  switch (declaration.op) {
    case 'failover':
      return forceMove(own, view, declaration, now);
    case 'fence':
      return fence(own, view, declaration.at, now);
    case 'unfence':
      return unfence(own, view, declaration.at);
    case 'switch':
      return plannedMove(own, view, declaration, now);
    case 'abort':
      return abort(view, declaration.stillReplica ?? false, now);
    case 'retire':
      return retire(own, view, declaration.generation);
  }
}

function refuseTarget(view: View, to: string): void {
  if (to !== view.standby) throw refusal(`${view.sides.workload} cannot move there`, to, view.standby, `--to ${view.standby}`);
  if (view.role(to) !== 'standby')
    throw refusal(
      `${to} cannot take over`,
      `it is ${view.situation.status[to]?.is ?? 'fenced'}`,
      'a site whose region is normal',
      `continuity declare normal ${to}, once it is`,
    );
  if (view.last && view.last.kind !== 'initial' && !isCompleted(view.last)) {
    throw refusal(
      `A move of ${view.sides.workload} is under way`,
      `${view.last.kind} → ${view.active}`,
      'one move at a time',
      `continuity run ${view.sides.workload}, or continuity declare abort ${view.sides.workload}`,
    );
  }
}

function forceMove(
  own: WorkloadSituation,
  view: View,
  d: { to: string; by: string; incident?: string; from?: Readonly<Record<string, string>> },
  now: string,
): void {
  refuseTarget(view, d.to);
  if (!view.situation.status[view.active]) {
    throw refusal(
      `${view.active} is normal: a forced failover would leave two sites serving`,
      'normal',
      'a region that is lost, gone or avoid',
      `continuity declare lost ${view.active}, or a planned switch: continuity declare fence ${view.sides.workload} --at ${view.active}`,
    );
  }
  own.history.push({ active: [d.to], kind: 'forced', since: now, by: d.by, ...(d.incident ? { incident: d.incident } : {}) });
  own.from = { ...d.from };
  delete own.fenced[d.to];
  delete own.lag;
}

function fence(own: WorkloadSituation, view: View, at: string, now: string): void {
  if (at !== view.active) throw refusal('Only the site that serves is fenced for a planned switch', at, view.active, `--at ${view.active}`);
  refuseTarget(view, view.standby);
  own.fenced[at] = now;
  delete own.lag;
}

function unfence(own: WorkloadSituation, view: View, at: string): void {
  if (at !== view.active || !view.fencedAt(at)) throw refusal(`${at} is not fenced for a switch`, at, view.active, 'nothing to do');
  delete own.fenced[at];
  delete own.lag;
}

function plannedMove(own: WorkloadSituation, view: View, d: { to: string; by: string }, now: string): void {
  refuseTarget(view, d.to);
  if (!view.fencedAt(view.active))
    throw refusal(
      `${view.active} still serves`,
      'not fenced',
      `a fence of ${view.sides.workload} at ${view.active}`,
      `continuity declare fence ${view.sides.workload} --at ${view.active}`,
    );
  own.history.push({ active: [d.to], kind: 'planned', since: now, by: d.by, protected: now, ...(own.lag ? { lag: own.lag } : {}) });
  delete own.fenced[d.to];
  delete own.lag;
}

function abort(view: View, stillReplica: boolean, now: string): void {
  const { last } = view;
  if (!last || last.kind === 'initial' || last.completed?.length)
    throw refusal('There is no move to abort', last?.kind ?? 'none', 'a move with nothing completed', 'a planned switch back');
  if (last.started?.length && !stillReplica) {
    throw refusal(
      `The promotion of ${last.started.join(', ')} was begun`,
      'past the point of no return',
      'a component that the service still reports as a replica',
      'look (the runbook has the command), then declare abort with --still-replica; otherwise go on with continuity run',
    );
  }
  last.aborted = now;
}

function retire(own: WorkloadSituation, view: View, generation: string): void {
  const match = /^(.+)@([^#]+)#(\d+)$/.exec(generation);
  const [, component = '', site = '', number = ''] = match ?? [];
  const old = view.sides.sites.includes(site) ? view.losses(site, component).length : 0;
  if (!match || Number(number) >= old)
    throw refusal(
      'This is not an old generation',
      generation,
      old ? `${component}@${site}#0 to #${old - 1}` : 'Component@site#generation, of a site that lost the role',
      'see the manifest',
    );
  if (site === view.standby && !view.isProtected)
    throw refusal(
      'The generation that follows it does not stand yet: with it would go what outlives the generations',
      generation,
      `a generation of ${component} at ${site} that follows it`,
      `continuity declare normal ${site} first`,
    );
  own.retired = [...new Set([...own.retired, generation])].sort();
}

function moveMarkers(before: Situation, after: Situation, sides: Sides): void {
  const was = new View(before, sides).facets();
  const own = after.workloads[sides.workload];
  if (!own) return;
  for (const [stack, facet] of Object.entries(new View(after, sides).facets())) {
    if (facet !== was[stack] && !isWithheld(after, stack)) own.markers[stack] = after.sequence;
    else own.markers[stack] ??= 0;
  }
}

const isWithheld = (situation: Situation, stack: string): boolean => ['lost', 'gone'].includes(situation.status[stack]?.is ?? '');

function refusal(what: string, value: string, allowed: string, fix: string): ContinuityError {
  return new ContinuityError({ id: 'DR-SIT-06', what, value, allowed, fix });
}
