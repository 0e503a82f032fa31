import { record } from '../situation/declare';
import { recordLineOf } from '../situation/lines';
import type { Situation } from '../situation/schema';
import type { Happening } from '../situation/words';
import { shellLine } from '../reports/shell-line';
import { tell, type SayOptions } from './change';
import { stamp, type Io } from './io';
import { openProject, workloadNamed, type Project } from './project';
import { changeSituation, previewSituation, refuseMoved } from './situation-file';
import { whoSays } from './who';

/** Records one thing that happened, for a person who works without the runner: with the runner's own checks. */
export async function recordCommand(what: (project: Project) => Happening, options: SayOptions, io: Io): Promise<number> {
  const said = { by: whoSays(options.by, io), at: stamp(io) };
  const project = openProject(options, io);
  const happening = what(project);
  const change = (file: Situation): Situation => {
    refuseMoved(file, project, workloadNamed(project, happening.workload));
    return record(file, happening, project.sides, said);
  };
  const { before, after } = options.dryRun ? previewSituation(project, change) : await changeSituation(project, change);
  const telling = {
    done: 'Recorded',
    would: 'record',
    nothing: 'Nothing changes: it was recorded before.',
    next: `Commit ${project.situationPath}.`,
  };
  const concerned = project.sides.filter((sides) => sides.workload === happening.workload);
  tell({ what: shellLine(recordLineOf(happening).slice(2)), said, before, after, concerned }, telling, project, options, io);
  return 0;
}
