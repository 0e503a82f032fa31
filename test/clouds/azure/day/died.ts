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
  const whole = await on(day.fork(), async (fork) => {
    const from = fork.world.calls.length;
    const seen = await ends(fork, sees);
    writes = fork.world.calls.slice(from).filter(({ program, method }) => program === 'az' && changes(method)).length;
    return seen;
  });
  const each: T[] = [];
  for (let call = 1; call <= writes; call += 1)
    each.push(
      await on(day.fork(), async (fork) => {
        fork.caller.dies = call;
        await fork.runs();
        fork.caller.dies = Infinity;
        return ends(fork, sees);
      }),
    );
  return { whole, each };
}

async function on<T>(fork: Day, act: (fork: Day) => Promise<T>): Promise<T> {
  try {
    return await act(fork);
  } finally {
    fork.close();
  }
}

/** Runs it until it has gone through. */
async function ends<T>(fork: Day, sees: (fork: Day) => T): Promise<T> {
  for (let i = 0; i < AGAIN; i += 1) if ((await fork.runs()) === 0) return sees(fork);
  throw new Error(fork.said);
}
