import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { execa } from 'execa';

/** A program to run. Never through a shell. */
export interface Child {
  /** The program and its arguments. */
  readonly run: readonly string[];
  /** Where. */
  readonly cwd: string;
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Seconds before it is stopped. */
  readonly timeout: number;
  /** Aborted when the user interrupts. */
  readonly interrupt: AbortSignal;
  /** Given on standard input. */
  readonly input?: string;
  /** A file that takes all output, so that the child outlives this process without losing its pipe. */
  readonly log?: string;
  /** Seconds it gets to stop by itself: Terraform must save its state. @default 5 */
  readonly grace?: number;
  /** Called once it has a number: with `held`, before it can do anything, and where this throws it never does. */
  readonly onStart?: (pid: number) => void;
  /** Whether it waits until `onStart` is over. Not on Windows. @default false */
  readonly held?: boolean;
}

/** How it went. */
export interface Outcome {
  /** Whether it ran at all. */
  readonly started: boolean;
  /** The exit code; undefined where it did not run or was killed. */
  readonly code: number | undefined;
  /** Standard output, or everything where there is a log. */
  readonly stdout: string;
  /** Everything it said, or why it could not be run. */
  readonly said: string;
  /** Seconds. */
  readonly seconds: number;
  /** Whether it was stopped for taking too long. */
  readonly timedOut: boolean;
}

/** Waits for a line, then becomes the program; where the line never comes, since whoever was to send it died, it ends. */
const HELD = 'read -r _ || exit 75; exec "$@" < /dev/null';

/**
 * Runs a program. It gets its own process group: a Ctrl-C of the terminal reaches this process alone, which hands it on *once*,
 * because a second interrupt makes Terraform exit without saving its state.
 */
export async function runChild(child: Child): Promise<Outcome> {
  const isHeld = child.held === true && process.platform !== 'win32';
  const [file = '', ...args] = isHeld ? ['/bin/sh', '-c', HELD, 'sh', ...child.run] : child.run;
  const fd = child.log === undefined ? undefined : openSync(child.log, 'w', 0o600);
  const began = process.hrtime.bigint();
  const running = execa(file, args, {
    cwd: child.cwd,
    env: child.env,
    extendEnv: false,
    reject: false,
    detached: true,
    cleanup: false,
    stripFinalNewline: false,
    maxBuffer: 512 * 1024 * 1024,
    ...(child.input !== undefined ? { input: child.input } : { stdin: isHeld ? ('pipe' as const) : ('ignore' as const) }),
    // The child writes to the file itself. execa's types know 1 and 2 only; any descriptor works.
    ...(fd === undefined ? {} : { stdout: fd as 1, stderr: fd as 1 }),
  });
  try {
    if (running.pid !== undefined) child.onStart?.(running.pid);
    if (isHeld) running.stdin?.end('\n');
  } catch (error) {
    // Nothing is written down of it: it is not let go.
    if (isHeld) running.stdin?.end();
    else signal(running.pid, 'SIGINT', true);
    await running;
    throw error;
  }
  const watch = stopper(running.pid, child);
  const result = await running;
  watch.done();
  if (fd !== undefined) closeSync(fd);
  const stdout = child.log === undefined ? String(result.stdout ?? '') : readFileSync(child.log, 'utf8');
  const stderr = child.log === undefined ? String(result.stderr ?? '') : '';
  const why = result.exitCode === undefined ? result.shortMessage : '';
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  return {
    started: running.pid !== undefined,
    code: result.exitCode,
    stdout,
    said: [stdout, stderr, why].filter(Boolean).join('\n'),
    seconds,
    timedOut: watch.timedOut(),
  };
}

function stopper(pid: number | undefined, child: Child): { done: () => void; timedOut: () => boolean } {
  let late = false;
  let last: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (last !== undefined) return;
    signal(pid, 'SIGINT', child.grace === undefined);
    last = setTimeout(() => signal(pid, 'SIGKILL', true), (child.grace ?? 5) * 1000);
  };
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, child.timeout * 1000);
  if (child.interrupt.aborted) stop();
  else child.interrupt.addEventListener('abort', stop, { once: true });
  const done = (): void => {
    clearTimeout(timer);
    clearTimeout(last);
    child.interrupt.removeEventListener('abort', stop);
  };
  return { done, timedOut: () => late };
}

function signal(pid: number | undefined, name: NodeJS.Signals, group: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(group ? -pid : pid, name);
  } catch {
    // It ended in between.
  }
}

/** The last part of what a program said. */
export const tail = (text: string, length = 2000): string => (text.length > length ? `…${text.slice(-length)}` : text).trim();

/** sha256, in hexadecimal. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
