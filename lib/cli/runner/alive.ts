import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** A process, so that no other one is taken for it: numbers are given again, and a machine starts again. */
export const processSchema = z.object({
  pid: z.int().min(1),
  host: z.string(),
  started: z.string().optional().describe('When the machine started it, in the words of the machine. Absent where it does not tell.'),
  boot: z.string().optional().describe('Which start of the machine. Absent where it does not tell.'),
});
/** A process of some machine. */
export type Process = z.infer<typeof processSchema>;

/** A process of this machine, as it is known by now. */
export const processOf = (pid: number): Process => ({
  pid,
  host: hostname(),
  ...optional('started', startOf(pid)),
  ...optional('boot', boot()),
});

/**
 * Whether it is alive, or may be: of another machine nobody knows here. Where the machine tells when it started a process, another one
 * with its number is not taken for it, nor is a dead one that nobody collected.
 */
export function mayLive({ pid, host, started, boot: then }: Process): boolean {
  if (host !== hostname()) return true;
  if (then !== undefined && boot() !== undefined && then !== boot()) return false;
  if (!answers(pid)) return false;
  const now = statOf(pid);
  if (now === undefined) return process.platform !== 'linux';
  return now.state !== 'Z' && (started === undefined || now.started === started);
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const startOf = (pid: number): string | undefined => statOf(pid)?.started;

/** What Linux says of a process: its state, and its start in ticks since the boot. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  const text = textOf(`/proc/${pid}/stat`);
  // The name of the program stands in brackets, and may hold anything: the third field is the first one behind it.
  const [state, ...rest] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  const started = rest[18];
  return state === undefined || started === undefined ? undefined : { state, started };
}

/** https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html: made anew at each boot. */
const boot = (): string | undefined => textOf('/proc/sys/kernel/random/boot_id')?.trim();

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const optional = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, string>);
