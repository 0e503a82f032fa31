/**
 * check-schema TOOL DIR: the schema tool's verdict on a synthesized output. What it says of AWS types is put to the real provider
 * (`terraform validate`), which is at hand and has the last word: the tool's AWS data is read from type declarations and lacks
 * some arguments. What it says of any other cloud stands.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { labEnvironment } from './emulator/environment';
import { withoutNews } from './overlay';

/**
 * "Resource ID of a managed identity, or System" (https://learn.microsoft.com/javascript/api/@azure/arm-appcontainers/secret): of two things that an argument
 * may be the tool reads the list of words alone.
 */
const EITHER = [
  /: azurerm_container_app\.\S+\.secret\[\d+\]\.identity: "\/subscriptions\/\S+\/userAssignedIdentities\/\S+" is none of System$/,
  // Of seven shapes of an id, any of which fits, the tool reads one (azurerm 4.55, linux_virtual_machine_scale_set_resource.go, `source_image_id`).
  /: azurerm_linux_virtual_machine_scale_set\.\S+\.source_image_id: "\/subscriptions\/\S+\/galleries\/\S+\/versions\/[\d.]+" does not fit \^\/sharedGalleries\//,
];

async function main([tool = '', dir = '']: readonly string[]): Promise<void> {
  const { stdout } = spawnSync(tool, [dir], { encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  const faults = lines.slice(0, -1).filter((line) => !EITHER.some((known) => known.test(line)));
  const doubted = faults.filter((line) => /^[^:]+: (data\.)?aws_/.test(line));
  const firm = faults.filter((line) => !doubted.includes(line));
  const refused = doubted.length > 0 ? await askProvider(dir, [...new Set(doubted.map((line) => line.split(':')[0] as string))]) : [];
  [...firm, ...refused].forEach((line) => {
    console.log(line);
  });
  console.log(`${lines.at(-1)}; ${doubted.length} of them about AWS, put to the real provider: ${refused.length} stand`);
  process.exitCode = firm.length + refused.length > 0 || !/^\d+ stacks, [1-9]/.test(lines.at(-1) ?? '') ? 1 : 0;
}

/** Stacks that the real provider refuses. */
async function askProvider(dir: string, stacks: readonly string[]): Promise<string[]> {
  const tools = await labEnvironment();
  if (!tools.ready) return [`not judged, ${tools.reason}`];
  const work = mkdtempSync(join(os.tmpdir(), 'lab-schema-'));
  const env = { ...process.env, ...tools.terraformEnv, CHECKPOINT_DISABLE: '1' };
  const refused = stacks.flatMap((stack) => {
    const cwd = join(work, stack);
    cpSync(join(dir, 'stacks', stack), cwd, { recursive: true });
    relax(join(cwd, 'cdk.tf.json'));
    const run = (...words: string[]): ReturnType<typeof spawnSync> => spawnSync(tools.terraform, words, { cwd, env, encoding: 'utf8' });
    const init = run('init', '-backend=false', '-input=false', '-no-color');
    const validate = run('validate', '-no-color');
    return init.status === 0 && validate.status === 0 ? [] : [`${stack}: ${String(init.stderr)}${String(validate.stderr)}`];
  });
  rmSync(work, { recursive: true, force: true });
  return readdirSync(join(dir, 'stacks')).length > 0 ? refused : ['no stacks'];
}

/** The provider at hand may be another version than the one that the bindings pin. */
function relax(file: string): void {
  const stack = JSON.parse(readFileSync(file, 'utf8')) as {
    terraform: { backend?: unknown; required_providers?: Record<string, { version?: string }> };
    resource?: Record<string, Record<string, unknown>>;
  };
  withoutNews(stack);
  delete stack.terraform.backend;
  for (const provider of Object.values(stack.terraform.required_providers ?? {})) delete provider.version;
  writeFileSync(file, JSON.stringify(stack));
}

void main(process.argv.slice(2));
