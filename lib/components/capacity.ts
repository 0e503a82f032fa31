import { NOTHING, times, together, type Capacity } from '../words/footprint';
import type { Form, Posture, Spread } from '../words/posture';
import type { Declaration } from './component';
import { isOf } from './declarations';
import { instancesAt } from './instances';
import type { Size } from './size';

/** How something stands at a site. */
export interface Standing {
  /** How the site treats it. */
  readonly form: Form;
  /** What stands there. */
  readonly posture: Posture;
  /** Over how many zones. */
  readonly spread: Spread;
  /** The site, by its key. */
  readonly site: string;
}

/** What runs of what says how many of which size do, there; undefined where it says no such thing. */
export function capacityOf(declaration: Declaration, at: Standing): Capacity | undefined {
  if (isOf('kubernetes-cluster', declaration)) return together(declaration.pools.map((pool) => times(pool.size, instancesAt(pool, at))));
  if (isOf('container-service', declaration)) return times(declaration.size, instancesAt(declaration, at));
  if (!isOf('machine-group', declaration)) return undefined;
  // Capacity that is kept is paid for whether anything runs in it or not.
  return times(declaration.size, Math.max(instancesAt(declaration, at), declaration.reserved[at.site] ?? 0));
}

/** What runs of a database, of which every member is as large: so many of them where it is spread over zones. */
export const membersOf =
  (zonal: number) =>
  ({ size }: { readonly size: Size }, { posture, spread }: Standing): Capacity =>
    posture === 'none' || posture === 'backup' ? NOTHING : times(size, spread === 'zonal' ? zonal : 1);
