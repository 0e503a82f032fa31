import type { TrafficPlan } from '../../../plan/plan';
import { kebab } from '../../../words/kebab';
import type { Place } from '../../../words/place';
import type { GatewayName } from '../load-balancer/names';
import { hash, type AzureGroundName } from '../names';
import { partitionOf } from '../partition';

/** The switch as a cell of Azure sees it. */
export type Traffic = TrafficPlan<GatewayName, AzureGroundName>;
/** An entrance of it. */
export type Entrance = Place<GatewayName, AzureGroundName>;

/** Longest label of a name, with room for what a profile adds: `-serving`. */
const LABEL = 63 - 8;

/**
 * What the profiles of a switch are called, and the label of each in the domain of Traffic Manager, which is unique in the world: made of the name
 * that users know, which is, too; cut, and closed by a hash of the whole.
 */
export function labelOf({ name }: Pick<Traffic, 'name'>): string {
  const closing = hash(name.toLowerCase());
  return `${kebab(name.toLowerCase().replaceAll('.', '-')).slice(0, LABEL - closing.length - 1)}-${closing}`;
}

/** The name under which Traffic Manager answers for a switch. */
export const profileHost = (traffic: Pick<Traffic, 'name' | 'first'>): string =>
  `${labelOf(traffic)}.${partitionOf(traffic.first.region).trafficSuffix}`;

/** The name of Azure's own of an entrance. */
export const addressHost = ({ region, names }: Pick<Entrance, 'region' | 'names'>): string =>
  `${names.label}.${region}.${partitionOf(region).addressSuffix}`;

/** A name as it stands in its zone. */
export const inZone = (name: string, zone: string): string => (isApex(name, zone) ? '@' : name.slice(0, -zone.length - 1));

/** Whether a name is that of the zone itself. */
export const isApex = (name: string, zone: string): boolean => name.toLowerCase() === zone.toLowerCase();

/** Every name that users know. */
export const usersOf = ({ name, aliases }: Pick<Traffic, 'name' | 'aliases'>): readonly string[] => [name, ...aliases];
