import { lineOf } from '../situation/lines';
import type { Action, Procedure } from '../words/actions';
import type { Edition } from './edition';
import type { Manifest, StackManifest, WorkloadManifest } from './manifest';

/** What each page of one workload's runbook is written from. */
export interface RunbookSource {
  /** The whole plan. */
  readonly manifest: Manifest;
  /** The workload it is about. */
  readonly workload: WorkloadManifest;
  /** Which copy it is: on every part. */
  readonly edition: Edition;
  /** Its procedures, in the order of the sheets. */
  readonly procedures: readonly Procedure[];
  /** Its stacks. */
  readonly stacks: readonly StackManifest[];
}

/** What a sheet is called on the cover, in its title and over the telephone. */
export function sheetName(procedure: Procedure): string {
  return `Sheet ${procedure.transition.toUpperCase()}`;
}

/** The line that gives up the move of a sheet, while that is legal: once it is recorded as begun it goes on. */
export function abortOf({ workload }: RunbookSource, { transition, workload: id }: Procedure): string[] | undefined {
  if (!['failover', 'switch', 'restore'].includes(transition)) return undefined;
  const abort = lineOf({ op: 'abort', workload: id });
  const isOpen = ['failing-over', 'switching', 'restoring'].includes(workload.situation.phase);
  return !isOpen || workload.situation.then.some((line) => line[2] === abort[2]) ? abort : undefined;
}

/** Whether an action changes something that cannot be put back. */
export function isIrreversible(action: Action): boolean {
  return action.pointOfNoReturn || (action.undo === undefined && (action.do === 'apply' || action.do === 'command'));
}
