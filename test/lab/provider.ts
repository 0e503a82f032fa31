import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where Terraform put its provider for a stack that was initialized: below host, owner, name, version and platform. */
export function providerOf(stack: string): string {
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

/**
 * A provider that runs by itself: Terraform starts one three times in each call, which is a third of what a call costs. It has one
 * configuration at a time, so it is for one call at a time, of stacks of one region.
 * https://developer.hashicorp.com/terraform/plugin/debugging
 */
export async function startProvider(program: string, cwd: string, env: NodeJS.ProcessEnv): Promise<readonly [ChildProcess, string]> {
  const own = { ...env, ...LONG_LIVED };
  const provider = spawn(program, ['-debug'], { cwd, env: own, stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: provider.stdout })) {
    const [, attached] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line) ?? [];
    if (attached === undefined) continue;
    provider.stdout.resume();
    return [provider, attached];
  }
  throw new Error(`${program} ended before it said how it is attached`);
}
