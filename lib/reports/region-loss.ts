import { beforeClock } from '../objectives/objectives';
import { lineOf } from '../situation/lines';
import { inOrder, waitsFor } from '../words/in-order';
import type { Procedure } from '../words/actions';
import { fromNow, isRtoVerified, untilDecided } from './deadlines';
import type { Manifest, WorkloadManifest } from './manifest';

/** A workload that moves where a site is lost, or would have to. */
export interface Moving {
  readonly workload: WorkloadManifest;
  /** The other site. */
  readonly to: string;
  /** Ids of those that it waits for, among those that move. */
  readonly after: readonly string[];
  /** Its sheet; undefined where nothing leads there as it stands now: {@link stuck} says why. */
  readonly sheet?: Procedure;
  /** Why it cannot move; what may be declared is told by `continuity plan`, once that the site is lost is. */
  readonly stuck?: string;
  /** Seconds from the incident until it serves, by the usual times, where all are moved at once: not before those that it waits for. Undefined: it, or one that it waits for, cannot move. */
  readonly atOnce?: number;
  /** The same, where one after the other is moved, by one person. */
  readonly inTurn?: number;
  /** Seconds from the incident within which it has to serve. */
  readonly limit: number;
  /** False: a part of these times is UNVERIFIED. */
  readonly verified: boolean;
}

/** A workload that serves elsewhere, and is of no use until others are back. */
export interface Waiting {
  readonly workload: WorkloadManifest;
  /** Their ids. */
  readonly after: readonly string[];
}

/** What the loss of one site does to all workloads of an app, as they stand. */
export interface RegionLoss {
  /** The site: cloud:region. */
  readonly site: string;
  /** In the order in which they are recovered. */
  readonly moving: readonly Moving[];
  /** Those that serve elsewhere, and stood by there: they go on, unprotected. */
  readonly unprotected: readonly WorkloadManifest[];
  /** Those that move nowhere, and wait for one that does. */
  readonly waiting: readonly Waiting[];
  /** What is declared first, each once. */
  readonly declare: readonly (readonly string[])[];
}

/** Every site at which a workload of the app serves or stands by. */
export const sitesIn = ({ workloads }: Manifest): string[] =>
  [...new Set(workloads.flatMap(({ situation }) => [situation.active, situation.standby]))].sort();

/** What the loss of a site does to all workloads, in one order: that of all of them, since one that moves may wait for another one by way of a third that does not. */
export function regionLoss({ workloads }: Pick<Manifest, 'workloads'>, site: string): RegionLoss {
  const moves = inOrder(workloads).filter((one) => leaves(one, site));
  const after = ({ id }: WorkloadManifest): string[] =>
    waitsFor(id, workloads)
      .filter((one) => moves.includes(one))
      .map((one) => one.id);
  const moving: Moving[] = [];
  let done = 0;
  for (const workload of moves) {
    const way = wayOf(workload, site);
    const times = way.sheet ? timesOf(workload, way.sheet, done) : undefined;
    const before = moving.filter((one) => after(workload).includes(one.workload.id));
    moving.push({ ...movingOf(workload, before, times), ...way });
    done = times?.inTurn ?? done;
  }
  const others = workloads.filter((one) => !moves.includes(one));
  return {
    site,
    moving,
    unprotected: others.filter(({ situation }) => situation.standby === site),
    waiting: others.map((workload) => ({ workload, after: after(workload) })).filter((one) => one.after.length > 0),
    declare: [...new Map(moving.flatMap((one) => declaredOf(one, site)).map((line) => [line.join(' '), [...line]])).values()],
  };
}

const failoverOf = ({ procedures }: WorkloadManifest): Procedure | undefined =>
  procedures.find(({ transition }) => transition === 'failover');

/** Where its sheet leads: what is declared of it last. */
const takerOf = ({ declaration }: Procedure): string | undefined => declaration.at(-1)?.at(-1);

/** Whether it has to move: it serves there, or a move that is open takes it away from there. */
function leaves(workload: WorkloadManifest, site: string): boolean {
  const { active, standby } = workload.situation;
  const sheet = failoverOf(workload);
  return active === site || (standby === site && sheet !== undefined && takerOf(sheet) === active);
}

/** What leads it away from there. */
function wayOf(workload: WorkloadManifest, site: string): Pick<Moving, 'to' | 'sheet' | 'stuck'> {
  const { active, standby, is } = workload.situation;
  const to = active === site ? standby : active;
  const sheet = failoverOf(workload);
  if (workload.sites.find(({ key }) => key === to)?.role === 'withheld') return { to, stuck: `${to} does not answer, either` };
  if (sheet === undefined || takerOf(sheet) !== to) return { to, stuck: is };
  return { to, sheet };
}

/** Nobody declares again what is open. */
function declaredOf({ sheet, workload }: Moving, site: string): readonly (readonly string[])[] {
  if (sheet) return sheet.due ? [] : sheet.declaration;
  return workload.sites.find(({ key }) => key === site)?.role === 'withheld' ? [] : [lineOf({ op: 'lost', site })];
}

/** Alone, and by one person who is through with others then: nobody begins before it is decided. */
function timesOf(workload: WorkloadManifest, sheet: Procedure, done: number): Required<Pick<Moving, 'atOnce' | 'inTurn'>> {
  const decided = untilDecided(workload);
  const takes = fromNow(workload, sheet);
  return { atOnce: decided + takes, inTurn: Math.max(done, decided) + takes };
}

function movingOf(
  workload: WorkloadManifest,
  before: readonly Moving[],
  times: ReturnType<typeof timesOf> | undefined,
): Omit<Moving, 'to' | 'sheet' | 'stuck'> {
  const others = before.flatMap(({ atOnce }) => (atOnce === undefined ? [] : [atOnce]));
  const comes = times !== undefined && others.length === before.length;
  return {
    workload,
    after: before.map((one) => one.workload.id),
    ...(comes ? { ...times, atOnce: Math.max(times.atOnce, ...others) } : {}),
    limit: workload.objectives.rto + beforeClock(workload.objectives),
    verified: isRtoVerified(workload) && before.every((one) => one.verified),
  };
}

/** Those that one person, who moves one after the other, would have serve too late. */
export const lateInTurn = ({ moving }: RegionLoss): Moving[] =>
  moving.filter(({ inTurn, limit }) => inTurn !== undefined && inTurn > limit);
