import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LabTools } from './emulator/environment';

let found: string | undefined;

/** The program of the provider, where Terraform finds it: looked for once. */
export const providerProgram = (tools: LabTools): string => (found ??= lookedFor(tools));

function lookedFor({ terraform, terraformEnv }: LabTools): string {
  const stack = mkdtempSync(join(tmpdir(), 'lab-provider-'));
  const wanted = { terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.100' } } } };
  writeFileSync(join(stack, 'main.tf.json'), JSON.stringify(wanted));
  execFileSync(terraform, ['init', '-input=false', '-no-color'], { cwd: stack, env: { ...process.env, ...terraformEnv } });
  return programIn(stack);
}

/** Below host, owner, name, version and platform. */
function programIn(stack: string): string {
  let at = join(stack, '.terraform', 'providers');
  for (const name of [undefined, 'hashicorp', 'aws', undefined, undefined, /^terraform-provider-aws/]) {
    const found = readdirSync(at).find((one) => name === undefined || new RegExp(name).test(one));
    if (!found) throw new Error(`there is no provider in ${at}`);
    at = join(at, found);
  }
  return at;
}

/** It has to collect its garbage; and configured a second time, it refuses authorities of its own, which the emulator has no use for. */
const LONG_LIVED = { GOGC: '200', AWS_CA_BUNDLE: '' };

/** How Terraform is told of a provider that runs, by its source. https://developer.hashicorp.com/terraform/plugin/debugging */
export type Attached = Readonly<
  Record<string, { readonly Pid: number; readonly Addr: { readonly Network: string; readonly String: string } }>
>;

/** A provider that runs by itself, and where it listens. */
export async function startProvider(program: string, cwd: string, env: NodeJS.ProcessEnv): Promise<readonly [ChildProcess, Attached]> {
  const provider = spawn(program, ['-debug'], { cwd, env: { ...env, ...LONG_LIVED }, stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: provider.stdout })) {
    const [, attached] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line) ?? [];
    if (attached === undefined) continue;
    provider.stdout.resume();
    return [provider, JSON.parse(attached) as Attached];
  }
  throw new Error(`${program} ended before it said how it is attached`);
}
