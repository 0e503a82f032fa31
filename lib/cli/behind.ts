import { ContinuityError } from '../words/errors';
import type { Procedure } from '../words/actions';
import type { WorkloadManifest } from '../reports/manifest';
import type { Transition } from '../situation/phases';
import type { Situation } from '../situation/schema';
import { View } from '../situation/view';
import { meaningOf } from './meaning';
import type { Project } from './project';
import { readSituation, refuseMoved } from './situation-file';

/** Why nothing of an output is due for a workload: somebody declared since, or what it calls due is recorded as done. */
export type Behind =
  | { readonly is: 'stale'; readonly why: string }
  | { readonly is: 'settled'; readonly done: Procedure; readonly now?: Transition; readonly half?: true };

/** Whether the situation file has gone on from the output, as far as it concerns the workload; undefined where it has not. */
export function behindOf(project: Project, workload: WorkloadManifest): Behind | undefined {
  const file = readSituation(project);
  try {
    refuseMoved(file, project, workload);
  } catch (error) {
    if (error instanceof ContinuityError && error.id === 'DR-SIT-07') return { is: 'stale', why: error.details.what };
    throw error;
  }
  const done = workload.procedures.find(({ due }) => due);
  const own = project.sides.find((one) => one.workload === workload.id);
  if (!done || !own || file.log.length === project.manifest.situation.log.length) return undefined;
  const { due, phase } = meaningOf(file, own, project.sides);
  // What was announced is made by another output than what is begun.
  const isBegun = (situation: Situation): boolean => new View(situation, own).restoring?.started !== undefined;
  const isHalf = isBegun(file) && !isBegun(project.manifest.situation);
  const isSettled = due !== done.transition || isHalf || (phase === 'normal' && workload.situation.phase !== 'normal');
  if (!isSettled) return undefined;
  return { is: 'settled', done, ...(phase === 'normal' ? {} : { now: due }), ...(isHalf ? { half: true } : {}) };
}
