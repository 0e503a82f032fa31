/**
 * What a reviewer's scanner says of every example, in peace, failed over, and protected again: no check fails but those that were looked at
 * (`reviewed.data.ts`). It needs a Python package: where that cannot be had it is reported as not run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOf, EXAMPLES, stacksOf, workloadsOf } from '../lab/examples';
import { journey, type Moment } from '../lab/journey';
import { pythonWith } from '../support/python';
import { checkov, lay } from './checkov';
import { REVIEWED } from './reviewed.data';
import { verdict } from './verdict';

const MOMENTS: readonly Moment[] = ['normal', 'failed-over', 'reprotected'];
const CHECKOV = { requirements: join(__dirname, 'requirements.txt'), programs: { checkov: 'checkov.main' } };

async function synthesizeAll(folder: string): Promise<void> {
  for (const name of EXAMPLES) {
    const build = await buildOf(name);
    const situations = journey(workloadsOf(build).map(({ sides }) => sides));
    for (const moment of MOMENTS) {
      const situation = situations.get(moment);
      if (!situation) throw new Error(`no moment is called ${moment}`);
      lay(stacksOf(build, situation, join(folder, 'made', name, moment)), join(folder, 'seen', name, moment));
    }
  }
}

async function main(): Promise<void> {
  const bin = await pythonWith(CHECKOV).catch((error: unknown) => {
    console.log(`The scanner was not run: ${(error as Error).message}\n0 passed, 0 failed, 1 skipped`);
  });
  if (!bin) return;
  const work = mkdtempSync(join(tmpdir(), 'continuity-scan-'));
  try {
    await synthesizeAll(work);
    const { passed, failed } = await checkov(join(bin, 'checkov'), join(work, 'seen'));
    const { open, stale } = verdict(failed, REVIEWED);
    for (const line of [...open, ...stale]) console.log(`FAILED ${line}`);
    console.log(`checkov: ${passed} checks passed, ${failed.length} failed, of which ${open.length} were not looked at`);
    console.log(`${EXAMPLES.length * MOMENTS.length} passed, ${open.length + stale.length} failed`);
    process.exitCode = open.length + stale.length > 0 ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

void main();
