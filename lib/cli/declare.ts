import { declare, type Declaration } from '../situation/declare';
import { ContinuityError } from '../errors';
import type { Situation } from '../situation/schema';
import { stamp, tint, wrap, type Io } from './io';
import { meaningOf } from './meaning';
import { openProject, type CommonOptions, type Project } from './project';
import { changeSituation, otherSequence, refuseOtherSituation } from './situation-file';

/** Options of `continuity declare`. */
export interface DeclareOptions extends CommonOptions {
  /** The sequence that the file must be at. */
  readonly sequence?: number;
}

/** Declares one thing: writes the situation file, and says what follows from it. */
export async function declareCommand(declaration: Declaration, options: DeclareOptions, io: Io): Promise<number> {
  const project = openProject(options, io);
  const { before, after } = await changeSituation(project.situationPath, (file) => {
    refuseConflict(file, project, options.sequence);
    return declare(file, declaration, project.sides, stamp(io), project.situationPath);
  });
  io.out(`${tint(io, 'strong', `Declared: ${sentence(declaration)}`)}\n`);
  io.out(`  ${project.situationPath}: sequence ${before.sequence} -> ${after.sequence}\n`);
  for (const line of movedMarkers(before, after)) io.out(`  ${line}\n`);
  sayMeaning(declaration, after, project, io);
  sayNext(declaration, before, after, project, io);
  return 0;
}

/** The file must be where the manifest left it, or, for a second declaration in a row, where `--sequence` says that it is. */
function refuseConflict(file: Situation, { manifest, situationPath }: Project, expected: number | undefined): void {
  if (expected !== undefined && file.sequence !== expected) {
    throw new ContinuityError({
      id: 'DR-SIT-07',
      what: `${situationPath} is at sequence ${file.sequence}, not ${expected}: someone declared in between`,
      value: `--sequence ${expected}, file ${file.sequence}`,
      allowed: `${file.sequence}`,
      fix: 'read the file, synthesize again, and declare what still holds',
    });
  }
  if (expected === undefined) refuseOtherSituation(file, manifest, situationPath);
  else if (file.sequence < manifest.sequence) throw otherSequence(file, manifest, situationPath);
}

function sentence(d: Declaration): string {
  switch (d.op) {
    case 'failover':
    case 'switch':
      return `${d.workload}: ${d.op} to ${d.to}, by ${d.by}${d.op === 'failover' && d.incident ? `, ${d.incident}` : ''}`;
    case 'fence':
    case 'unfence':
      return `${d.workload}: ${d.op} at ${d.at}`;
    case 'abort':
      return `${d.workload}: the move is given up`;
    case 'retire':
      return `${d.workload}: ${d.generation} may leave Terraform (nothing is destroyed)`;
    default:
      return `${d.site} is ${d.op}`;
  }
}

function movedMarkers(before: Situation, after: Situation): string[] {
  const lines: string[] = [];
  for (const [id, own] of Object.entries(after.workloads)) {
    const moved = Object.entries(own.markers).filter(([stack, n]) => n !== (before.workloads[id]?.markers[stack] ?? 0));
    if (moved.length > 0) lines.push(`stacks that change for ${id}: ${moved.map(([stack, n]) => `${stack} (${n})`).join(', ')}`);
  }
  return lines.length > 0 ? lines : ['no stack changes'];
}

function sayMeaning(declaration: Declaration, after: Situation, { sides }: Project, io: Io): void {
  const concerned = sides.filter((s) => ('site' in declaration ? s.sites.includes(declaration.site) : s.workload === declaration.workload));
  io.out('\nWhat it means:\n');
  for (const side of concerned) {
    const { text, commands } = meaningOf(after, side);
    io.out(`  ${wrap(`${side.workload}: ${text}`, io.columns - 2, '    ')}\n`);
    for (const command of commands) io.out(`      ${command}\n`);
  }
}

function sayNext(declaration: Declaration, before: Situation, after: Situation, { sides }: Project, io: Io): void {
  const ids =
    'site' in declaration ? sides.filter((s) => s.sites.includes(declaration.site)).map((s) => s.workload) : [declaration.workload];
  const plan = ids.length === 1 ? `continuity plan ${ids[0] ?? ''}` : 'continuity plan';
  io.out(`\nNext: synthesize (cdktf synth), then: ${plan}\n`);
  io.out(
    `Another declaration before that: add --sequence ${after.sequence}. A mistake: git checkout the file (sequence ${before.sequence}).\n`,
  );
}
