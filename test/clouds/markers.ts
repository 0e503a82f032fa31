import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Claim, Marker } from '../../lib/port/marker';

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
  closed: false,
  unopened: false,
  holds: [holds],
  leaves: [leaves],
  beside: [],
});

/** A claim of a move, by an output that follows what `markerWith` follows, and which gave up move 9; of whatever environment, or of one. */
export const claimOf = (move?: string, own = ''): Claim => ({
  ...(move ? { move } : {}),
  follows: ['0', '7', '7f', '9f'],
  released: ['9'],
  own,
});
/** Its last words but the first. */
export const REST = ['0 7 7f 9f', '9', ''];

/** A store of one cloud, as its fake program keeps it. */
export interface ClaimStore {
  /** A place of its own. */
  kept(): string;
  /** A marker stands there. */
  stands(kept: string, id: string): void;
  /** Claims for a move, or asks; of whatever environment, or of one. */
  claim(kept: string, move?: string, own?: string): Promise<Ended>;
}

/** What holds of a claim on every cloud, whatever it is kept in. */
export function testClaims({ kept, stands, claim }: ClaimStore): void {
  test('nothing is claimed beside a marker that the output does not follow', async () => {
    const at = kept();
    stands(at, 'e5');
    expect(await claim(at, '2')).toEqual({ code: 1, out: '' });
    expect(await claim(at)).toEqual(says(''));
  });

  test('a claim of a move that was given up is passed by, and the next one is the first of its kind', async () => {
    const at = kept();
    expect(await claim(at, '9')).toEqual(says('9\n'));
    expect(await claim(at)).toEqual(says(''));
    expect([await claim(at, '10'), await claim(at, '11'), await claim(at)]).toEqual(['10\n', '10\n', '10\n'].map(says));
  });

  test('a claim outlives its environment: one of an earlier environment of these names is passed by, and is nobody who went on', async () => {
    const at = kept();
    expect([await claim(at, 'e-1', 'e-'), await claim(at, 'e-2', 'e-')]).toEqual(['e-1\n', 'e-1\n'].map(says));
    expect(await claim(at, undefined, 'f-')).toEqual(says(''));
    expect([await claim(at, 'f-1', 'f-'), await claim(at, 'f-2', 'f-'), await claim(at, undefined, 'f-')]).toEqual(
      ['f-1\n', 'f-1\n', 'f-1\n'].map(says),
    );
  });
}

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

/** While the move is open, whatever stands may be half done: every apply says its number, on every cloud. */
export function testMoving<T>(
  evaluated: jest.It,
  refused: (moments: readonly Moment<T>[]) => string[][],
  stands: readonly (readonly T[])[],
): void {
  const moments = stands.map((one) => ({ stands: one }));
  evaluated('while the move is open, whatever stands may be half done: every apply says its number', () => {
    expect(refused(moments)).toEqual(moments.map(() => ['OPENS']));
    expect(refused(moments.map((one) => ({ ...one, move: '2' })))).toEqual(moments.map(() => []));
  });
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
