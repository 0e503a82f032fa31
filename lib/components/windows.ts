import { z } from 'zod';
import type { Shape } from '../words/checked';
import { word } from '../words/shapes';

/** When a database at one site may be at its own business, in UTC: outside of the hours of those who use it, and apart from the other site. */
export interface DatabaseWindows {
  /** When its daily backup may begin, half an hour or more: `'01:15-01:45'`. */
  readonly backup: string;
  /** When it may be maintained, once a week, half an hour or more, apart from its backup: `'sun:02:15-sun:02:45'`. */
  readonly maintenance: string;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const DAY = `(?:${DAYS.join('|')})`;
const MINUTES = { day: 1440, week: 7 * 1440 };
const LEAST = 30;

/** The minutes of a window: when it begins, and how long it is, in a cycle that begins again. */
function spanOf(window: string, cycle: number): readonly [from: number, long: number] {
  const [from = 0, to = 0] = window.split('-').map((end) => {
    const [minute = 0, hour = 0] = end.split(':').slice(-2).reverse().map(Number);
    return Math.max(0, DAYS.indexOf(end.slice(0, 3))) * MINUTES.day + hour * 60 + minute;
  });
  return [from, (to - from + cycle) % cycle];
}

const isLong = (cycle: number) => (window: string) => spanOf(window, cycle)[1] >= LEAST;

/** Whether a backup, which is made every day, meets what is done once a week. */
function meets({ backup, maintenance }: DatabaseWindows): boolean {
  const [daily, long] = spanOf(backup, MINUTES.day);
  const [weekly, lasts] = spanOf(maintenance, MINUTES.week);
  const since = (((daily - weekly) % MINUTES.day) + MINUTES.day) % MINUTES.day;
  return since < lasts || since + long > MINUTES.day;
}

const BACKUP = "half an hour of the day or more, UTC: '01:15-01:45'";
const MAINTENANCE = "half an hour of the week or more, UTC: 'sun:02:15-sun:02:45'";
const SHAPE: Shape<DatabaseWindows> = {
  backup: word(BACKUP, new RegExp(`^${TIME}-${TIME}$`)).refine(isLong(MINUTES.day), BACKUP),
  maintenance: word(MAINTENANCE, new RegExp(`^${DAY}:${TIME}-${DAY}:${TIME}$`)).refine(isLong(MINUTES.week), MAINTENANCE),
};

/** The windows of one site. */
export const windowsSchema = z
  .strictObject(SHAPE as Readonly<Record<string, z.ZodType>>)
  .refine((both) => !meets(both as unknown as DatabaseWindows), 'a backup window and a maintenance window that do not meet');
