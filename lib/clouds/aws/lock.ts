import type { Duration } from '../../objectives/duration';
import type { ContinuityErrorProps } from '../../words/errors';

/** When a lock may become irrevocable. */
export const GRACE = 'whole days, 3 at least and 36500 at most';
/** Whether it is such a time. */
export const isGrace = (time: Duration): boolean => {
  const days = time.toSeconds() / 86_400;
  return Number.isInteger(days) && days >= 3 && days <= 36_500;
};

/** What is said of a lock for good. */
interface ForGood {
  /** After how long it is. */
  readonly lockForGoodAfter?: Duration;
  /** The word for it. */
  readonly irrevocable?: boolean;
}

const BOTH = 'lockForGoodAfter with irrevocable: true, or none of the two';

/** A lock for good that nobody said the word for, and a word without one: each is found out only once it cannot be undone. `DR-LOCK-03`. */
export function forGoodFaults({ lockForGoodAfter: after, irrevocable = false }: ForGood): ContinuityErrorProps[] {
  const unsaid = {
    id: 'DR-LOCK-03',
    what: 'A lock for good is asked for, and the word is not said: nobody, AWS included, ever takes it off',
    value: `lockForGoodAfter: ${after}`,
    allowed: BOTH,
    fix: 'irrevocable: true, once whoever pays for the copies agrees; else leave lockForGoodAfter out',
  };
  const idle = {
    id: 'DR-LOCK-03',
    what: 'The word is said, and no lock for good is asked for: this one can be taken off',
    value: 'irrevocable: true',
    allowed: BOTH,
    fix: 'lockForGoodAfter: Duration.days(7), or leave irrevocable out',
  };
  return [...(after && !irrevocable ? [unsaid] : []), ...(irrevocable && !after ? [idle] : [])];
}
