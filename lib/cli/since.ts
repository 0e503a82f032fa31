import { z } from 'zod';
import { ContinuityError } from '../words/errors';
import { stamp, type Io } from './io';

/**
 * When something began: a moment in ISO 8601, or `HH:MM` of this machine's clock, today or else yesterday. Written in UTC.
 * Throws `DR-CLI-05` where it is neither, or lies ahead.
 */
export function sinceOf(text: string, io: Pick<Io, 'now'>): string {
  const now = io.now();
  const at = timeOfDay(text, now) ?? moment(text);
  if (at === undefined || at.getTime() > now.getTime())
    throw new ContinuityError({
      id: 'DR-CLI-05',
      what: at === undefined ? 'This is no moment' : 'What has begun did not begin later than now',
      value: text,
      allowed: `HH:MM, or ISO 8601, not after ${stamp(io)}`,
      fix: `--since ${stamp(io)}`,
    });
  return stamp({ now: () => at });
}

function timeOfDay(text: string, now: Date): Date | undefined {
  const [, hours = '', minutes = ''] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hours === '') return undefined;
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  if (at.getTime() > now.getTime()) at.setDate(at.getDate() - 1);
  return at;
}

const moment = (text: string): Date | undefined =>
  z.iso.datetime({ offset: true }).safeParse(text.trim()).success ? new Date(text.trim()) : undefined;
