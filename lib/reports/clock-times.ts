import { shown, UNVERIFIED } from './deadlines';
import type { WorkloadManifest } from './manifest';

/** A time of day, to be written by hand. Code, since a viewer would take bare underscores beside a colon for emphasis. */
export const BLANK_TIME = '`____:____`';

/** A line to write on. White space stands around it, or a viewer would take it for emphasis. */
export const blank = (width = 20): string => '_'.repeat(width);

/** A moment as a clock shows it: UTC, and the zone of those who read it. Minutes are not rounded up: a deadline is never later than it is. */
export function momentShown(at: string | number, zone?: string): string {
  const date = new Date(at);
  const utc = date.toISOString();
  const local = zone === undefined ? `local ${BLANK_TIME}` : `${localShown(date, utc.slice(0, 10), zone)} ${zone}`;
  return `${utc.slice(0, 10)} ${utc.slice(11, 16)} UTC (${local})`;
}

function localShown(date: Date, day: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
  const local = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return `${local === day ? '' : `${local} `}${parts['hour']}:${parts['minute']}`;
}

/**
 * When something is, so many seconds after the interruption began: the clock time where that is declared, else blanks to compute it by
 * hand. Marked where it rests on a figure that nobody checked.
 */
export function clockAfter(seconds: number, verified: boolean, { situation, contacts }: WorkloadManifest): string {
  const began = situation.interruptedSince;
  if (began === undefined) return `${BLANK_TIME} + ${shown(seconds, verified)} = ${BLANK_TIME}`;
  return `${momentShown(Date.parse(began) + seconds * 1000, contacts?.timeZone)}${verified ? '' : ` ${UNVERIFIED}`}`;
}

/** When the interruption began, as far as it is declared. */
export function beganShown({ situation, contacts }: WorkloadManifest): string {
  const began = situation.interruptedSince;
  return began === undefined ? BLANK_TIME : momentShown(began, contacts?.timeZone);
}
