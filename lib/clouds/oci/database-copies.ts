import { inWords } from '../../objectives/duration';
import type { RecoverySteps } from '../../port/phases';
import type { Signal } from '../../port/signals';
import { copyTime, limitOf } from '../../words/figure';
import type { Place } from '../../words/place';
import { checkStep, commandStep, type Check, type Command } from '../../words/steps';
import type { Brought } from './cli-copies';
import { samePassword } from './database-password';

/** Seconds between two automatic backups, of MySQL and of PostgreSQL: one a day, and each is copied once it was made (v7.29.0, mysql_mysql_db_system and psql_db_system, `backup_policy`). */
export const DAILY = 86_400;

/** Days for which a copy in the other region is kept: the library's own figure, the longest that an automatic backup is kept itself. */
export const KEEP_DAYS = 35;

/** Seconds between two looks at copies (the library's own figure). */
const HOURLY = 3600;

/** A database at one of its places. */
export interface Copied<P> {
  readonly id: string;
  readonly component: string;
  readonly here: P;
  readonly declaration: { readonly gib: number };
}

/** The command lines of copies at a place, of what they were taken of. */
export interface CopyLines<P> {
  /** The newest one, or nothing. */
  newest(here: P, of: P): string[];
  /** How many seconds old that is, at a moment or now; nothing where there is none. */
  age(here: P, of: P, at?: string): string[];
  /** Has one brought. */
  bring(here: P, of: P, how: Brought): string[];
}

/** Where something is. */
type Somewhere = Pick<Place<'vault' | 'password'>, 'site' | 'region' | 'account' | 'names'>;

/** The same, with the other one. */
type Paired<P> = Omit<Copied<P>, 'declaration'> & { readonly peer: P };

/** What something is made of. */
export interface CopySource<P> {
  readonly of: P;
  /** The one that was chosen. @default the newest */
  readonly point?: string;
}

/** What is asked, told and done around copies, of one service. */
export interface CopySteps<P> {
  /** Nothing is restored from what is not there. */
  copied(placement: Copied<P>, of: P, step?: 'copied' | 'standing'): Check;
  /** Has one that is young enough, or one of now (`most` 0). */
  bringing(placement: Copied<P>, of: P, most: number): Command;
  /** How old the newest one is, told above two intervals: one copy may be under way while the next is due. */
  copyIsOld(placement: Paired<P>, name: string, copyEvery: number): Signal;
  /** Around what is made of a copy: the chosen one, or the newest that is in its own region. */
  restoring(
    placement: Copied<P> & Paired<P>,
    origin: CopySource<P>,
    since?: string,
  ): Required<Pick<RecoverySteps, 'check' | 'age' | 'drained'>>;
}

/** Steps around copies, of one service. */
export function copiesBy<P extends Somewhere>(lines: CopyLines<P>): CopySteps<P> {
  const steps: Omit<CopySteps<P>, 'restoring'> = {
    copied: ({ id, component, here }, of, step = 'copied') =>
      checkStep({
        id: `${step}-${id}`,
        title: `A copy of ${component} is at ${here.region}`,
        run: lines.newest(here, of),
        matches: '\\S+',
        endpoint: here.region,
        timeout: 60,
        onFailure: `where the call failed, mend that. Else there is nothing to make ${component} from: wait for a copy, or give the move up (continuity declare abort) and declare it again with --from ${component}=POINT, or, in a failover, --from ${component}=none to begin empty`,
      }),
    bringing: ({ id, component, here, declaration }, of, most) =>
      commandStep({
        id: `copy-${id}`,
        title:
          most > 0
            ? `${here.region} has a copy of ${component} of the last ${most / 3600} hours, of which it can be made`
            : `Copy ${component} once more, from ${of.region}, now that nothing is written there`,
        run: lines.bring(here, of, { most, keep: KEEP_DAYS }),
        endpoint: of.region,
        expected:
          most > 0
            ? 'no output, once it has; repeated, it brings none where one is young enough'
            : 'no output; repeated, it makes another one',
        timeout: limitOf(copyTime(declaration.gib, 0)),
      }),
    copyIsOld: ({ id, component, here, peer }, name, copyEvery) => {
      const every = Math.max(copyEvery, DAILY);
      return {
        kind: 'polled',
        id: `${id}-copy-age`,
        name: `${name}-copy-age`,
        title: `The newest copy of ${component} at ${here.region} is older than ${inWords(2 * every)}, or nobody knows of one`,
        watches: 'copies',
        run: lines.age(here, peer),
        endpoint: here.region,
        every: HOURLY,
        above: 2 * every,
      };
    },
  };
  const restoring: CopySteps<P>['restoring'] = (placement, { of, point }, since) => ({
    check: point === undefined ? [steps.copied(placement, of)] : [],
    age: { run: lines.age(placement.here, of, since), endpoint: placement.here.region },
    drained: of.site === placement.here.site ? [] : [samePassword(placement), steps.bringing(placement, of, 0)],
  });
  return { ...steps, restoring };
}
