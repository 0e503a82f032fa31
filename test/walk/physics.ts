import type { Kind } from '../../lib/words/kinds';
import type { Work } from './apps';

/**
 * How a service behaves, apart from what the product thinks of it.
 * `database`: follows by an argument of its own, is promoted by the apply that takes it away, is restored where it is created.
 * `bucket`: both sides take writes, copied both ways; copies are restored into a bucket that stands.
 * `policy`: follows by a policy of the links stack, and is read-only until that policy is removed at the destination.
 * `none`: nothing that is followed here.
 */
export type Behaviour = 'database' | 'bucket' | 'policy' | 'none';

/** How a component of a workload behaves. */
export function behaviourOf({ cloud }: Work, kind: Kind): Behaviour {
  if (kind === 'relational-database') return 'database';
  if (kind !== 'object-storage') return 'none';
  return cloud.name === 'aws' ? 'bucket' : 'policy';
}

/** Whether a new policy copies what was in its source before it (OCI does not: a step seeds it). */
export const copiesOlder = ({ cloud }: Work): boolean => cloud.name !== 'oci';

/** One generation of a component at a site. */
export const keyOf = (component: string, site: string, generation: number): string => `${component}@${site}#${generation}`;

/** The site of a key. */
export const siteOfKey = (key: string): string => key.slice(key.indexOf('@') + 1, key.lastIndexOf('#'));
