/*
 * When AWS Backup copies: at the same hours every day, UTC. It runs hourly at most
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html, 2026-11).
 */

const DAILY = 5;

const hoursBetween = (seconds: number): number => Math.max(1, Math.floor(seconds / 3600));

/** Seconds between two copies, as they are scheduled: a day at most. */
export const betweenCopies = (seconds: number): number => Math.min(hoursBetween(seconds), 24) * 3600;

/** The shortest schedule that is never slower than the interval. */
export function cronOf(seconds: number): string {
  const hours = hoursBetween(seconds);
  return hours >= 24 ? `cron(0 ${DAILY} * * ? *)` : `cron(0 0/${hours} * * ? *)`;
}

/** Whether a copy of that schedule starts at an hour of the day. */
export function copiesAt(hour: number, seconds: number): boolean {
  const hours = hoursBetween(seconds);
  return hours >= 24 ? hour === DAILY : hour % hours === 0;
}
