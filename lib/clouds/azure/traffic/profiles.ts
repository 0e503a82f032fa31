import { DataAzurermPublicIp } from '@cdktf/provider-azurerm/lib/data-azurerm-public-ip/index.js';
import { TrafficManagerExternalEndpoint } from '@cdktf/provider-azurerm/lib/traffic-manager-external-endpoint/index.js';
import { TrafficManagerNestedEndpoint } from '@cdktf/provider-azurerm/lib/traffic-manager-nested-endpoint/index.js';
import {
  TrafficManagerProfile,
  type TrafficManagerProfileMonitorConfig,
} from '@cdktf/provider-azurerm/lib/traffic-manager-profile/index.js';
import { AGAIN_PATH, portOf, SERVING_PATH } from '../../../components/load-balancer';
import type { LinksContext } from '../../../port/cloud';
import type { AzureState } from '../state';
import { labelOf, type Entrance, type Traffic } from './names';

/**
 * How an entrance is asked: every ten seconds, and no more than three times in vain. Azure bills the interval as fast probing.
 * https://learn.microsoft.com/azure/traffic-manager/traffic-manager-monitoring, 2026-11; https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/trafficmanager/traffic_manager_profile_resource.go
 */
export const PROBE = { intervalInSeconds: 10, timeoutInSeconds: 5, toleratedNumberOfFailures: 2 } as const;

/** Seconds that an answer about the entrance is kept. */
export const TTL = 30;

/**
 * Places in an order, each of which only one of two may have, and of which one alone moves: the site that served first stands there for ever; the other
 * one ahead of it while it may take over, and behind it once the switch rests on it. Two that change at once would meet themselves.
 */
const FIRST = 500;
const AHEAD = 400;
const BEHIND = 600;

/** The two entrances by the names of their endpoints: they stay where a site is replaced. */
export const ENDS = ['first', 'second'] as const;
/** Which of them an entrance is. */
export const endOf = ({ first }: Traffic, { site }: Entrance): (typeof ENDS)[number] => (site === first.site ? 'first' : 'second');

/** The profiles of a switch. */
export interface Profiles {
  /** What users are sent by: what serves again ahead of what merely serves. */
  readonly users: TrafficManagerProfile;
  /** What serves, in the order of both sites. */
  readonly serving: TrafficManagerProfile;
  /** What serves again, likewise. */
  readonly again: TrafficManagerProfile;
  /** The addresses of the entrances, by site key. */
  readonly addresses: ReadonlyMap<string, DataAzurermPublicIp>;
  /** What leads to an entrance: names wait for it, or they would lead nowhere for a moment. */
  readonly leads: readonly TrafficManagerNestedEndpoint[];
}

/**
 * Three profiles of priorities. Each of two asks both entrances one path, and stands under a third: whoever serves again, else whoever serves; of
 * several the one that may take over. So the last taker wins for three moves without a new base, and a side that comes back unfenced gets
 * no user. Where nobody serves, all count as well ("all of them are considered"): the first of the first order answers, which stands by, with its page.
 * An entrance is asked by its address, since a name at the apex of a zone takes profiles of addresses alone (`records.ts`); it is told its own name all the
 * same: a firewall holds a request to a bare address against whoever sends it (rule 920350 of its sets).
 */
export function renderProfiles(context: LinksContext, traffic: Traffic): Profiles {
  const addresses = new Map([traffic.first, traffic.second].map((peer) => [peer.site, addressOf(context, peer)]));
  const again = renderProfile(context, traffic, 'again', AGAIN_PATH);
  const serving = renderProfile(context, traffic, 'serving', SERVING_PATH);
  const users = renderProfile(context, traffic, undefined, SERVING_PATH);
  const leads = (
    [
      [again, 'again', 100],
      [serving, 'serving', 200],
    ] as const
  ).map(([child, name, priority]) => {
    const ends = renderEnds(context, traffic, { child, name, addresses });
    return new TrafficManagerNestedEndpoint(context.stack, `users-${name}`, {
      name,
      profileId: users.id,
      targetResourceId: child.id,
      minimumChildEndpoints: 1,
      priority,
      provider: context.stateProvider(),
      // A child has as many endpoints as it is asked for, or is refused.
      dependsOn: ends,
    });
  });
  return { users, serving, again, addresses, leads };
}

const addressOf = ({ stack, provider }: LinksContext, { site, region, names, ground }: Entrance): DataAzurermPublicIp =>
  new DataAzurermPublicIp(stack, `entrance-${region}`, { name: names.address, resourceGroupName: ground.group, provider: provider(site) });

/** Beside the state of the stack, in the resource group of a place that is neither site: that of a site could not be changed while it is out. */
function renderProfile(context: LinksContext, traffic: Traffic, which: string | undefined, path: string): TrafficManagerProfile {
  const { stack, state, workload, stateProvider } = context;
  const name = [labelOf(traffic), ...(which ? [which] : [])].join('-');
  return new TrafficManagerProfile(stack, which ?? 'users', {
    name,
    resourceGroupName: (state as AzureState).resourceGroup,
    trafficRoutingMethod: 'Priority',
    dnsConfig: { relativeName: name, ttl: TTL },
    monitorConfig: monitorOf(traffic, path),
    tags: { workload: workload.id },
    provider: stateProvider(),
  });
}

/** An entrance that serves answers 302, and no other one does (`load-balancer/paths.ts`). */
function monitorOf({ entrance, first }: Traffic, path: string): TrafficManagerProfileMonitorConfig {
  const port = portOf(entrance, first.site);
  return { protocol: port === 443 ? 'HTTPS' : 'HTTP', port, path, expectedStatusCodeRanges: ['302-302'], ...PROBE };
}

/** Both entrances in one child, in the order that the base gives them. */
function renderEnds(
  { stack, stateProvider }: LinksContext,
  traffic: Traffic,
  { child, name, addresses }: { readonly child: TrafficManagerProfile; readonly name: string } & Pick<Profiles, 'addresses'>,
): TrafficManagerExternalEndpoint[] {
  const { base, first, second, entrances } = traffic;
  const places = { first: FIRST, second: base.site === first.site ? AHEAD : BEHIND };
  return [first, second].map((peer) => {
    const end = endOf(traffic, peer);
    return new TrafficManagerExternalEndpoint(stack, `${name}-${end}`, {
      name: end,
      profileId: child.id,
      target: (addresses.get(peer.site) as DataAzurermPublicIp).ipAddress,
      priority: places[end],
      customHeader: [{ name: 'host', value: entrances[peer.site] as string }],
      // One that is never asked would get users whatever it says.
      alwaysServeEnabled: false,
      provider: stateProvider(),
    });
  });
}
