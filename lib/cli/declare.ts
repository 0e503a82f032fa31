import { ContinuityError } from '../words/errors';
import { declare } from '../situation/declare';
import { sitesOf } from '../situation/facts';
import { sentenceOf } from '../situation/lines';
import type { Situation } from '../situation/schema';
import type { Declaration } from '../situation/words';
import { refuseHidden, tell, type SayOptions } from './change';
import { EXIT } from './exit';
import { stamp, type Io } from './io';
import { openProject, type Project } from './project';
import { sinceOf } from './since';
import { changeSituation, linesSince, otherSequence, previewSituation } from './situation-file';
import { refuseNoIncident, whoSays } from './who';

/** Options of `continuity declare`. */
export interface DeclareOptions extends SayOptions {
  /** The sequence that the file must be at. */
  readonly sequence?: number;
}

/**
 * Declares one thing: writes the situation file, and says what follows from it. A dry run says the same and writes nothing: what is
 * refused is refused there too, but for a loss that is not accepted yet, which is shown first.
 */
export async function declareCommand(declaration: Declaration, options: DeclareOptions, io: Io): Promise<number> {
  const said = { by: whoSays(options.by, io), at: stamp(io) };
  refuseHidden({ ...declaration });
  if ('incident' in declaration) refuseNoIncident(declaration.incident);
  const what = 'since' in declaration && declaration.since ? { ...declaration, since: sinceOf(declaration.since, io) } : declaration;
  const project = openProject(options, io);
  const change = (asked: Declaration) => (file: Situation) => {
    refuseConflict(file, project, options.sequence, said.by);
    return declare(file, asked, project.sides, said);
  };
  const { before, after, refusal } = options.dryRun
    ? preview(project, what, change)
    : { ...(await changeSituation(project, change(what))), refusal: undefined };
  const concerned = project.sides.filter((sides) =>
    'site' in what ? sitesOf(after, sides).includes(what.site) : sides.workload === what.workload,
  );
  const made = { what: sentenceOf(what), said, before, after, concerned, ...(refusal ? { refusal } : {}) };
  tell(made, tellingOf(what, concerned, before, project), project, options, io);
  if (refusal && !options.json) throw refusal;
  return refusal ? EXIT.failed : EXIT.done;
}

/** What would be written; where it is refused for its loss alone, what would be if that were accepted, and the refusal. */
function preview(
  project: Project,
  what: Declaration,
  change: (asked: Declaration) => (file: Situation) => Situation,
): { before: Situation; after: Situation; refusal: ContinuityError | undefined } {
  try {
    return { ...previewSituation(project, change(what)), refusal: undefined };
  } catch (error) {
    if (!(error instanceof ContinuityError) || error.id !== 'DR-SIT-09') throw error;
    return { ...previewSituation(project, change(accepted(what))), refusal: error };
  }
}

const accepted = (what: Declaration): Declaration => (what.op === 'failover' ? { ...what, acceptLoss: true } : what);

function tellingOf(
  what: Declaration,
  concerned: readonly { readonly workload: string }[],
  before: Situation,
  { situationPath }: Project,
): Parameters<typeof tell>[1] {
  const plan = concerned.length === 1 ? `continuity plan ${concerned[0]?.workload ?? ''}` : 'continuity plan';
  const undo = before.log.length === 0 ? `delete ${situationPath}` : `git checkout ${situationPath} (sequence ${before.sequence})`;
  return {
    done: 'Declared',
    would: 'declare',
    nothing: `Nothing changes: ${sentenceOf(what)}, as was said before.`,
    next: `Next: synthesize (cdktf synth), then: ${plan}\nA mistake, before it is synthesized: ${undo}. After that: declare what is so (normal, abort).`,
  };
}

/** The file must be where the manifest left it, or go on from there in what the same person declared; or be where `--sequence` says. */
function refuseConflict(file: Situation, { manifest, situationPath }: Project, expected: number | undefined, by: string): void {
  if (expected !== undefined && file.sequence !== expected) {
    throw new ContinuityError({
      id: 'DR-SIT-07',
      what: `${situationPath} is at sequence ${file.sequence}, not ${expected}: someone declared in between`,
      value: `--sequence ${expected}, file ${file.sequence}`,
      allowed: `${file.sequence}`,
      fix: 'read the file, synthesize again, and declare what still holds',
    });
  }
  const other = linesSince(file, manifest, situationPath).find((line) => 'op' in line.what && line.by !== by);
  if (other && expected === undefined) throw otherSequence(file, manifest, situationPath, other);
}
