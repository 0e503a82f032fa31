import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ContinuityError } from '../words/errors';
import { refuseIllegal } from '../situation/legal';
import { merge } from '../situation/merge';
import type { Situation } from '../situation/schema';
import { tell, type SayOptions } from './change';
import { stamp, type Io } from './io';
import { openProject } from './project';
import { changeSituation, previewSituation, readSituation } from './situation-file';
import { whoSays } from './who';

/** Options of `continuity merge`. */
export interface MergeOptions extends SayOptions {
  /** The side that is right where the two contradict each other. */
  readonly prefer?: 'ours' | 'theirs';
}

/** Makes one situation of two branches of it, and writes it in the place of ours. */
export async function mergeCommand(theirs: string, options: MergeOptions, io: Io): Promise<number> {
  const said = { by: whoSays(options.by, io), at: stamp(io) };
  const project = openProject(options, io);
  const path = resolve(io.cwd, theirs);
  if (!existsSync(path))
    throw new ContinuityError({
      id: 'DR-SIT-01',
      what: 'The other branch of the situation does not exist',
      value: path,
      allowed: 'a situation file',
      fix: 'git show BRANCH:./situation.json > theirs.json, then continuity merge theirs.json',
    });
  const other = readSituation({ situationPath: path, sides: project.sides });
  const change = (ours: Situation): Situation => {
    const one = merge(ours, other, project.sides, said, options.prefer);
    refuseIllegal(one, project.sides, project.situationPath);
    return one;
  };
  const { before, after } = options.dryRun ? previewSituation(project, change) : await changeSituation(project, change);
  const telling = {
    done: 'Merged',
    would: `merge ${path}`,
    nothing: 'Nothing changes: ours has all that theirs has.',
    next: `Next: commit ${project.situationPath}, synthesize (cdktf synth), then: continuity plan`,
  };
  tell({ what: '', said, before, after, concerned: project.sides }, telling, project, options, io);
  return 0;
}
