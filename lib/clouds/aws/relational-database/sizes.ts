import { ContinuityError } from '../../../words/errors';
import type { Size } from '../../../components/size';

/** An instance class: its name, virtual CPUs and GiB of memory. */
export type InstanceClass = readonly [name: string, vcpus: number, gib: number];

/** RDS instance classes: class, vCPUs, GiB. Source: https://aws.amazon.com/rds/instance-types/ (Graviton2 general purpose and memory optimized), 2026-11. */
export const CLASSES: readonly InstanceClass[] = [
  ['db.t4g.micro', 2, 1],
  ['db.t4g.small', 2, 2],
  ['db.t4g.medium', 2, 4],
  ['db.m6g.large', 2, 8],
  ['db.r6g.large', 2, 16],
  ['db.m6g.xlarge', 4, 16],
  ['db.r6g.xlarge', 4, 32],
  ['db.m6g.2xlarge', 8, 32],
  ['db.r6g.2xlarge', 8, 64],
  ['db.m6g.4xlarge', 16, 64],
  ['db.r6g.4xlarge', 16, 128],
  ['db.m6g.8xlarge', 32, 128],
  ['db.r6g.8xlarge', 32, 256],
  ['db.m6g.16xlarge', 64, 256],
  ['db.r6g.16xlarge', 64, 512],
];

/** The name of the smallest class that is at least as large. */
export const instanceClass = (size: Size): string => classOf(size)[0];

/** The smallest class that is at least as large. Throws `DR-SIZE-01` where there is none. */
export function classOf(size: Size): InstanceClass {
  const fit = CLASSES.find(([, vcpus, gib]) => vcpus >= size.vcpus && gib >= size.memoryGiB);
  if (fit) return fit;
  throw new ContinuityError({
    id: 'DR-SIZE-01',
    what: 'No RDS instance class is that large',
    value: `${size.vcpus} vCPUs, ${size.memoryGiB} GiB`,
    allowed: 'up to 64 vCPUs and 512 GiB',
    fix: 'aws.customize(database, ({ instance }) => …) with a class of your own',
  });
}
