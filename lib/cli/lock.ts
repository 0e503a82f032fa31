import { closeSync, lstatSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContinuityError } from '../words/errors';
import { mayLive, processOf, processSchema, type Process } from './runner/alive';

/** Who holds a lock; `torn`: its process was killed while it wrote, or writes now; else why nobody can tell. */
type Holder = Process | 'gone' | 'torn' | { readonly why: string };

/** Milliseconds after which half a lock is no longer one that is being written. */
const WRITTEN = 10_000;

/**
 * Does `work` while nobody else who asks for the same lock can. The lock is a file beside the thing it guards; one that was left by a
 * process of this machine that is dead is taken over; half a lock is waited for until it is whole, or old. Throws `DR-SIT-08` where it
 * stays taken, or nobody can tell who holds it. The interrupt ends the wait.
 */
export async function withLock<T>(
  path: string,
  { wait = 0, interrupt }: { readonly wait?: number; readonly interrupt?: AbortSignal },
  work: () => T | Promise<T>,
): Promise<T> {
  const until = Date.now() + wait * 1000;
  while (!take(path)) {
    if (takeOver(path)) continue;
    if (interrupt?.aborted || (Date.now() >= until && holderOf(path) !== 'torn')) throw busy(path);
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  let fd: number;
  try {
    fd = openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeFileSync(fd, JSON.stringify(processOf(process.pid)));
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/** Takes a dead process's lock away: whether it may be free now. One at a time looks and takes, or it would take the next one's. */
function takeOver(path: string): boolean {
  const isFree = (): boolean => {
    const holder = holderOf(path);
    if (holder === 'gone') return true;
    if (holder === 'torn') return Date.now() - ageOf(path) >= WRITTEN;
    return !('why' in holder) && !mayLive(holder);
  };
  if (!isFree()) return false;
  const guard = `${path}.taken-over`;
  if (!take(guard)) {
    // It is held for less than a moment: one that is old was left by a process that died in it.
    if (Date.now() - ageOf(guard) >= WRITTEN) rmSync(guard, { force: true });
    return false;
  }
  try {
    if (isFree()) rmSync(path, { force: true });
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

function holderOf(path: string): Holder {
  let text: string;
  try {
    if (!lstatSync(path).isFile()) return { why: 'it is no file' };
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'gone' : { why: `it cannot be read (${code ?? String(error)})` };
  }
  try {
    return processSchema.safeParse(JSON.parse(text)).data ?? { why: 'it does not name a process' };
  } catch {
    return 'torn';
  }
}

function ageOf(path: string): number {
  try {
    return lstatSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function busy(path: string): ContinuityError {
  const holder = holderOf(path);
  const who = typeof holder === 'string' ? holder : 'why' in holder ? holder.why : `process ${holder.pid} on ${holder.host}`;
  return new ContinuityError({
    id: 'DR-SIT-08',
    what: `Another \`continuity\` is at work: ${path} is taken`,
    value: who,
    allowed: 'one at a time',
    fix: 'wait for it, or, where you know that it is dead, delete that file and run again',
  });
}
