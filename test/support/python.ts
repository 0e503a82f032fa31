import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { outerTmpdir } from './scratch';
import { which } from './which';

const run = promisify(execFile);

/** Where environments are kept: the same for every checkout on a machine. */
export const CACHE = path.join(outerTmpdir(), 'cdktf-continuity-lab');

/** What an environment holds: a file of requirements, and programs by the module that each of them runs. */
export interface Environment {
  readonly requirements: string;
  readonly programs: Readonly<Record<string, string>>;
}

/** Makes or reuses a Python environment. Returns the folder of its programs. Throws an error that says what is missing. */
export async function pythonWith(environment: Environment, cache = CACHE): Promise<string> {
  const python = which('python3');
  if (!python) throw new Error('python3 is not on the PATH');
  try {
    return path.join(await environmentIn(cache, python, environment), 'bin');
  } catch (error) {
    throw new Error(`the Python environment of ${environment.requirements} could not be made: ${message(error)}`, { cause: error });
  }
}

/** The name of the environment is a hash of what is in it: it never has to be updated, only made. */
async function environmentIn(cache: string, python: string, environment: Environment): Promise<string> {
  const version = (await run(python, ['--version'])).stdout.trim();
  const parts = [readFileSync(environment.requirements), JSON.stringify(environment.programs), version, python];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const key = hash.digest('hex').slice(0, 12);
  const final = path.join(cache, `venv-${key}`);
  if (existsSync(path.join(final, 'complete'))) return final;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(path.join(cache, `making-${key}-`));
  try {
    await fill(making, python, environment);
    await settle(making, final);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return final;
}

/** Fills a virtual environment that will be renamed: pip writes its folder into programs, which are replaced by what finds it. */
async function fill(dir: string, python: string, { requirements, programs }: Environment): Promise<void> {
  await run(python, ['-m', 'venv', dir], { timeout: 120_000 });
  const pip = ['-m', 'pip', 'install', '--quiet', '-r', requirements]; // where from is the machine's own setting
  await run(path.join(dir, 'bin', 'python3'), pip, { timeout: 600_000, maxBuffer: 1 << 24 });
  for (const [name, module] of Object.entries(programs))
    writeFileSync(path.join(dir, 'bin', name), `#!/bin/sh\nexec "$(dirname "$0")/python3" -m ${module} "$@"\n`, { mode: 0o755 });
  writeFileSync(path.join(dir, 'complete'), '');
}

/** Whoever renames first wins; a second process throws its own copy away and uses the first one's. */
async function settle(making: string, final: string): Promise<void> {
  try {
    renameSync(making, final);
  } catch (error) {
    if (!existsSync(path.join(final, 'complete'))) throw error;
  }
}

function message(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  return (stderr?.trim() || (error instanceof Error ? error.message : String(error))).slice(0, 600);
}
