import { createHash } from 'node:crypto';
import type { TrafficPlan } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { OciGroundName } from '../ground';
import { AGAIN_HOST } from '../load-balancer/firewall';
import type { BalancerName } from '../load-balancer/names';

/** The switch as a cell of OCI sees it. */
export type Traffic = TrafficPlan<BalancerName, OciGroundName>;
/** An entrance of it. */
export type Entrance = Place<BalancerName, OciGroundName>;

/** The names of one entrance, all of them its address: one policy tells answers apart by what they say, and a monitor asks each of them. */
export interface EntranceNames {
  /** What one site answers, whoever has the role: asked who serves. */
  readonly plain: string;
  /** Under it the same path answers for what serves again. */
  readonly again: string;
  /** Nobody asks it, so it is always there: what users get where nobody serves. */
  readonly page: string;
}

/** How the name begins that nobody asks. */
const PAGE_HOST = 'page-';

/** The names of an entrance. */
export function namesOf({ entrances }: Pick<Traffic, 'entrances'>, { site }: Pick<Entrance, 'site'>): EntranceNames {
  const plain = entrances[site] as string;
  return { plain, again: `${AGAIN_HOST}${plain}`, page: `${PAGE_HOST}${plain}` };
}

/** One order of both sites: that which the switch rests on, and the one that may take over. */
export interface Order {
  readonly base: Entrance;
  readonly other: Entrance;
  /** What it is called in the stack, in OCI and in the zone: of both entrances, so that another pair of sites has an order of its own. */
  readonly id: string;
}

/** Both orders: they stand for ever, and a new base leads users from one to the other. */
export const ordersOf = (traffic: Pick<Traffic, 'first' | 'second' | 'entrances'>): readonly Order[] =>
  (
    [
      [traffic.first, traffic.second],
      [traffic.second, traffic.first],
    ] as const
  ).map(([base, other]) => ({ base, other, id: `rests-${digestOf(traffic, base, other)}` }));

const digestOf = ({ entrances }: Pick<Traffic, 'entrances'>, ...pair: readonly Entrance[]): string =>
  createHash('sha256')
    .update(pair.map(({ site }) => (entrances[site] as string).toLowerCase()).join(' '))
    .digest('hex')
    .slice(0, 8);

/** The order that the switch rests on. */
export const orderNow = (traffic: Pick<Traffic, 'first' | 'second' | 'entrances' | 'base'>): Order =>
  ordersOf(traffic).find(({ base }) => base.site === traffic.base.site) as Order;

/** The name under which an order answers: below that which users know. */
export const hostOf = ({ id }: Pick<Order, 'id'>, { name }: Pick<Traffic, 'name'>): string => `${id}.${name}`;

/** Every name that users know. */
export const usersOf = ({ name, aliases }: Pick<Traffic, 'name' | 'aliases'>): readonly string[] => [name, ...aliases];

/** Whether a name is that of the zone itself. */
export const isApex = (name: string, zone: string): boolean => name.toLowerCase() === zone.toLowerCase();

/** Whose compartment the zone is in. */
export const zoneIn = ({ zoneOwner, first }: Pick<Traffic, 'zoneOwner' | 'first'>): string => zoneOwner?.account ?? first.account;
