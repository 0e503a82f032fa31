import type { BaseContext } from '../port/cloud';
import type { Site } from '../port/site';
import type { Topology } from '../port/topology';

/** What the base of a site makes of both sites: once, by what the code says, whatever happened since. */
export function sharedBy({ sites, witness, known }: Topology, site: Site): Pick<BaseContext, 'shared'> {
  if (site.key !== sites[0].key) return {};
  const state = witness ?? site.state;
  return { shared: { state, region: state.region ?? site.region.code, sites: known } };
}
