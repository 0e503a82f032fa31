import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Marker } from '../../lib/clouds/cloud';

/** One refusal at plan. */
export interface Precondition {
  condition: string;
  error_message: string;
}

/** A marker that opens its site with the second move, and holds one of two addresses. */
export const markerWith = (holds: string, leaves: string): Marker => ({
  id: 'c3',
  follows: ['0', '5', 'a1', 'c3'],
  sequence: 7,
  open: true,
  move: 2,
  holds: [holds],
  leaves: [leaves],
  beside: [],
});

/** The word that a refusal begins with. */
export const wordOf = ({ error_message: message }: Precondition): string => message.split(':')[0] as string;

/** What stands beside the state, and the move that is named, when an output is planned. */
export interface Moment<T> {
  readonly stands?: readonly T[];
  readonly other?: readonly T[];
  readonly move?: string;
}

/** A condition with what the data sources answer in their place: `own` and `other` are how it reads them. */
export function filled<T>(
  { stands = [], other = [], move = '' }: Moment<T>,
  { condition }: Precondition,
  reads: { readonly own: string; readonly other: string; readonly text: (all: readonly T[]) => string },
): string {
  return condition
    .replace(/^\$\{(.*)\}$/, '$1')
    .replaceAll(reads.own, reads.text(stands))
    .replaceAll(reads.other, reads.text(other))
    .replaceAll('var.continuity_move', JSON.stringify(move));
}

/** Evaluated by Terraform itself: a condition that cannot be is `null`. */
export function evaluate(conditions: readonly string[]): (boolean | null)[] {
  const dir = mkdtempSync(join(tmpdir(), 'continuity-marker-'));
  try {
    const input = `jsonencode([${conditions.map((condition) => `try(${condition}, null)`).join(', ')}])\n`;
    const { stdout, stderr } = spawnSync('terraform', ['console'], { cwd: dir, input, encoding: 'utf8' });
    if (!stdout) throw new Error(stderr);
    return JSON.parse(JSON.parse(stdout) as string) as (boolean | null)[];
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The words with which a plan is refused at each moment. */
export function refusedBy<T>(
  preconditions: readonly Precondition[],
  moments: readonly Moment<T>[],
  fill: (moment: Moment<T>, precondition: Precondition) => string,
): string[][] {
  const results = evaluate(moments.flatMap((moment) => preconditions.map((precondition) => fill(moment, precondition))));
  return moments.map((_, m) => preconditions.filter((_, p) => results[m * preconditions.length + p] !== true).map(wordOf));
}

/** A test that needs Terraform; without one it says that it was not run. */
export function evaluatedOn(cloud: string): jest.It {
  if (spawnSync('terraform', ['version']).status === 0) return test;
  console.warn(`not run: terraform is not on the PATH, so that no condition of the marker on ${cloud} is evaluated`);
  return test.skip;
}

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
}
/** A command that went well, and said this. */
export const says = (out: string): Ended => ({ code: 0, out });

/** A folder with a program of that name in it, before each test, and a way to run command lines that find it first. */
export function fakeProgram(
  name: string,
  text: string,
  variable: string,
): { dir(): string; run(kept: string, line: readonly string[]): Promise<Ended> } {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'continuity-claim-'));
    writeFileSync(join(dir, name), text);
    chmodSync(join(dir, name), 0o755);
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  return {
    dir: () => dir,
    run: (kept, [program = '', ...args]) =>
      new Promise((done) => {
        const env = { PATH: `${dir}${delimiter}${process.env['PATH']}`, [variable]: kept, TMPDIR: dir };
        execFile(program, args, { env }, (error, out) => void done({ code: error ? Number(error.code) : 0, out }));
      }),
  };
}
