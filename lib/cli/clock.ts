import type { Procedure } from '../words/actions';
import { fromNow } from '../reports/deadlines';
import type { WorkloadManifest } from '../reports/manifest';

/** How long things have lasted, and how long they may. Seconds. */
export interface Clock {
  /** Without a standby for. */
  readonly unprotectedFor?: number;
  /** Nobody served for. */
  readonly interruptedFor?: number;
  /** Until the longest interruption the business survives is over; negative once it is. */
  readonly leftToMtpd?: number;
}

/** Reads the clock against what the manifest says. */
export function clockOf({ situation, objectives }: WorkloadManifest, now: Date): Clock {
  const since = (time: string): number => (now.getTime() - Date.parse(time)) / 1000;
  return {
    ...(situation.unprotectedSince === undefined ? {} : { unprotectedFor: since(situation.unprotectedSince) }),
    ...(situation.interruptedSince === undefined
      ? {}
      : { interruptedFor: since(situation.interruptedSince), leftToMtpd: objectives.mtpd - since(situation.interruptedSince) }),
  };
}

/** Seconds left to start a procedure so that it, and the business's own resumption, end before the MTPD; negative once it is too late. */
export function leftToStart({ leftToMtpd }: Clock, workload: WorkloadManifest, procedure: Procedure): number | undefined {
  return leftToMtpd === undefined ? undefined : leftToMtpd - workload.objectives.resumption - fromNow(workload, procedure);
}
