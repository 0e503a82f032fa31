import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateManifest } from './manifest';

/** What states are kept in, with the stack that makes it. */
export interface StateStack extends Omit<StateManifest, 'directory'> {
  /** The stack, as Terraform reads it; absent where its cloud has none. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** The directory of them, beside that of the stacks: cdktf knows nothing of it, so that nobody deploys one by `*`. */
const STATES = 'continuity-state';

/** What the manifest says of it. */
export function stateManifest({ json, ...said }: StateStack): StateManifest {
  return { ...said, ...(json ? { directory: `${STATES}/${said.id}` } : {}) };
}

/** Writes each stack into a directory of its own; those of another synthesis leave. */
export function writeStates(outdir: string, states: readonly StateStack[]): void {
  rmSync(join(outdir, STATES), { recursive: true, force: true });
  for (const { id, json } of states) {
    if (!json) continue;
    mkdirSync(join(outdir, STATES, id), { recursive: true });
    writeFileSync(join(outdir, STATES, id, 'cdk.tf.json'), `${JSON.stringify(json, null, 2)}\n`);
  }
}
