import { ContinuityError } from '../words/errors';
import { didYouMean } from '../words/nearest';
import type { Procedure } from '../words/actions';
import { transitionSchema } from '../situation/phases';
import type { WorkloadManifest } from '../reports/manifest';
import { workloadNamed, type Project } from './project';

/** A procedure and its workload. */
export interface Chosen {
  readonly workload: WorkloadManifest;
  readonly procedure: Procedure;
}

/** The workloads a command is about: the one named, or all. */
export function workloadsOf(project: Project, id: string | undefined): readonly WorkloadManifest[] {
  return id === undefined ? project.manifest.workloads : [workloadNamed(project, id)];
}

/** The sheets to show: those asked for, else those that are due. */
export function proceduresOf(workload: WorkloadManifest, transition: string | undefined): readonly Procedure[] {
  if (transition === undefined) return workload.procedures.filter((p) => p.due);
  refuseUnknown(transition);
  return workload.procedures.filter((p) => p.transition === transition);
}

/** The one procedure to run. Throws `DR-CLI-03` where there is none or more than one. */
export function theProcedure(project: Project, id: string | undefined, transition: string | undefined): Chosen {
  const all = workloadsOf(project, id).flatMap((workload) =>
    proceduresOf(workload, transition).map((procedure) => ({ workload, procedure })),
  );
  const [only] = all;
  if (only && all.length === 1) return only;
  const names = all.map(({ workload, procedure }) => `continuity run ${workload.id} --transition ${procedure.transition}`);
  throw new ContinuityError({
    id: 'DR-CLI-03',
    what: all.length === 0 ? 'Nothing is due' : 'More than one procedure is due',
    value: transition ?? `sequence ${project.manifest.sequence}`,
    allowed: names.length > 0 ? names : 'a procedure that the declared situation calls for',
    fix:
      names.length > 0 ? 'name one of them' : 'declare what happened (`continuity declare`), synthesize, and look with `continuity plan`',
  });
}

/** Refuses to carry out a procedure that the situation does not call for. */
export function refuseNotDue({ procedure, workload }: Chosen): void {
  if (procedure.due) return;
  const first = procedure.declaration.map((line) => line.join(' ')).join(', then ');
  throw new ContinuityError({
    id: 'DR-CLI-03',
    what: `The procedure "${procedure.title}" of ${workload.id} is not due: it is a sheet to read beforehand`,
    value: procedure.transition,
    allowed:
      workload.procedures
        .filter((p) => p.due)
        .map((p) => p.transition)
        .join(', ') || 'nothing now',
    fix: first ? `${first}; synthesize; then run it` : 'declare what happened, and synthesize',
  });
}

function refuseUnknown(transition: string): void {
  if (transitionSchema.safeParse(transition).success) return;
  throw new ContinuityError({
    id: 'DR-CLI-03',
    what: 'No such transition',
    value: transition,
    allowed: transitionSchema.options,
    fix: didYouMean(transition, transitionSchema.options),
  });
}
