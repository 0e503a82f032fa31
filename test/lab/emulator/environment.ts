import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The tools of the lab, ready to use. */
export interface LabTools {
  readonly ready: true;
  /** The interpreter that has moto. */
  readonly python: string;
  /** The AWS CLI, for the commands of a runbook. */
  readonly aws: string;
  /** Put this directory first in PATH to run `aws` by name. */
  readonly bin: string;
  readonly terraform: string;
  /** Settings with which terraform finds its providers; empty where the registry is used. */
  readonly terraformEnv: Readonly<Record<string, string>>;
}

/** Why the lab cannot run here. A test prints it, and never counts it as passed. */
export interface LabNotRun {
  readonly ready: false;
  /** `not run: …` */
  readonly reason: string;
}

const REQUIREMENTS = path.join(__dirname, 'requirements.txt');

/** Makes or reuses the Python environment of the lab, and finds terraform. Never throws for a missing tool: it says so. */
export async function labEnvironment(cache = path.join(os.tmpdir(), 'cdktf-continuity-lab')): Promise<LabTools | LabNotRun> {
  const terraform = which('terraform');
  if (!terraform) return notRun('terraform is not on the PATH');
  const python = which('python3');
  if (!python) return notRun('python3 is not on the PATH (the emulator, moto, is a Python package)');
  try {
    const bin = path.join(await environmentIn(cache, python), 'bin');
    return {
      ready: true,
      python: path.join(bin, 'python3'),
      aws: path.join(bin, 'aws'),
      bin,
      terraform,
      terraformEnv: terraformEnvironment(cache),
    };
  } catch (error) {
    return notRun(`the Python environment of ${REQUIREMENTS} could not be made: ${message(error)}`);
  }
}

/** The name of the environment is a hash of what is in it: it never has to be updated, only made. */
async function environmentIn(cache: string, python: string): Promise<string> {
  const version = (await run(python, ['--version'])).stdout.trim();
  const key = createHash('sha256').update(readFileSync(REQUIREMENTS)).update(version).update(python).digest('hex').slice(0, 12);
  const final = path.join(cache, `venv-${key}`);
  if (existsSync(path.join(final, 'complete'))) return final;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(path.join(cache, `making-${key}-`));
  try {
    await fill(making, python);
    await settle(making, final);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return final;
}

/** Fills a virtual environment that will be renamed: only its scripts hold its path, and `aws` is the one that is used. */
async function fill(dir: string, python: string): Promise<void> {
  await run(python, ['-m', 'venv', dir], { timeout: 120_000 });
  const pip = ['-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS]; // where from is the machine's own setting
  await run(path.join(dir, 'bin', 'python3'), pip, { timeout: 600_000, maxBuffer: 1 << 24 });
  // pip wrote this directory's name into the first line of `aws`; the shim finds its interpreter beside itself instead.
  writeFileSync(path.join(dir, 'bin', 'aws'), '#!/bin/sh\nexec "$(dirname "$0")/python3" -m awscli "$@"\n', { mode: 0o755 });
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

/** A provider mirror kept on the machine, where there is one named by the environment or in a usual place. */
function terraformEnvironment(cache: string): Record<string, string> {
  const given = process.env.TF_CLI_CONFIG_FILE;
  if (given && existsSync(given)) return { TF_CLI_CONFIG_FILE: given, CHECKPOINT_DISABLE: '1' };
  const mirror = [
    '/opt/tf-plugins',
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
    path.join(os.homedir(), '.terraform.d/plugins'),
  ].find((dir) => existsSync(path.join(dir, 'registry.terraform.io', 'hashicorp')));
  if (!mirror) return { CHECKPOINT_DISABLE: '1' };
  const rc = path.join(cache, 'terraform.rc');
  writeFileSync(`${rc}.${process.pid}`, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  renameSync(`${rc}.${process.pid}`, rc);
  return { TF_CLI_CONFIG_FILE: rc, CHECKPOINT_DISABLE: '1' };
}

function which(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((dir) => path.join(dir, name))
    .find((file) => existsSync(file));
}

function notRun(reason: string): LabNotRun {
  return { ready: false, reason: `not run: ${reason}` };
}

function message(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  return (stderr?.trim() || (error instanceof Error ? error.message : String(error))).slice(0, 600);
}
