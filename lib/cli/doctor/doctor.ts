import { setMaxListeners } from 'node:events';
import type { WorkloadManifest } from '../../reports/manifest';
import { workloadsOf } from '../choose';
import { EXIT } from '../exit';
import type { Io } from '../io';
import { outJson } from '../output';
import { openProject, type CommonOptions, type Project } from '../project';
import { askMachine } from './machine';
import { askPlace } from './place';
import { NEVER_ASKED, seenText, summaryText } from './text';
import type { Counts, Seen, SeenPlace } from './seen';
import type { Answer, Verdict } from './verdict';

/** Options of `continuity doctor`. */
export interface DoctorOptions extends CommonOptions {
  /** Seconds that each place has. */
  readonly within: number;
  readonly json?: boolean;
}

/**
 * Asks, ahead of the day and from the machine that would run, whether a recovery could run: reads alone, without a lock. Exit code 0 where
 * everything is seen and good, 1 where something is wrong, 5 where nothing seen is wrong, and something could not be seen.
 */
export async function doctorCommand(id: string | undefined, options: DoctorOptions, io: Io): Promise<number> {
  const project = openProject(options, io);
  // Each program that runs listens, and many run at a time.
  setMaxListeners(0, io.interrupt);
  const seen: Seen[] = [];
  for (const workload of workloadsOf(project, id)) {
    const one = await lookAt(project, workload, options.within, io);
    seen.push(one);
    if (!options.json) io.out(seenText(one, project.manifest.sequence, io));
  }
  const counts = countsOf(seen.flatMap(({ places }) => places.flatMap(({ answers }) => answers)));
  const exit = counts.wrong > 0 ? EXIT.failed : counts.unseen > 0 ? EXIT.unseen : EXIT.done;
  if (options.json) outJson(io, dataOf(project, seen, counts, exit));
  else io.out(summaryText(counts, seen, io));
  return exit;
}

/** Every place at the same time: one that does not answer keeps no other one waiting. */
async function lookAt(project: Project, workload: WorkloadManifest, within: number, io: Io): Promise<Seen> {
  const machine = await askMachine({ io, project }, workload);
  const places = await Promise.all(
    (workload.doctor?.places ?? []).map(async (place): Promise<SeenPlace> => {
      const answers = await askPlace({ io, project }, { place, missing: machine.missing, within });
      return { key: place.key, is: place.is, answers };
    }),
  );
  return { workload, places: [{ key: 'this machine', is: 'machine', answers: machine.answers }, ...places] };
}

function countsOf(answers: readonly Answer[]): Counts {
  const of = (verdict: Verdict): number => answers.filter((one) => one.verdict === verdict).length;
  return { ok: of('ok'), wrong: of('wrong'), unseen: of('unseen') };
}

const dataOf = ({ manifest }: Project, seen: readonly Seen[], counts: Counts, exit: number): object => ({
  sequence: manifest.sequence,
  counts,
  neverAsked: NEVER_ASKED,
  workloads: seen.map(({ workload, places }) => ({ id: workload.id, phase: workload.situation.phase, places })),
  exitCode: exit,
});
