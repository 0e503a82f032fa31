import { existsSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CACHE, pythonWith } from '../../support/python';
import { which } from '../../support/which';

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

const EMULATOR = { requirements: path.join(__dirname, 'requirements.txt'), programs: { aws: 'awscli' } };

/** Makes or reuses the Python environment of the lab, and finds terraform. Never throws for a missing tool: it says so. */
export async function labEnvironment(cache = CACHE): Promise<LabTools | LabNotRun> {
  const terraform = which('terraform');
  if (!terraform) return notRun('terraform is not on the PATH');
  try {
    const bin = await pythonWith(EMULATOR, cache);
    return {
      ready: true,
      python: path.join(bin, 'python3'),
      aws: path.join(bin, 'aws'),
      bin,
      terraform,
      terraformEnv: terraformEnvironment(cache),
    };
  } catch (error) {
    return notRun((error as Error).message);
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

function notRun(reason: string): LabNotRun {
  return { ready: false, reason: `not run: ${reason}` };
}
