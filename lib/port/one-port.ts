import type { TrafficPlan } from '../plan/plan';
import type { Flaw } from './facts';

/** A switch that asks all entrances on one port, and finds a certificate at some of them alone. */
export function portFlaws({ entrance, entrances }: Pick<TrafficPlan, 'entrance' | 'entrances'>): Flaw[] {
  const sites = Object.keys(entrances);
  const bare = sites.filter((site) => entrance.certificates[site] === undefined);
  if (bare.length === 0 || bare.length === sites.length) return [];
  return [
    {
      of: 'target',
      value: `${entrance.id} has no certificate at ${bare.join(', ')}`,
      allowed: 'certificates at both sites, or at none: the switch asks both on one port',
      fix: `certificates: { '${bare[0]}': … }`,
    },
  ];
}
