import { armOf } from '../arm';
import type { Ended } from '../../../../support/day/door';
import type { Body, Resource, Service } from '../service';
import type { World } from '../world';
import { answers } from './network';

/*
 * Traffic Manager and DNS, as users see them: a profile leads to the first of its endpoints that answers as its monitor expects, and a
 * nested one answers where one of its own does (https://learn.microsoft.com/azure/traffic-manager/traffic-manager-endpoint-monitoring, 2026-11).
 */

const PROFILE = 'Microsoft.Network/trafficManagerProfiles';
const told = (one: Resource): Body => (one.properties['told'] ?? {}) as Body;
const render = (id: (body: Body) => string) => ({ id, arm: (body: Body) => ({ properties: { told: body } }) });

/** The address that a profile leads to, and whether anybody is healthy there. */
function leads(world: World, profile: Resource): { readonly address: string; readonly isHealthy: boolean } {
  const { monitor_config: monitor } = told(profile) as { monitor_config: { path: string; expected_status_code_ranges: readonly string[] } };
  const endpoints = ['externalEndpoints', 'nestedEndpoints']
    .flatMap((kind) => world.all(`${PROFILE}/${kind}`))
    .filter(({ id }) => id.toLowerCase().startsWith(`${profile.id.toLowerCase()}/`))
    .sort((one, other) => Number(told(one)['priority']) - Number(told(other)['priority']));
  const seen = endpoints.map((one) => {
    const nested = world.at(String(told(one)['target_resource_id'] ?? ''));
    if (nested) return leads(world, nested);
    const address = String(told(one)['target']);
    const status = String(answers(world, address, monitor.path)?.status);
    return { address, isHealthy: monitor.expected_status_code_ranges.includes(`${status}-${status}`) };
  });
  return seen.find(({ isHealthy }) => isHealthy) ?? { address: seen[0]?.address ?? '', isHealthy: false };
}

/** Where a name leads; undefined where no name server knows it. */
function resolve(world: World, host: string): string | undefined {
  for (const kind of ['A', 'CNAME'])
    for (const record of world.all(`Microsoft.Network/dnsZones/${kind}`)) {
      const { name, zone_name: zone, target_resource_id: target } = told(record);
      if (`${String(name)}.${String(zone)}` !== host) continue;
      const profile = world.at(String(target));
      return profile?.type === PROFILE ? leads(world, profile).address : String(target);
    }
  return undefined;
}

/** `curl`, as far as steps call it: 6 where no name leads anywhere, 28 where nobody answers (man curl, EXIT CODES). */
export function curl(world: World, words: readonly string[]): Ended {
  const url = new URL(words.at(-1) as string);
  const address = resolve(world, url.hostname);
  if (address === undefined) return { code: 6 };
  const answer = answers(world, address, url.pathname);
  return answer ? { code: 0, out: answer.to } : { code: 28 };
}

export const traffic: Service = {
  renders: {
    azurerm_traffic_manager_profile: render((body) => armOf(body, PROFILE)),
    azurerm_traffic_manager_external_endpoint: render(
      ({ profile_id: profile, name }) => `${String(profile)}/externalEndpoints/${String(name)}`,
    ),
    azurerm_traffic_manager_nested_endpoint: render(
      ({ profile_id: profile, name }) => `${String(profile)}/nestedEndpoints/${String(name)}`,
    ),
    azurerm_dns_a_record: render(
      (body) => `${armOf({ ...body, name: body['zone_name'] }, 'Microsoft.Network/dnsZones')}/A/${String(body['name'])}`,
    ),
    azurerm_dns_cname_record: render(
      (body) => `${armOf({ ...body, name: body['zone_name'] }, 'Microsoft.Network/dnsZones')}/CNAME/${String(body['name'])}`,
    ),
  },
};
