import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

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
  }),
  z.object({ is: z.literal('begin'), at, action: z.string(), do: z.string(), pid: z.number(), host: z.string() }),
  z.object({ is: z.literal('step-begin'), at, action: z.string(), step: z.string(), pid: z.number().optional() }),
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

/** One line of the journal. */
export type Entry = z.infer<typeof entry>;
/** How an action went. */
export type Result = z.infer<typeof results>;
/** What a program said, as it is kept: its digest, its length, and the end of it where it holds no state. */
export type Output = z.infer<typeof output>;

type WithoutTime<T> = T extends { at: string } ? Omit<T, 'at'> : never;

/**
 * What is done and what was done, one JSON object a line, on disk before the act itself (write-ahead). It is what a second run goes on
 * from, and the evidence.
 */
export class Journal {
  /** What earlier runs wrote. */
  readonly earlier: readonly Entry[];
  /** Lines that cannot be read: the runner was killed while it wrote. */
  readonly torn: number;
  private readonly fd: number;

  constructor(
    readonly path: string,
    private readonly now: () => Date,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const lines = text.split('\n').filter(Boolean).map(parse);
    this.earlier = lines.filter((line) => line !== undefined);
    this.torn = lines.length - this.earlier.length;
    this.fd = openSync(path, 'a');
    if (text !== '' && !text.endsWith('\n')) writeSync(this.fd, '\n');
  }

  /** Adds a line, and returns once it is on the disk. */
  write(line: WithoutTime<Entry>): void {
    const { is, ...rest } = line;
    writeSync(this.fd, `${JSON.stringify({ is, at: this.now().toISOString(), ...rest })}\n`);
    fsyncSync(this.fd);
  }

  /** Closes the file. */
  close(): void {
    closeSync(this.fd);
  }
}

function parse(line: string): Entry | undefined {
  try {
    return entry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
