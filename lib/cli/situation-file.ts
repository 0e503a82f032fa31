import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ContinuityError } from '../words/errors';
import type { Manifest, WorkloadManifest } from '../reports/manifest';
import { writeWhole } from '../reports/whole-file';
import { isEqual } from '../situation/branches';
import { flipsOf } from '../situation/carry';
import { settled } from '../situation/declare';
import { concerns, NORMAL, sitesOf } from '../situation/facts';
import type { LogEntry, Situation } from '../situation/schema';
import { parseSituation, situationText } from '../situation/text';
import { withLock } from './lock';
import type { Project } from './project';

/** The situation in a file, as the code of the manifest has it. No file means that nothing was ever declared. */
export function readSituation({ situationPath, sides }: Pick<Project, 'situationPath' | 'sides'>): Situation {
  if (!existsSync(situationPath)) return NORMAL;
  return settled(parseSituation(readFileSync(situationPath, 'utf8'), situationPath, { flips: flipsOf(sides) }), sides);
}

/** The file that guards the situation, or what is done with a part of it, wherever it is asked for from. */
export const lockOf = (situationPath: string, part?: string): string =>
  join(realpathSync(dirname(situationPath)), [basename(situationPath), ...(part === undefined ? [] : [part]), 'lock'].join('.'));

/** A writer that was killed leaves its half beside the file. Whoever holds the lock is the only writer: it is nobody's. */
function sweep(path: string): void {
  const [folder, half] = [dirname(path), `${basename(path)}.`];
  const isHalf = (name: string): boolean => name.startsWith(half) && /^\d+$/.test(name.slice(half.length));
  for (const name of readdirSync(folder).filter(isHalf)) rmSync(join(folder, name), { force: true });
}

/** Changes the situation file: nobody else can in between, and a crash leaves the old file or the new one, whole. */
export async function changeSituation(
  project: Pick<Project, 'situationPath' | 'sides'>,
  change: (before: Situation) => Situation,
): Promise<{ before: Situation; after: Situation }> {
  const path = project.situationPath;
  return withLock(lockOf(path), { wait: 10 }, () => {
    sweep(path);
    const before = readSituation(project);
    const after = change(before);
    if (JSON.stringify(readSituation(project)) !== JSON.stringify(before)) {
      throw new ContinuityError({
        id: 'DR-SIT-07',
        what: `${path} was changed while this declaration was made`,
        allowed: 'one change at a time',
        fix: 'look at the file, then declare again',
      });
    }
    if (after !== before) writeWhole(path, situationText(after));
    return { before, after };
  });
}

/** What a change would make of the situation file, which is left as it is. */
export function previewSituation(
  project: Pick<Project, 'situationPath' | 'sides'>,
  change: (before: Situation) => Situation,
): { before: Situation; after: Situation } {
  const before = readSituation(project);
  return { before, after: change(before) };
}

/**
 * Refuses a situation file in which somebody declared something about this workload, or about one of its sites, since the manifest was
 * synthesized (`DR-SIT-07`). What was recorded since, and what concerns others, is no reason to stop.
 */
export function refuseMoved(file: Situation, { manifest, situationPath, sides }: Project, workload: Pick<WorkloadManifest, 'id'>): void {
  const own = sides.find((one) => one.workload === workload.id);
  const sites = own ? sitesOf(manifest.situation, own) : [];
  const said = linesSince(file, manifest, situationPath).find((line) => 'op' in line.what && concerns(line, sites, workload.id));
  if (said) throw otherSequence(file, manifest, situationPath, said);
}

/** What was written since the manifest was synthesized. Throws `DR-SIT-07` where the file does not go on from there. */
export function linesSince(file: Situation, manifest: Manifest, path: string): LogEntry[] {
  const known = manifest.situation.log;
  if (known.every((entry, i) => isEqual(entry, file.log[i]))) return file.log.slice(known.length);
  if (file.log.length < known.length && file.log.every((entry, i) => isEqual(entry, known[i]))) throw otherSequence(file, manifest, path);
  throw new ContinuityError({
    id: 'DR-SIT-07',
    what: `${path} and the manifest say different things of one number: two branches were declared at once`,
    value: `file ${file.sequence}, manifest ${manifest.sequence}`,
    allowed: 'a file that goes on from where the manifest was synthesized',
    fix: 'continuity merge THEIRS joins two branches; then synthesize again',
  });
}

/** The refusal where the file is older or newer than the manifest. */
export function otherSequence(file: Situation, manifest: Manifest, path: string, said?: LogEntry): ContinuityError {
  const what = said && 'op' in said.what ? `: ${said.what.op} by ${said.by} at ${said.at}` : '';
  return new ContinuityError({
    id: 'DR-SIT-07',
    what: `${path} is at sequence ${file.sequence}, the manifest at ${manifest.sequence}: ${said ? `someone declared since it was synthesized${what}` : 'this copy of the file is older than the synthesis'}`,
    value: `file ${file.sequence}, manifest ${manifest.sequence}`,
    allowed: 'a file in which nothing was declared since',
    fix: said
      ? 'synthesize again (cdktf synth), then run this again'
      : 'pull the repository (git pull) so that the file is the newest, then run this again',
  });
}
