import { ContinuityError } from '../../../words/errors';
import type { Size } from '../../../components/size';
import { CLASSES, type InstanceClass } from '../relational-database/sizes';

/**
 * Those that are made for much memory: a global database takes no others
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html, 2026-11).
 */
const LARGE: readonly InstanceClass[] = CLASSES.filter(([name]) => name.startsWith('db.r6g.'));

/** The smallest class that is at least as large. Throws `DR-SIZE-01` where there is none. */
export function auroraClass(size: Size): string {
  const fit = LARGE.find(([, vcpus, gib]) => vcpus >= size.vcpus && gib >= size.memoryGiB);
  if (fit) return fit[0];
  throw new ContinuityError({
    id: 'DR-SIZE-01',
    what: 'No class of Aurora that is known is that large',
    value: `${size.vcpus} vCPUs, ${size.memoryGiB} GiB`,
    allowed: 'up to 64 vCPUs and 512 GiB',
    fix: 'a smaller size: each of its instances is of one class',
  });
}
