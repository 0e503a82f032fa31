import { inWords } from '../objectives/duration';
import type { Procedure } from '../words/actions';
import type { WorkloadManifest } from './manifest';

/** A figure of the manifest. */
export type FigureManifest = WorkloadManifest['budget']['parts'][number]['figure'];

/** Stands behind a figure that nobody checked. */
export const UNVERIFIED = '**UNVERIFIED**';

/** Seconds in words, marked where they rest on a figure that nobody checked. */
export function shown(seconds: number, verified: boolean): string {
  const words = seconds < 0 ? `−${inWords(-seconds)}` : inWords(seconds);
  return verified ? words : `${words} ${UNVERIFIED}`;
}

/** A figure in words, marked where nobody checked it. */
export function figureShown(figure: FigureManifest): string {
  return shown(figure.seconds, figure.verified);
}

/** Whether everything that the computed recovery time is made of was checked. */
export function isRtoVerified({ budget }: WorkloadManifest): boolean {
  return budget.parts.every((part) => part.figure.verified);
}

/** Whether the figure that sets the computed RPO was checked. */
export function isRpoVerified({ budget, components }: WorkloadManifest): boolean {
  const worst = components.find((c) => c.component === budget.worst);
  return worst ? worst.rpo.verified : components.every((c) => c.rpo.verified);
}

/** Seconds of the RTO that pass before anybody acts, on the declared clock. */
export function beforeActing({ objectives }: WorkloadManifest): number {
  const { clock, detection, decision } = objectives;
  return clock === 'call' ? 0 : decision + (clock === 'incident' ? detection : 0);
}

/** Seconds from the incident until it is decided. */
export const untilDecided = ({ objectives }: WorkloadManifest): number => objectives.detection + objectives.decision;

/** Seconds that a procedure works, its decisions left out: they are counted apart. */
export function workOf(procedure: Procedure): number {
  const decisions = procedure.waves.flatMap((wave) => wave.actions).filter((action) => action.do === 'decide');
  return Math.max(0, procedure.estimate - decisions.reduce((sum, action) => sum + action.usual, 0));
}

/** Seconds that the budget leaves once it is decided. */
const recoveryOf = (workload: WorkloadManifest): number => Math.max(0, workload.budget.rto - beforeActing(workload));

/**
 * Seconds from now until a procedure is through; of a forced move, until users are served: the longer of the budget and of its own steps.
 * One figure, wherever that is asked.
 */
export function fromNow(workload: WorkloadManifest, procedure: Procedure): number {
  return procedure.transition === 'failover' ? Math.max(recoveryOf(workload), workOf(procedure)) : procedure.estimate;
}

/** From when the RTO is counted, in words. */
export const fromClock = ({ objectives }: WorkloadManifest): string => `from the ${objectives.clock}`;

/** By when a failover must be decided. */
export interface Deadline {
  /** Seconds from the interruption; zero or less: at once, it is late already. */
  readonly latest: number;
  /** Seconds that recovery takes once decided: the longer of the budget and the failover procedure. */
  readonly recovery: number;
}

/** The latest time to decide: the MTPD, less the business's own resumption, less what recovery takes. */
export function deadline(workload: WorkloadManifest): Deadline {
  const { objectives, procedures } = workload;
  const failovers = procedures.filter((p) => p.transition === 'failover').map((p) => fromNow(workload, p));
  const recovery = Math.max(recoveryOf(workload), ...failovers);
  return { latest: objectives.mtpd - objectives.resumption - recovery, recovery };
}
