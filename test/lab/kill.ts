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

/** Does something once the emulator has performed the first request that matches: the client has not heard of it yet. */
export function oncePerformed(stage: Stage, matching: Matching, then: () => void): Promise<void> {
  return new Promise((done) => {
    const stop = stage.lab.gate.onPerformed(
      nth(matching, 1, () => {
        stop();
        then();
        done();
      }),
    );
  });
}

/** Kills the runner and its terraform by SIGKILL, in the middle of a request. */
function killAll(stage: Stage, runner: ChildProcess): void {
  runner.kill('SIGKILL');
  killIn(stage.out);
}

/** A run that is stopped by a signal in the middle of a request: the first one that matches. SIGKILL reaches its Terraform, too. */
export async function stopped(stage: Stage, workload: string, signal: 'SIGINT' | 'SIGKILL', matching: Matching): Promise<Ended> {
  const runner = stage.start(workload);
  const ended = stage.finish(runner);
  const met = oncePerformed(stage, matching, () => {
    if (signal === 'SIGKILL') killAll(stage, runner);
    else runner.kill(signal);
  });
  // A run that fails before it comes that far must not be waited for.
  await Promise.race([ended, met]);
  return ended;
}
