import { closing } from '../../../support/day/acts';
import { changes } from './caller';
import type { Day } from './day';

/** So often a run is begun again. */
const AGAIN = 3;

/**
 * Has the runner die behind each call of `az` that changes something, one after the other, in what is due; and says what each came to once it is run
 * again, for a comparison with what it is without that. Nothing of it is written down of this day.
 */
export async function died<T>(day: Day, sees: (fork: Day) => T): Promise<{ readonly whole: T; readonly each: readonly T[] }> {
  day.synth();
  let writes = 0;
  const whole = await closing(day.fork(), async (fork) => {
    const from = fork.world.calls.length;
    const seen = await ends(fork, sees);
    writes = fork.world.calls.slice(from).filter(({ program, method }) => program === 'az' && changes(method)).length;
    return seen;
  });
  const each: T[] = [];
  for (let call = 1; call <= writes; call += 1)
    each.push(
      await closing(day.fork(), async (fork) => {
        fork.caller.dies = call;
        await fork.runs();
        fork.caller.dies = Infinity;
        return ends(fork, sees);
      }),
    );
  return { whole, each };
}

/** So often a runner may die on one way. */
const DEATHS = 40;

/**
 * The same on one way, of what one service is asked for, where whole runs are long: a runner dies behind the first change of a step, and the next one goes on from
 * there, until none is left. Says behind how many of them.
 */
export async function diedEach<T>(
  day: Day,
  service: string,
  sees: (fork: Day) => T,
): Promise<{ readonly whole: T; readonly last: T; readonly deaths: number }> {
  day.synth();
  const whole = await closing(day.fork(), (fork) => ends(fork, sees));
  return closing(day.fork(), async (fork) => {
    fork.caller.of = service;
    let [after, stoppedAt] = [1, ''];
    for (let deaths = 0; deaths < DEATHS; deaths += 1) {
      fork.caller.dies = after;
      if ((await fork.runs()) === 0) return { whole, last: sees(fork), deaths };
      const stop = /^Stopped at .*$/m.exec(fork.said)?.[0] ?? '';
      // What a step changes whenever it begins is not what it dies behind twice.
      [after, stoppedAt] = [stop === stoppedAt ? after + 1 : 1, stop];
    }
    throw new Error(fork.said);
  });
}

/** Runs it until it has gone through. */
async function ends<T>(fork: Day, sees: (fork: Day) => T): Promise<T> {
  for (let i = 0; i < AGAIN; i += 1) if ((await fork.runs()) === 0) return sees(fork);
  throw new Error(fork.said);
}
