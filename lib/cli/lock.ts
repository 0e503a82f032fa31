import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContinuityError } from '../words/errors';
import { isAlive } from './runner/alive';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Does `work` while nobody else who asks for the same lock can. The lock is a file beside the thing it guards; one left by a process
 * of this machine that is dead is taken over. Throws `DR-SIT-08` where it stays taken.
 */
export async function withLock<T>(path: string, wait: number, work: () => T | Promise<T>): Promise<T> {
  const until = Date.now() + wait * 1000;
  while (!take(path)) {
    if (takeOver(path)) continue;
    if (Date.now() >= until) throw busy(path);
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead process's lock aside: of two who try, one succeeds. */
function takeOver(path: string): boolean {
  const holder = readHolder(path);
  if (holder === 'gone') return true;
  if (holder === 'unreadable' ? Date.now() - ageOf(path) < 10_000 : holder.host !== hostname() || isAlive(holder.pid)) return false;
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return true;
  }
  rmSync(aside, { force: true });
  return true;
}

function readHolder(path: string): Holder | 'gone' | 'unreadable' {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return 'gone';
  }
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return 'unreadable';
  }
}

function ageOf(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function busy(path: string): ContinuityError {
  const holder = readHolder(path);
  return new ContinuityError({
    id: 'DR-SIT-08',
    what: `Another \`continuity\` is at work: ${path} is taken`,
    value: typeof holder === 'string' ? holder : `process ${holder.pid} on ${holder.host}`,
    allowed: 'one at a time',
    fix: 'wait for it, or, where you know that it is dead, delete that file and run again',
  });
}
