import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { NORMAL } from '../../lib/situation/facts';
import type { Situation } from '../../lib/situation/schema';
import { situationText } from '../../lib/situation/text';

type Arguments = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- synthesized JSON of any resource

/** A synthesized stack. */
export interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly provider: Readonly<Record<string, readonly Arguments[]>>;
  readonly terraform: Arguments;
  readonly removed?: readonly Arguments[];
}

/** Where examples are kept for a look with `check-schema`: the directory named by KEEP_SYNTHESIZED. */
let runs = 0;

/** Synthesizes what `build` declares, in a situation, and returns the stacks by id. */
export function synthesize(
  build: (app: App) => void,
  situation: Situation = NORMAL,
  label = `run-${process.pid}-${++runs}`,
): Record<string, Stack> {
  const keep = process.env['KEEP_SYNTHESIZED'];
  const outdir = keep ? join(keep, label) : mkdtempSync(join(tmpdir(), 'continuity-'));
  mkdirSync(outdir, { recursive: true });
  const file = join(outdir, 'situation.json');
  writeFileSync(file, situationText(situation));
  const before = process.env['CONTINUITY_SITUATION'];
  process.env['CONTINUITY_SITUATION'] = file;
  try {
    const app = new App({ outdir, skipValidation: true });
    build(app);
    app.synth();
  } finally {
    if (before === undefined) delete process.env['CONTINUITY_SITUATION'];
    else process.env['CONTINUITY_SITUATION'] = before;
  }
  const root = join(outdir, 'stacks');
  return Object.fromEntries(readdirSync(root).map((id) => [id, JSON.parse(readFileSync(join(root, id, 'cdk.tf.json'), 'utf8')) as Stack]));
}

/** Types of the resources of a stack, sorted, one for each. */
export const typesOf = (stack: Stack | undefined): string[] =>
  Object.entries(stack?.resource ?? {})
    .flatMap(([type, named]) => Object.keys(named).map(() => type))
    .sort();
