import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Secret } from '../../words/credentials';
import { runChild } from './child';
import type { Asking } from './context';
import { Failure, howItFailed, Interrupted } from './failure';

/** What a program is given beside its arguments. */
export interface Given {
  /** Variables for this program alone. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes every secret out of what the program said. */
  hide(text: string): string;
}

/**
 * Reads the secrets of a step, and acts with them: variables, or files that only this user reads and that are gone afterwards, however
 * it ended. `left`: seconds that reading may take. Throws where one cannot be read, and tells nothing of what the reader said.
 */
export async function withSecrets<T>(
  context: Asking,
  secrets: readonly Secret[],
  left: () => number,
  act: (given: Given) => Promise<T>,
): Promise<T> {
  const values: string[] = [];
  const env: Record<string, string> = {};
  // Mode 0700.
  const folder = secrets.some((one) => one.as === 'file') ? mkdtempSync(join(context.io.env.TMPDIR ?? tmpdir(), 'continuity-')) : undefined;
  try {
    for (const secret of secrets) {
      const value = await valueOf(context, secret, left());
      values.push(value);
      env[secret.variable] = folder !== undefined && secret.as === 'file' ? fileOf(folder, secret, value) : variableOf(secret, value);
    }
    return await act({ env, hide: hiding(values) });
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function valueOf({ io, project }: Asking, { variable, read }: Secret, timeout: number): Promise<string> {
  const what = `the secret for ${variable} could not be read: ${read[0] ?? ''}`;
  const outcome = await runChild({ run: read, cwd: dirname(project.manifestPath), env: io.env, timeout, interrupt: io.interrupt });
  if (io.interrupt.aborted) throw new Interrupted(`interrupted while the secret for ${variable} was read`);
  // Whatever it said may be the secret.
  if (outcome.code !== 0) throw new Failure(`${what} ${howItFailed(outcome)}`);
  if (outcome.stdout.trim() === '') throw new Failure(`${what} answered nothing (exit code 0)`);
  return outcome.stdout;
}

function fileOf(folder: string, { variable }: Secret, value: string): string {
  const path = join(folder, variable);
  writeFileSync(path, value, { mode: 0o600, flag: 'wx' });
  return path;
}

/** As a shell would assign it: without the line ends behind it. */
function variableOf({ variable }: Secret, value: string): string {
  // Node would print the value while it says that it cannot be given.
  if (value.includes('\0')) throw new Failure(`the secret for ${variable} holds a zero byte: no variable can, give it as a file`);
  return value.replace(/\n+$/, '');
}

/** The shortest part of a secret that is looked for by itself: shorter ones would blank what everybody may read. */
const SHORTEST = 4;

/** Takes secrets out of a text: whole, by line, by value where one is JSON, and as they are often written again. */
export function hiding(values: readonly string[]): (text: string) => string {
  const whole = values.map((value) => value.trim());
  const parts = whole.flatMap((value) => [...value.split('\n').map((line) => line.trim()), ...leavesOf(value)]);
  const bare = [...values, ...whole, ...parts.filter((part) => part.length >= SHORTEST)].filter(Boolean);
  const written = bare.flatMap((one) => [
    one,
    JSON.stringify(one).slice(1, -1),
    encodeURIComponent(one),
    Buffer.from(one).toString('base64'),
  ]);
  const known = [...new Set(written)].sort((a, b) => b.length - a.length);
  return (text) => known.reduce((now, one) => now.replaceAll(one, '[secret]'), text);
}

/** The texts and numbers in a secret that is JSON. */
function leavesOf(value: string): string[] {
  const leaves: string[] = [];
  try {
    JSON.parse(value, (_, one: unknown) => {
      if (typeof one === 'string' || typeof one === 'number') leaves.push(String(one));
      return one;
    });
  } catch {
    // It is no JSON: its lines are hidden.
  }
  return leaves;
}
