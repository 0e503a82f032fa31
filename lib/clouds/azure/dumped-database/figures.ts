import { OWN, type Figure } from '../../../words/figure';

/* What dumps give. Nobody publishes how fast they are: it is the engine's, the size's and the schema's. */

/** GiB an hour that one stream of pg_dump reads, and that pg_restore writes, with all indexes. */
const [DUMPED, RESTORED] = [60, 30];
/** Seconds until a server is made, and until a job of a job's image runs. */
const [MADE, STARTED] = [900, 180];

/** How long a dump takes. */
export const dumpSeconds = (gib: number): number => STARTED + Math.ceil((gib / DUMPED) * 3600);

/** What may be lost: a dump has what was there when it began, and counts once it is whole. */
export const dumpAge = (gib: number, every: number): Figure => ({
  seconds: betweenDumps(every) + dumpSeconds(gib),
  source: `interval, a start of ${STARTED} s, and ${gib} GiB at ${DUMPED} GiB/h (${OWN})`,
  verified: false,
});

/** How long it takes until it is restored: onto a server that is made on the day. */
export const restoring = (gib: number): Figure => ({
  seconds: MADE + STARTED + Math.ceil((gib / RESTORED) * 3600),
  source: `a server in ${MADE / 60} min, a start of ${STARTED} s, and ${gib} GiB at ${RESTORED} GiB/h (${OWN})`,
  verified: false,
});

const MINUTES = [5, 10, 15, 20, 30];
const HOURS = [1, 2, 3, 4, 6, 8, 12];
const largest = (of: readonly number[], most: number): number | undefined => of.filter((one) => one <= most).at(-1);

/** Seconds between two dumps, as they are scheduled: a part of an hour or of a day, never longer than asked but where that is less than five minutes. */
export function betweenDumps(seconds: number): number {
  if (seconds >= 86_400) return 86_400;
  if (seconds >= 3600) return (largest(HOURS, seconds / 3600) ?? 1) * 3600;
  return (largest(MINUTES, seconds / 60) ?? 5) * 60;
}

/** The same as cron has it, UTC; once a day at three. */
export function cronOf(seconds: number): string {
  const between = betweenDumps(seconds);
  if (between >= 86_400) return '0 3 * * *';
  return between >= 3600 ? `0 */${between / 3600} * * *` : `*/${between / 60} * * * *`;
}

/** Until when a job is let run: eight times as long as its restore is estimated, and six hours at least (the library's own choice). */
export const jobLimit = (gib: number): number => Math.max(21_600, 8 * restoring(gib).seconds);
