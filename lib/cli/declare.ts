import { ContinuityError } from '../words/errors';
import { shellLine } from '../reports/shell-line';
import { declare } from '../situation/declare';
import { sitesOf, type Sides } from '../situation/facts';
import { sentenceOf } from '../situation/lines';
import type { Situation } from '../situation/schema';
import type { Declaration } from '../situation/words';
import { stamp, tint, wrap, type Io } from './io';
import { meaningOf } from './meaning';
import { openProject, type CommonOptions, type Project } from './project';
import { sinceOf } from './since';
import { changeSituation, linesSince, otherSequence } from './situation-file';
import { whoSays } from './who';

/** Options of every command that writes the situation. */
export interface SayOptions extends CommonOptions {
  /** Who says it. */
  readonly by?: string;
}

/** Options of `continuity declare`. */
export interface DeclareOptions extends SayOptions {
  /** The sequence that the file must be at. */
  readonly sequence?: number;
}

/** Declares one thing: writes the situation file, and says what follows from it. */
export async function declareCommand(declaration: Declaration, options: DeclareOptions, io: Io): Promise<number> {
  const said = { by: whoSays(options.by, io), at: stamp(io) };
  const what = 'since' in declaration && declaration.since ? { ...declaration, since: sinceOf(declaration.since, io) } : declaration;
  const project = openProject(options, io);
  const { before, after } = await changeSituation(project, (file) => {
    refuseConflict(file, project, options.sequence, said.by);
    return declare(file, what, project.sides, said);
  });
  if (after === before) {
    io.out(`Nothing changes: ${sentenceOf(what)}, as was said before.\n`);
    return 0;
  }
  io.out(`${tint(io, 'strong', `Declared: ${sentenceOf(what)}`)}, by ${said.by}\n`);
  sayChange(before, after, project, io);
  const concerned = project.sides.filter((sides) =>
    'site' in what ? sitesOf(after, sides).includes(what.site) : sides.workload === what.workload,
  );
  sayMeaning(concerned, after, project, io);
  sayNext(concerned, before, project, io);
  return 0;
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

/** Where the file stands, and which stacks change with it. */
export function sayChange(before: Situation, after: Situation, { situationPath }: Project, io: Io): void {
  const marks = after.log.slice(before.log.length).flatMap((line) => Object.keys(line.marks));
  io.out(`  ${situationPath}: sequence ${before.sequence} -> ${after.sequence}\n`);
  io.out(marks.length > 0 ? `  stacks that change: ${[...new Set(marks)].sort().join(', ')}\n` : '  no stack changes\n');
}

/** What the situation means for each of these workloads. */
export function sayMeaning(concerned: readonly Sides[], after: Situation, { sides: all }: Project, io: Io): void {
  io.out('\nWhat it means:\n');
  for (const side of concerned) {
    const { text, commands } = meaningOf(after, side, all);
    io.out(`  ${wrap(`${side.workload}: ${text}`, io.columns - 2, '    ')}\n`);
    for (const command of commands) io.out(`      ${shellLine(command)}\n`);
  }
}

function sayNext(concerned: readonly Sides[], before: Situation, { situationPath }: Project, io: Io): void {
  const plan = concerned.length === 1 ? `continuity plan ${concerned[0]?.workload ?? ''}` : 'continuity plan';
  const undo = before.log.length === 0 ? `delete ${situationPath}` : `git checkout ${situationPath} (sequence ${before.sequence})`;
  io.out(
    `\nNext: synthesize (cdktf synth), then: ${plan}\nA mistake, before it is synthesized: ${undo}. After that: declare what is so (normal, abort).\n`,
  );
}
