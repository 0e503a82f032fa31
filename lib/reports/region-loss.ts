import { inOrder, waitsFor } from '../words/in-order';
import type { Procedure } from '../words/actions';
import { beforeClock, fromNow, isRtoVerified, untilDecided } from './deadlines';
import type { Manifest, WorkloadManifest } from './manifest';

/** A workload that moves where a site is lost. */
export interface Moving {
  readonly workload: WorkloadManifest;
  /** Where it moves to. */
  readonly to: string;
  /** Ids of those that it waits for, among those that move. */
  readonly after: readonly string[];
  /** Its sheet; undefined where none is offered as it stands now: `continuity plan` says why. */
  readonly sheet?: Procedure;
  /** Seconds from the incident until it serves, by the usual times, where all are moved at once: not before those that it waits for. */
  readonly atOnce: number;
  /** The same, where one after the other is moved, by one person. */
  readonly inTurn: number;
  /** Seconds from the incident within which it has to serve. */
  readonly limit: number;
  /** False: a part of these times is UNVERIFIED. */
  readonly verified: boolean;
}

/** What the loss of one site does to all workloads of an app, as they stand. */
export interface RegionLoss {
  /** The site: cloud:region. */
  readonly site: string;
  /** In the order in which they are recovered. */
  readonly moving: readonly Moving[];
  /** Those that serve elsewhere, and stood by there: they go on, unprotected. */
  readonly unprotected: readonly WorkloadManifest[];
  /** What is declared first, each once. */
  readonly declare: readonly (readonly string[])[];
}

/** Every site at which a workload of the app serves or stands by. */
export const sitesIn = ({ workloads }: Manifest): string[] =>
  [...new Set(workloads.flatMap(({ situation }) => [situation.active, situation.standby]))].sort();

/** What the loss of a site does to all workloads, in one order. */
export function regionLoss({ workloads }: Pick<Manifest, 'workloads'>, site: string): RegionLoss {
  const moves = inOrder(workloads.filter(({ situation }) => situation.active === site));
  const moving: Moving[] = [];
  let done = 0;
  for (const workload of moves) {
    const one = movingOf(workload, moves, moving, done);
    moving.push(one);
    done = one.inTurn;
  }
  const declared = moving.flatMap(({ sheet }) => sheet?.declaration ?? []).map((line) => [...line]);
  return {
    site,
    moving,
    unprotected: workloads.filter(({ situation }) => situation.standby === site && situation.active !== site),
    declare: [...new Map(declared.map((line) => [line.join(' '), line])).values()],
  };
}

function movingOf(workload: WorkloadManifest, moves: readonly WorkloadManifest[], before: readonly Moving[], done: number): Moving {
  const { id, situation, procedures } = workload;
  const to = situation.standby;
  const sheet = procedures.find(({ transition }) => transition === 'failover');
  const after = waitsFor(id, moves).map((one) => one.id);
  const own = untilDecided(workload) + (sheet ? fromNow(workload, sheet) : workload.budget.rto);
  const others = before.filter((one) => after.includes(one.workload.id)).map(({ atOnce }) => atOnce);
  return {
    workload,
    to,
    after,
    ...(sheet ? { sheet } : {}),
    atOnce: Math.max(own, ...others),
    inTurn: done === 0 ? own : done + (own - untilDecided(workload)),
    limit: workload.objectives.rto + beforeClock(workload),
    verified: isRtoVerified(workload) && !before.some((one) => after.includes(one.workload.id) && !one.verified),
  };
}

/** Those that one person, who moves one after the other, would have serve too late. */
export const lateInTurn = ({ moving }: RegionLoss): Moving[] => moving.filter(({ inTurn, limit }) => inTurn > limit);
