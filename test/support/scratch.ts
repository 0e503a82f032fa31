import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the place was before: what outlives a run of the tests is kept there. */
const OUTSIDE = 'CONTINUITY_TMPDIR';
/** A file system in memory, where a machine has one: journals are flushed with each line, and a disk takes a hundred times as long. */
const MEMORY = '/dev/shm';
/** What a whole run may leave there until it ends, in bytes, several times over. */
const ROOM = 4 * 1024 ** 3;

/** The folder of temporary files of this machine. */
export const outerTmpdir = (): string => process.env[OUTSIDE] ?? tmpdir();

/** Whatever is written for a while from here on, by this process and those that it begins, has a folder of its own. */
export function openScratch(): void {
  process.env[OUTSIDE] = tmpdir();
  process.env.TMPDIR = inMemory() ?? folderIn(tmpdir());
}

/** The folder goes with all that was left in it. */
export function closeScratch(): void {
  const outside = process.env[OUTSIDE];
  if (outside === undefined) return;
  rmSync(tmpdir(), { recursive: true, force: true, maxRetries: 3 });
  process.env.TMPDIR = outside;
  delete process.env[OUTSIDE];
}

const folderIn = (place: string): string => mkdtempSync(join(place, 'continuity-tests-'));

/** A folder in memory; nothing where there is none, or it is small, or no program may be run from there: tests write some. */
function inMemory(): string | undefined {
  let folder: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM) return undefined;
    folder = folderIn(MEMORY);
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    if (spawnSync(program).status === 0) return folder;
  } catch {
    // As where there is none.
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
  return undefined;
}
