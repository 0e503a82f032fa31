import type { ChildProcess } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { nth, type Matching } from './emulator/hooks';
import type { Ended, Stage } from './stage';

/** Kills every process that works in a directory: terraform and its providers run in a group of their own, so that the runner's death spares them. */
export function killIn(directory: string): number {
  let killed = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readlinkSync(`/proc/${pid}/cwd`).startsWith(directory)) continue;
      process.kill(Number(pid), 'SIGKILL');
      killed += 1;
    } catch {
      // gone already, or not ours to look at
    }
  }
  return killed;
}

/** Does something once the emulator has performed the n-th request that matches: the client has not heard of it yet. */
export function oncePerformed(stage: Stage, matching: Matching, then: () => void, n = 1): Promise<void> {
  return new Promise((done) => {
    const stop = stage.lab.gate.onPerformed(
      nth(matching, n, () => {
        stop();
        then();
        done();
      }),
    );
  });
}

/** How a run is stopped. SIGKILL reaches its Terraform, too, unless it is that of the runner alone. */
export const DEATHS = ['SIGKILL', 'SIGKILL of the runner alone', 'SIGINT', 'SIGTERM'] as const;
/** One of them. */
export type Death = (typeof DEATHS)[number];

function strike(stage: Stage, runner: ChildProcess, death: Death): void {
  if (death === 'SIGINT' || death === 'SIGTERM') return void runner.kill(death);
  runner.kill('SIGKILL');
  if (death === 'SIGKILL') killIn(stage.out);
}

/** How a run ended that was to be struck, and whether it was. */
export interface Stopped extends Ended {
  readonly struck: boolean;
}

/** A run that is stopped in the middle of a request: the first one that matches, or so many later, whatever they are. */
export async function stopped(stage: Stage, workload: string, death: Death, matching: Matching, later = 0): Promise<Stopped> {
  const runner = stage.start(workload);
  const ended = stage.finish(runner);
  let struck = false;
  const hit = (): void => {
    strike(stage, runner, death);
    struck = true;
  };
  // The gate shows the request that matches to this hook, too: it is the first one that counts.
  const met = oncePerformed(stage, matching, () => void oncePerformed(stage, {}, hit, later + 1));
  // A run that fails before it comes that far must not be waited for.
  await Promise.race([ended, met]);
  return { ...(await ended), struck };
}
