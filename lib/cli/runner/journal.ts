import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../reports/whole-file';
import { ContinuityError } from '../../words/errors';
import { processSchema } from './alive';

const at = z.string();
const output = z.object({ sha256: z.string(), bytes: z.number(), tail: z.string().optional() });
const results = z.enum(['ok', 'failed', 'skipped', 'interrupted']);

const entry = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('run'),
    at,
    by: z.string(),
    host: z.string(),
    pid: z.number(),
    workload: z.string(),
    transition: z.string(),
    sequence: z.number(),
    manifest: z.string().describe('sha256'),
    generator: z.string(),
    node: z.string(),
    terraform: z.string().optional(),
    torn: z.string().optional().describe('Half a line, which the run before was killed in: it stood at the end, and was cut off.'),
  }),
  z.object({
    is: z.literal('begin'),
    at,
    action: z.string(),
    do: z.string(),
    stack: z.string().optional().describe('The stack that it applies.'),
    part: z.literal(true).optional().describe('It applies a part of it.'),
    pid: z.number(),
    host: z.string(),
  }),
  z.object({
    is: z.literal('step-begin'),
    at,
    action: z.string(),
    step: z.string(),
    process: processSchema.optional().describe('Absent where it is not known yet, or the program could not be started.'),
  }),
  z.object({
    is: z.literal('step-end'),
    at,
    action: z.string(),
    step: z.string(),
    code: z.number().optional(),
    seconds: z.number(),
    output: output.optional(),
    text: z.string().optional(),
  }),
  z.object({ is: z.literal('note'), at, action: z.string(), text: z.string() }),
  z.object({
    is: z.literal('end'),
    at,
    action: z.string(),
    result: results,
    seconds: z.number(),
    text: z.string(),
    output: output.optional(),
    lag: z.record(z.string(), z.number()).optional(),
    found: z.array(z.string()).optional().describe('The lines that it found, for the steps after it.'),
    unknown: z.boolean().optional().describe('It failed, and nobody knows what it did.'),
  }),
  z.object({ is: z.literal('finish'), at, result: results, seconds: z.number() }),
]);

/** What each line bears: its number, so that none is missed in the middle. */
const numbered = z.looseObject({ n: z.int().min(1) });

/** One line of the journal. */
export type Entry = z.infer<typeof entry>;
/** How an action went. */
export type Result = z.infer<typeof results>;
/** What a program said, as it is kept: its digest, its length, and the end of it where it holds no state. */
export type Output = z.infer<typeof output>;

type Said<T> = T extends { at: string } ? Omit<T, 'at'> : never;

/**
 * What is done and what was done, one JSON object a line, on disk before the act itself (write-ahead). It is what a second run goes on
 * from, and the evidence: only its owner reads it.
 */
export class Journal {
  /** What earlier runs wrote. */
  readonly earlier: readonly Entry[];
  /** Half a line at its end: the runner was killed while it wrote. It is cut off. */
  readonly torn: string | undefined;
  private fd: number | undefined;
  private lines: number;
  private ill: ContinuityError | undefined;

  /** Reads what is there. Throws `DR-RUN-07` where a line in the middle is missing or cannot be read: nobody knows what it said. */
  constructor(
    readonly path: string,
    private readonly now: () => Date,
  ) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const read = existsSync(path) ? readJournal(path) : { earlier: [], lines: 0 };
    this.earlier = read.earlier;
    this.lines = read.lines;
    this.torn = read.torn?.text;
    if (read.lines === 0) return;
    if (read.torn) truncateSync(path, read.torn.at);
    this.fd = openSync(path, 'a');
    if (read.isUnended) this.append('\n');
  }

  /** Adds a line, and returns once it is on the disk. Throws `DR-RUN-08` where it cannot be written: then nothing more is. */
  write({ is, ...rest }: Said<Entry>): void {
    this.append(`${JSON.stringify({ is, n: this.lines + 1, at: this.now().toISOString(), ...rest })}\n`);
    this.lines += 1;
  }

  private append(text: string): void {
    if (this.ill) throw this.ill;
    try {
      // A file that is there has a first line: an empty one was emptied.
      if (this.fd === undefined) {
        writeWhole(this.path, text, 0o600);
        this.fd = openSync(this.path, 'a');
      } else appendWhole(this.fd, text);
    } catch (error) {
      this.ill = unwritten(this.path, error as Error);
      throw this.ill;
    }
  }

  /** Closes the file. */
  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }
}

/** Goes on after a short write, and takes back what it wrote of a line that it cannot end. */
function appendWhole(fd: number, text: string): void {
  const { size } = fstatSync(fd);
  try {
    writeFileSync(fd, text);
    fsyncSync(fd);
  } catch (error) {
    try {
      ftruncateSync(fd, size);
    } catch {
      // What is left of the line is torn: the next run says so.
    }
    throw error;
  }
}

/** What a journal says. */
interface Told {
  readonly earlier: Entry[];
  /** How many whole lines it has. */
  readonly lines: number;
  /** Half a line at its end, and where it begins. */
  readonly torn?: { readonly text: string; readonly at: number };
  /** Whether its last line lacks nothing but its end. */
  readonly isUnended?: boolean;
}

/** Reads a journal. Throws `DR-RUN-07`. */
export function readJournal(path: string): Told {
  const text = readFileSync(path, 'utf8');
  if (text === '') throw garbled(path, 'it is empty');
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const earlier = lines.map((line, i) => numberedLine(line, i + 1, path));
  if (rest === '') return { earlier, lines: lines.length };
  const last = parse(rest);
  if (lines.length === 0 && last === undefined) throw garbled(path, 'its first line cannot be read');
  if (last?.n === lines.length + 1) return { earlier: [...earlier, last.entry], lines: lines.length + 1, isUnended: true };
  return { earlier, lines: lines.length, torn: { text: rest, at: Buffer.byteLength(text) - Buffer.byteLength(rest) } };
}

function numberedLine(text: string, number: number, path: string): Entry {
  const line = parse(text);
  if (line === undefined) throw garbled(path, `line ${number} cannot be read`);
  if (line.n !== number) throw garbled(path, `line ${number} says that it is line ${line.n}`);
  return line.entry;
}

/** A line with its number. One that this version does not know cannot be read. */
function parse(text: string): { readonly n: number; readonly entry: Entry } | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return { n: numbered.parse(line).n, entry: entry.parse(line) };
  } catch {
    return undefined;
  }
}

const garbled = (path: string, value: string): ContinuityError =>
  new ContinuityError({
    id: 'DR-RUN-07',
    what: `The journal ${path} is not as the runner left it, so nobody knows what was done`,
    value,
    allowed: 'a journal whose last line alone is torn',
    fix: 'bring it back from where it was kept; else look how far the procedure came, move the file away, and give --done ACTION for each command that was done',
  });

const unwritten = (path: string, { message }: Error): ContinuityError =>
  new ContinuityError({
    id: 'DR-RUN-08',
    what: `The journal ${path} cannot be written, and nothing is done that is not written down`,
    value: message,
    allowed: 'a folder with room, which the runner may write',
    fix: 'make room or give the right; then run again. Or --journal DIR, before anything was begun',
  });
