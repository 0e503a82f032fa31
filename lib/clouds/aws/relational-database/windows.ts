import type { DatabaseWindows } from '../../../components/windows';
import { AWS_REGIONS } from '../../../regions/aws';
import { findRegion } from '../../../regions/geography';
import { copiesAt } from '../schedule';

/** The middle of the night, in hours of local mean time. */
const NIGHT = 2;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * The windows of an instance where nobody declares any. At night where it stands; apart from those at the other site, so that one of the
 * two can always be promoted; and where no copy starts, since AWS Backup makes none within a window, nor in the hour ahead of it
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html, 2026-11). Copies of each hour meet them anyway.
 */
export function windowsAt(region: string, other: string, copyEvery: number): DatabaseWindows {
  // The same pair, whoever asks: the first of the two by name has the first choice.
  const [first = region, second = other] = [region, other].sort();
  const taken = twoHours(first, [], copyEvery);
  const [backup = 0, maintenance = 0] = region === first ? taken : twoHours(second, taken, copyEvery);
  return {
    backup: `${quarterPast(backup)}-${quarterTo(backup)}`,
    maintenance: `sun:${quarterPast(maintenance)}-sun:${quarterTo(maintenance)}`,
  };
}

const two = (hour: number): string => String(hour).padStart(2, '0');
const quarterPast = (hour: number): string => `${two(hour)}:15`;
const quarterTo = (hour: number): string => `${two(hour)}:45`;

/** The two hours that are nearest to the night of a region, of those that are free. */
function twoHours(region: string, taken: readonly number[], copyEvery: number): number[] {
  const night = NIGHT - findRegion(AWS_REGIONS, region).longitude / 15;
  const far = (hour: number): number => Math.min(...[-24, 0, 24, 48].map((days) => Math.abs(hour - night - days)));
  const free = HOURS.filter((hour) => !taken.includes(hour));
  const quiet = free.filter((hour) => !copiesAt(hour, copyEvery));
  return (quiet.length < 2 ? free : quiet).sort((a, b) => far(a) - far(b) || a - b).slice(0, 2);
}
