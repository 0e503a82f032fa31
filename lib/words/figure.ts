import { z } from 'zod';

/** A figure with its source. Unverified figures say so wherever they are shown. */
export interface Figure {
  /** Seconds. */
  readonly seconds: number;
  /** A link, or where the library's own assumption is explained. */
  readonly source: string;
  /** Whether somebody checked it against the vendor's words. */
  readonly verified: boolean;
}

/** The same, as it is written. */
export const figureSchema = z.strictObject({
  seconds: z.number().describe('Seconds.'),
  source: z.string().describe('Where the figure comes from.'),
  verified: z.boolean().describe('False: nobody checked it; shown as UNVERIFIED.'),
});

/** How long something takes to come back, and what it loses. */
export interface Recovery {
  /** Data that may be lost. */
  readonly rpo: Figure;
  /** Time until it works again. */
  readonly promotion: Figure;
}

/** What is spread over the zones of a region does where one of them is lost: it changes over by itself. */
export interface Zonal extends Recovery {
  /** Spread by its service whatever is asked: the posture `single` withstands the loss of a zone, too. @default false */
  readonly always?: boolean;
  /** What the spread costs, with its source. @default nothing more */
  readonly costs?: string;
}

/** What stands behind a figure that nobody published. */
export const OWN = "the library's own assumption: measure it in a drill";

/** GiB an hour that a managed copy or restore moves. */
const GIB_PER_HOUR = 300;

/** Data that may be lost where copies are made at an interval: the interval, plus the time a copy takes to arrive. */
export function copyTime(gib: number, every: number): Figure {
  return {
    seconds: every + Math.ceil((gib / GIB_PER_HOUR) * 3600),
    source: `interval, plus ${gib} GiB at ${GIB_PER_HOUR} GiB/h (${OWN})`,
    verified: false,
  };
}

/** Time to restore a copy of that size: 15 minutes to start, then its volume. */
export function restoreTime(gib: number): Figure {
  return {
    seconds: 900 + Math.ceil((gib / GIB_PER_HOUR) * 3600),
    source: `15 min and ${gib} GiB at ${GIB_PER_HOUR} GiB/h (${OWN})`,
    verified: false,
  };
}

/** What is protected by copies alone: as old as the last one, and there once it is restored. */
export const copyFigures = (gib: number, every: number): Recovery => ({
  rpo: copyTime(gib, every),
  promotion: restoreTime(gib),
});

/** Where a copy is of many small objects, it is as slow as they are many: 425 GB in 135 million took 31 h (https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html). */
const LEAST_LIMIT = 172_800;

/** Until when what is estimated to take so long is waited for: eight times as long, and two days at least (the library's own choice). */
export const limitOf = ({ seconds }: Figure): number => Math.max(LEAST_LIMIT, 8 * seconds);
