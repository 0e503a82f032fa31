import { theProcedure } from './choose';
import { behindOf } from './behind';
import { readRun } from './evidence';
import { existsSync } from 'node:fs';
import type { Io } from './io';
import { outJson } from './output';
import { openProject } from './project';
import { commandAgain, journalPath, runProcedure, type RunCommandOptions } from './run';

/** Runs a procedure, with the Terraform that is named. As data, what it says while it works goes to standard error. */
export async function runCommand(id: string | undefined, options: RunCommandOptions, world: Io): Promise<number> {
  const io = withTerraform(world, options.terraform);
  const project = openProject(options, io);
  const chosen = theProcedure(project, id, options.transition);
  if (!options.json) return runProcedure(project, chosen, options, io);
  const path = journalPath(project, chosen, options, io);
  const code = await runProcedure(project, chosen, options, { ...io, out: io.err });
  if (options.execute) {
    if (existsSync(path)) outJson(io, readRun(path, project));
    return code;
  }
  const settled = behindOf(project, chosen.workload)?.is === 'settled';
  const isDue = chosen.procedure.due && !settled;
  const command = isDue ? commandAgain(chosen, options) : [];
  outJson(io, { dryRun: true, workload: chosen.workload.id, settled, command, procedure: chosen.procedure });
  return code;
}

/** Everything that runs Terraform takes it from the environment, as cdktf does. */
const withTerraform = (io: Io, program: string | undefined): Io =>
  program === undefined ? io : { ...io, env: { ...io.env, TERRAFORM_BINARY_NAME: program } };
