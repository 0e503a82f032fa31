import type { Size } from '../../../components/size';
import { ContinuityError } from '../../../words/errors';

/** What a node may be, in OCPUs, of which each is two virtual CPUs; memory comes with them. */
const OCPUS: readonly number[] = [2, 4, 8, 16, 32, 64];

/** GiB of memory of an OCPU. */
const GIB_OF_ONE = 16;

/** The family of shapes. */
export const FAMILY = 'VM.Standard.E4.Flex';

/** A node. */
export interface Shape {
  /** As the provider names it, and reads it back where its configuration is of one size. */
  readonly name: string;
  readonly ocpus: number;
  readonly gib: number;
}

/**
 * The smallest shape that is at least as large: those of https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/examples/psql/main.tf and of the
 * tests beside it (`PostgreSQL.VM.Standard.E4.Flex.2.32GB`), the others by their rule: UNVERIFIED, as is whether a region has room for one. Throws
 * `DR-SIZE-01` where there is none.
 */
export function shapeFor({ vcpus, memoryGiB }: Size): Shape {
  const ocpus = OCPUS.find((one) => one * 2 >= vcpus && one * GIB_OF_ONE >= memoryGiB);
  const most = OCPUS.at(-1) ?? 0;
  if (ocpus === undefined)
    throw new ContinuityError({
      id: 'DR-SIZE-01',
      what: 'No shape of OCI Database with PostgreSQL is that large',
      value: `${vcpus} vCPUs, ${memoryGiB} GiB`,
      allowed: `up to ${most * 2} vCPUs and ${most * GIB_OF_ONE} GiB`,
      fix: 'oci.customize(database, ({ instance }) => …) with a shape of your own',
    });
  const gib = ocpus * GIB_OF_ONE;
  return { name: `PostgreSQL.${FAMILY}.${ocpus}.${gib}GB`, ocpus, gib };
}
