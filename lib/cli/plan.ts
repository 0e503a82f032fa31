import { countFindings } from './accepted';
import { behindOf, type Behind } from './behind';
import { proceduresOf, workloadsOf } from './choose';
import { clockOf } from './clock';
import { overdue } from './deadlines';
import { EXIT } from './exit';
import type { Io } from './io';
import { outJson } from './output';
import { planText } from './plan-text';
import { openProject, type CommonOptions } from './project';
import { readSituation } from './situation-file';
import { statusOf } from './status';

/** Options of `continuity plan`. */
export interface PlanOptions extends CommonOptions {
  readonly transition?: string;
  readonly detailedExitcode?: boolean;
}

/** Shows where each workload stands and what is to be done. Changes nothing. */
export function planCommand(id: string | undefined, options: PlanOptions, io: Io): number {
  const project = openProject(options, io);
  const workloads = workloadsOf(project, id).map((workload) => ({ workload, procedures: proceduresOf(workload, options.transition) }));
  const code = options.detailedExitcode ? statusOf(project, id, io).exitCode : EXIT.done;
  if (!options.json) {
    io.out(workloads.map(({ workload, procedures }) => planText(project, workload, procedures, io)).join('\n'));
    return code;
  }
  outJson(io, {
    sequence: project.manifest.sequence,
    situationFile: { path: project.situationPath, sequence: readSituation(project).sequence },
    workloads: workloads.map(({ workload, procedures }) => ({
      id: workload.id,
      situation: workload.situation,
      ...clockOf(workload, io.now()),
      findings: workload.findings.filter((f) => f.level !== 'info' && !f.acknowledged),
      accepted: countFindings(workload).accepted,
      overdue: overdue(workload, io.now()),
      ...behindFields(behindOf(project, workload)),
      procedures,
    })),
  });
  return code;
}

function behindFields(behind: Behind | undefined): { readonly stale?: string; readonly settled?: string } {
  if (!behind) return {};
  return behind.is === 'stale' ? { stale: behind.why } : { settled: behind.done.transition };
}
