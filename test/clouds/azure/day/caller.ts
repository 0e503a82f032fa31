import type { Ended, Program } from '../../../support/day/door';
import type { World } from './world';

/** What a shell is told of a program that was killed. */
const DEAD: Ended = { code: 137 };

/** Who calls `az`. */
export class Caller {
  /** It dies behind so many calls of `az` that change something: what it calls from there on is not answered. */
  dies = Infinity;
  /** Of which service those are, as a part of its paths. @default of any */
  of = '';

  constructor(
    /** Every call of `az`. */
    readonly called: (readonly string[])[] = [],
  ) {}

  /** A program as that one calls it. */
  calling(az: Program, world: World): Program {
    return async (words, from, beside) => {
      if (this.dies <= 0) return DEAD;
      this.called.push(words);
      const before = world.calls.length;
      const ended = await az(words, from, beside);
      if (world.calls.slice(before).some(({ method, path }) => changes(method) && path.includes(this.of))) this.dies -= 1;
      return this.dies <= 0 ? DEAD : ended;
    };
  }
}

/** Whether a call changes something. */
export const changes = (method: string): boolean => method !== 'GET' && method !== 'HEAD';
