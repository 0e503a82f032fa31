import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the place was before: what outlives a run of the tests is kept there. */
const OUTSIDE = 'CONTINUITY_TMPDIR';

/** The folder of temporary files of this machine. */
export const outerTmpdir = (): string => process.env[OUTSIDE] ?? tmpdir();

/** Whatever is written for a while from here on, by this process and those that it begins, has a folder of its own. */
export function openScratch(): void {
  process.env[OUTSIDE] = tmpdir();
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'continuity-tests-'));
}

/** The folder goes with all that was left in it. */
export function closeScratch(): void {
  const outside = process.env[OUTSIDE];
  if (outside === undefined) return;
  rmSync(tmpdir(), { recursive: true, force: true, maxRetries: 3 });
  process.env.TMPDIR = outside;
  delete process.env[OUTSIDE];
}
