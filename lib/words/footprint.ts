import { z } from 'zod';

/** What is counted of all that runs: virtual CPUs, memory in GiB, and the virtual CPUs of databases alone. */
export const MEASURES = ['vcpus', 'memory', 'databases'] as const;
/** One of {@link MEASURES}. */
export type Measure = (typeof MEASURES)[number];

/** What measures are called to a reader. */
export const MEASURED: Readonly<Record<Measure, string>> = { vcpus: 'vCPUs', memory: 'GiB of memory', databases: 'vCPUs of databases' };

/** A share for a reader: never rounded down, so that what is above a ceiling is not shown as it. */
export const percent = (share: number): string => `${Math.ceil(share * 1000 - 1e-6) / 10} %`;

/** What something that runs all the time has. */
export interface Capacity {
  /** Virtual CPUs. */
  readonly vcpus: number;
  /** Memory, GiB. */
  readonly memoryGiB: number;
}

/** As much of it as nothing. */
export const NOTHING: Capacity = { vcpus: 0, memoryGiB: 0 };

/** The same, so many times. */
export const times = ({ vcpus, memoryGiB }: Capacity, count: number): Capacity => ({ vcpus: vcpus * count, memoryGiB: memoryGiB * count });

/** All of them together. */
export const together = (all: readonly Capacity[]): Capacity => ({
  vcpus: all.reduce((sum, { vcpus }) => sum + vcpus, 0),
  memoryGiB: all.reduce((sum, { memoryGiB }) => sum + memoryGiB, 0),
});

/** What stands by of a workload, beside what serves, as it is written. */
export const footprintSchema = z.strictObject({
  measures: z
    .array(
      z.strictObject({
        measure: z.enum(MEASURES),
        serves: z.number().describe('Where the first site serves.'),
        standsBy: z.number().describe('At the other site, while it stands by.'),
        share: z.number().optional().describe('What stands by, as a share of what serves; absent where nothing of it serves.'),
        atMost: z.number().optional().describe('The ceiling that is declared.'),
      }),
    )
    .describe('What runs all the time, by what is counted.'),
  parts: z
    .array(z.strictObject({ of: z.string(), serves: z.array(z.number()), standsBy: z.array(z.number()) }))
    .describe('Components that are counted: their virtual CPUs and GiB of memory.'),
  apart: z.array(z.strictObject({ of: z.string(), why: z.string() })).describe('Components that are not counted, and why.'),
  unknown: z.array(z.string()).describe('Components of which nobody said what runs: they are not in the figures.'),
});

/** The same. */
export type FootprintManifest = z.infer<typeof footprintSchema>;
