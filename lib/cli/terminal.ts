import { confirm, input } from '@inquirer/prompts';
import type { Io } from './io';

/**
 * Whether colours are wanted: `FORCE_COLOR` has the last word (0 and false: none), then `NO_COLOR` (https://no-color.org), then whether
 * it is a terminal that has any. As Node itself decides: https://nodejs.org/api/tty.html#writestreamgetcolordepthenv
 */
export function wantsColour(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = env;
  if (force !== undefined) return !['0', 'false'].includes(force);
  return isTerminal && !none && term !== 'dumb';
}

/** The terminal that this process was started on; from here on it is what handles interrupts. */
export function terminal(): Io {
  const interrupt = new AbortController();
  const stop = (): void => {
    if (interrupt.signal.aborted)
      process.stderr.write('\nAlready stopping: Terraform finishes what it began and saves its state. Please wait.\n');
    else process.stderr.write('\nInterrupted: stopping as soon as what is under way allows.\n');
    interrupt.abort();
  };
  // A terminal that closes (SIGHUP) must not end a recovery in the middle of its bookkeeping, nor a pipe that closes.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const answered = async <T>(asked: () => Promise<T>): Promise<T> => {
    try {
      return await asked();
    } catch (error) {
      // Ctrl-C at a prompt is read by the prompt, and is no signal.
      if (!interrupt.signal.aborted) stop();
      throw error;
    }
  };
  return {
    env: process.env,
    cwd: process.cwd(),
    terminal: process.stdin.isTTY && process.stdout.isTTY,
    columns: process.stdout.columns || 100,
    colour: wantsColour(process.env, process.stdout.isTTY),
    interrupt: interrupt.signal,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    now: () => new Date(),
    confirm: (message) => answered(() => confirm({ message, default: false }, { signal: interrupt.signal })),
    prompt: (message) => answered(() => input({ message }, { signal: interrupt.signal })),
  };
}
