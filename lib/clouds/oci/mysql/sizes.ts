import type { Size } from '../../../components/size';
import { ContinuityError } from '../../../words/errors';

/**
 * Shapes of a DB system, with their ECPUs (an ECPU of MySQL stands for a virtual CPU) and GiB:
 * https://docs.oracle.com/en-us/iaas/mysql-database/doc/supported-shapes.html, 2026-11, read in copies of it. The free one takes neither a channel nor a
 * second instance. Whether a region has room for one is UNVERIFIED.
 */
const SHAPES: readonly (readonly [ecpus: number, gib: number])[] = [
  ...[2, 4, 8, 16, 32, 48, 64].map((ecpus) => [ecpus, ecpus * 8] as const),
  [256, 1024],
];

/** The smallest shape that is at least as large. Throws `DR-SIZE-01` where there is none. */
export function shapeFor({ vcpus, memoryGiB }: Size): string {
  const fit = SHAPES.find(([ecpus, gib]) => ecpus >= vcpus && gib >= memoryGiB);
  if (fit) return `MySQL.${fit[0]}`;
  const [ecpus, gib] = SHAPES.at(-1) ?? [0, 0];
  throw new ContinuityError({
    id: 'DR-SIZE-01',
    what: 'No shape of MySQL HeatWave is that large',
    value: `${vcpus} vCPUs, ${memoryGiB} GiB`,
    allowed: `up to ${ecpus} vCPUs and ${gib} GiB`,
    fix: 'oci.customize(database, ({ instance }) => …) with a shape of your own',
  });
}

/** GiB of storage that can be ordered: UNVERIFIED at the least; at the most that to which one of more than 1200 GB may grow (v7.29.0, mysql_mysql_db_system, `data_storage`). */
export const STORAGE = { least: 50, most: 131_072 };

/** To how much it may grow by itself, in GiB: twice of what is ordered, which every DB system may (same source). */
export const growsTo = (gib: number): number => Math.min(2 * gib, STORAGE.most);
