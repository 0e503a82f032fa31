import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * What was found out once, kept under a hash of the sources: test files that run in several workers ask for the same, and each answer
 * is made by the first one that asks.
 */
const ROOT = resolve(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'continuity-laws');
const HOUR = 3_600_000;

let hashed: string | undefined;
function sourcesHash(): string {
  if (hashed) return hashed;
  const hash = createHash('sha256');
  for (const folder of ['lib', 'test/support', 'test/clouds']) {
    for (const file of (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).sort())
      hash.update(file).update(readFileSync(join(ROOT, folder, file)));
  }
  return (hashed = hash
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16));
}

/** Where an answer is kept; beside it, with `.busy` at its end, who makes it. */
export const pathOf = (title: string): string => join(CACHE, sourcesHash(), `${title.replace(/\W+/g, '-')}.json`);

function kept<T>(title: string): T | undefined {
  try {
    return JSON.parse(readFileSync(pathOf(title), 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/**
 * The answer of that title: as it is kept, or as it is made now. While another worker makes it, this one makes any of the others that
 * nobody made yet, and waits only where there is none: all of them are asked for in the end.
 */
export function answered<T>(title: string, others: readonly string[], make: (title: string) => T): T {
  for (;;) {
    const answer = kept<T>(title) ?? made(title, make);
    if (answer !== undefined) return answer;
    const isMade = others.some((other) => !existsSync(pathOf(other)) && made(other, make) !== undefined);
    if (!isMade) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

/** The answer as this worker makes it; nothing where another one is at it, or was while this one looked. */
function made<T>(title: string, make: (title: string) => T): T | undefined {
  const path = pathOf(title);
  const busy = `${path}.busy`;
  if (!claim(busy)) return undefined;
  try {
    const before = kept<T>(title);
    if (before !== undefined) return before;
    const answer = make(title);
    keep(path, JSON.stringify(answer));
    return answer;
  } finally {
    rmSync(busy, { force: true });
  }
}

/** Whether this worker makes it. Who died in the middle is found by its absence, and its claim is free again. */
function claim(busy: string): boolean {
  mkdirSync(dirname(busy), { recursive: true });
  try {
    writeFileSync(busy, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!isAlive(readClaim(busy))) rmSync(busy, { force: true });
  return false;
}

/** Who claims it. It may be gone, or not be written yet, while it is looked at. */
function readClaim(busy: string): number {
  try {
    return Number(readFileSync(busy, 'utf8') || process.pid);
  } catch {
    return process.pid;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Beside its old self, then renamed: other workers read while this one writes. */
function keep(path: string, text: string): void {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
  const old = readdirSync(CACHE).filter((name) => name !== sourcesHash() && Date.now() - statSync(join(CACHE, name)).mtimeMs > HOUR);
  old.forEach((name) => {
    rmSync(join(CACHE, name), { recursive: true, force: true });
  });
}
