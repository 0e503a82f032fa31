import type { Size } from '../../../components/size';
import { ContinuityError } from '../../../words/errors';

/** A size of General Purpose, standard-series (Gen5), provisioned: virtual cores, their memory, and the most data of one database. */
interface Rung {
  readonly vcores: number;
  /** GB. */
  readonly memory: number;
  /** GB. */
  readonly data: number;
}

/**
 * https://learn.microsoft.com/azure/azure-sql/database/resource-limits-vcore-single-databases, read as of 2022-04 in MicrosoftDocs/sql-docs (memory of 128 cores and
 * what was added since: left out). Where two of its issues differ, the smaller bound of data is taken; a larger one can be set by azure.customize.
 */
const RUNGS: readonly Rung[] = (
  [
    [2, 10.4, 1024],
    [4, 20.8, 1024],
    [6, 31.1, 1024],
    [8, 41.5, 1536],
    [10, 51.9, 1536],
    [12, 62.3, 1536],
    [14, 72.7, 1536],
    [16, 83, 3072],
    [18, 93.4, 3072],
    [20, 103.8, 3072],
    [24, 124.6, 4096],
    [32, 166.1, 4096],
    [40, 207.6, 4096],
    [80, 415.2, 4096],
  ] as const
).map(([vcores, memory, data]) => ({ vcores, memory, data }));

/** The most data of any size, GB. */
export const MOST_DATA = 4096;

const GB_IN_GIB = 2 ** 30 / 1e9;
const fits = ({ vcores, memory }: Rung, { vcpus, memoryGiB }: Size): boolean => vcores >= vcpus && memory >= memoryGiB * GB_IN_GIB;

const rungOf = (size: Size): Rung | undefined => RUNGS.find((rung) => fits(rung, size));

/** The smallest size that is at least as large. Throws `DR-SIZE-01` where there is none. */
export function sqlSize(size: Size): string {
  const rung = rungOf(size);
  if (rung) return `GP_Gen5_${rung.vcores}`;
  throw new ContinuityError({
    id: 'DR-SIZE-01',
    what: 'No size of Azure SQL Database (General Purpose) is that large',
    value: `${size.vcpus} vCPUs, ${size.memoryGiB} GiB`,
    allowed: 'up to 80 vCores and 386 GiB',
    fix: 'size: Size.of({ vcpus: 80, memoryGiB: 386 }), and azure.customize(database, ({ instance }) => …) with a skuName of your own',
  });
}

/** The most data of that size, GB; of one that there is not, the most of any. */
export const mostData = (size: Size): number => rungOf(size)?.data ?? MOST_DATA;

/** The smallest number of virtual cores that takes so much data; undefined where none does. */
export const coresFor = (gib: number, size: Size): number | undefined => RUNGS.find((rung) => rung.data >= gib && fits(rung, size))?.vcores;
