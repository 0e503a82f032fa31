import { proceduresOf, workloadsOf } from './choose';
import { overdue } from './deadlines';
import type { Io } from './io';
import { planText, staleness } from './plan-text';
import { openProject, type CommonOptions } from './project';
import { clockOf } from './clock';
import { readSituation } from './situation-file';

/** Options of `continuity plan`. */
export interface PlanOptions extends CommonOptions {
  readonly transition?: string;
  readonly json?: boolean;
}

/** Shows where each workload stands and what is to be done. Changes nothing. */
export function planCommand(id: string | undefined, options: PlanOptions, io: Io): number {
  const project = openProject(options, io);
  const workloads = workloadsOf(project, id).map((workload) => ({ workload, procedures: proceduresOf(workload, options.transition) }));
  if (options.json) {
    const data = workloads.map(({ workload, procedures }) => ({
      id: workload.id,
      situation: workload.situation,
      ...clockOf(workload, io.now()),
      findings: workload.findings.filter((f) => f.level !== 'info' && !f.acknowledged),
      overdue: overdue(workload, io.now()),
      ...staleField(staleness(project, workload)),
      procedures,
    }));
    const file = readSituation(project).sequence;
    io.out(
      `${JSON.stringify({ sequence: project.manifest.sequence, situationFile: { path: project.situationPath, sequence: file }, workloads: data }, null, 2)}\n`,
    );
    return 0;
  }
  io.out(workloads.map(({ workload, procedures }) => planText(project, workload, procedures, io)).join('\n'));
  return 0;
}

const staleField = (stale: string | undefined): { readonly stale?: string } => (stale === undefined ? {} : { stale });
