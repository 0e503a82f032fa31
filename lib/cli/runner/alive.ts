import { readFileSync } from 'node:fs';

/**
 * Whether a process of this machine is alive. Where `/proc` tells what it runs, a process number that was given to another program
 * since, or a dead process that nobody collected, does not count.
 */
export function isAlive(pid: number, program?: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return line !== '' && (program === undefined || line.includes(program));
  } catch {
    return false;
  }
}
