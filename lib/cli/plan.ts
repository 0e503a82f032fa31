import { countFindings } from './accepted';
import { behindOf, type Behind } from './behind';
import { proceduresOf, workloadsOf } from './choose';
import { clockOf } from './clock';
import { overdue } from './deadlines';
import { EXIT } from './exit';
import type { Io } from './io';
import { outJson } from './output';
import { ContinuityError } from '../words/errors';
import { didYouMean } from '../words/nearest';
import { regionLoss, sitesIn, type RegionLoss } from '../reports/region-loss';
import { lossText } from './loss-text';
import { planText } from './plan-text';
import { openProject, type CommonOptions, type Project } from './project';
import { readSituation } from './situation-file';
import { statusOf } from './status';

/** Options of `continuity plan`. */
export interface PlanOptions extends CommonOptions {
  readonly transition?: string;
  readonly detailedExitcode?: boolean;
  /** A site: what its loss does to all workloads. */
  readonly lost?: string;
}

/** Shows where each workload stands and what is to be done. Changes nothing. */
export function planCommand(id: string | undefined, options: PlanOptions, io: Io): number {
  const project = openProject(options, io);
  if (options.lost !== undefined) return lossCommand(project, options.lost, { id, ...options }, io);
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

/** Shows what the loss of a site does to all workloads, in one order. */
function lossCommand(
  project: Project,
  site: string,
  { id, transition, detailedExitcode, json }: PlanOptions & { readonly id: string | undefined },
  io: Io,
): number {
  const sites = sitesIn(project.manifest);
  const other = id ?? transition ?? (detailedExitcode ? '--detailed-exitcode' : undefined);
  if (other !== undefined || !sites.includes(site))
    throw new ContinuityError({
      id: 'DR-CLI-03',
      what: other === undefined ? 'No workload serves or stands by there' : '--lost is about all workloads, and about no sheet',
      value: other ?? site,
      allowed: sites,
      fix: other === undefined ? didYouMean(site, sites) : `continuity plan --lost ${site}`,
    });
  const loss = regionLoss(project.manifest, site);
  if (!json) io.out(lossText(loss, io));
  else outJson(io, { sequence: project.manifest.sequence, ...lossData(loss) });
  return EXIT.done;
}

/** Workloads by their ids. */
const lossData = ({ site, moving, unprotected, waiting, declare }: RegionLoss): object => ({
  lost: site,
  declare,
  moving: moving.map(({ workload, to, after, atOnce, inTurn, limit, verified, sheet, stuck }) => ({
    workload: workload.id,
    priority: workload.priority,
    to,
    after,
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(inTurn === undefined ? {} : { inTurn }),
    within: limit,
    verified,
    ...(sheet ? { transition: sheet.transition } : {}),
    ...(stuck === undefined ? {} : { stuck }),
  })),
  unprotected: unprotected.map(({ id }) => id),
  waiting: waiting.map(({ workload, after }) => ({ workload: workload.id, after })),
});

function behindFields(behind: Behind | undefined): { readonly stale?: string; readonly settled?: string } {
  if (!behind) return {};
  return behind.is === 'stale' ? { stale: behind.why } : { settled: behind.done.transition };
}
