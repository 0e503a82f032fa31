import { record } from '../situation/declare';
import { recordLineOf } from '../situation/lines';
import type { Happening } from '../situation/words';
import { shellLine } from '../reports/shell-line';
import { sayChange, sayMeaning, type SayOptions } from './declare';
import { stamp, tint, type Io } from './io';
import { openProject, workloadNamed, type Project } from './project';
import { changeSituation, refuseMoved } from './situation-file';
import { whoSays } from './who';

/** Records one thing that happened, for a person who works without the runner: with the runner's own checks. */
export async function recordCommand(what: (project: Project) => Happening, options: SayOptions, io: Io): Promise<number> {
  const said = { by: whoSays(options.by, io), at: stamp(io) };
  const project = openProject(options, io);
  const happening = what(project);
  const { before, after } = await changeSituation(project, (file) => {
    refuseMoved(file, project, workloadNamed(project, happening.workload));
    return record(file, happening, project.sides, said);
  });
  if (after === before) {
    io.out('Nothing changes: it was recorded before.\n');
    return 0;
  }
  io.out(`${tint(io, 'strong', `Recorded: ${shellLine(recordLineOf(happening).slice(2))}`)}, by ${said.by}\n`);
  sayChange(before, after, project, io);
  const concerned = project.sides.filter((sides) => sides.workload === happening.workload);
  sayMeaning(concerned, after, project, io);
  io.out(`\nCommit ${project.situationPath}.\n`);
  return 0;
}
