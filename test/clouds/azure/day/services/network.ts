import { Refusal } from '../../../../support/day/refusal';
import { armOf, listOf } from '../arm';
import type { Body, Resource, Service } from '../service';
import type { World } from '../world';

/*
 * What of networks a day asks for: private endpoints, gateways with what they answer, and the groups that carry markers
 * (https://learn.microsoft.com/azure/private-link/private-endpoint-overview, https://learn.microsoft.com/azure/application-gateway/redirect-overview, 2026-11).
 */

const NETWORK = 'Microsoft.Network';
const GATEWAY = `${NETWORK}/applicationGateways`;
const whole = (body: Body): Body => ({ location: body['location'], tags: body['tags'], properties: { told: body } });
const told = (one: Resource): Body => (one.properties['told'] ?? {}) as Body;

interface Redirect {
  readonly name: string;
  readonly redirect_type: string;
  readonly target_url: string;
}
interface Paths {
  readonly path_rule: readonly { readonly paths: readonly string[]; readonly redirect_configuration_name?: string }[];
}

/** A resource says itself what leads to it, and nothing of that where nothing does (as much as is known: UNVERIFIED). */
function leads(world: World, endpoint: Resource, isThere: boolean): void {
  const id = String((told(endpoint)['private_service_connection'] as Body)['private_connection_resource_id']);
  const target = world.at(id);
  if (!target) throw new Refusal(404, 'ResourceNotFound', `${id} was not found.`);
  world.reach(target);
  // What leads there is a part of it, too (https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources).
  if (!isThere) world.unlocked(`${target.id}/privateEndpointConnections/${endpoint.name}`);
  const { privateEndpointConnections: all = [], ...rest } = target.properties as { privateEndpointConnections?: Body[] } & Body;
  const others = all.filter(({ name }) => name !== endpoint.name);
  const own = {
    id: `${target.id}/privateEndpointConnections/${endpoint.name}`,
    name: endpoint.name,
    properties: { privateEndpoint: { id: endpoint.id }, privateLinkServiceConnectionState: { status: 'Approved' } },
  };
  const left = isThere ? [...others, own] : others;
  world.resources.set(id.toLowerCase(), { ...target, properties: left.length > 0 ? { ...rest, privateEndpointConnections: left } : rest });
}

/** What a gateway answers under a path: the status, and where it sends whoever asks; nothing where it is not there, or its region is down. */
export function answers(world: World, address: string, path: string): { readonly status: number; readonly to: string } | undefined {
  const gateway = world
    .all(GATEWAY)
    .find((one) => JSON.stringify(told(one)['frontend_ip_configuration']).toLowerCase().includes(`"${address.toLowerCase()}"`));
  if (!gateway || world.down.has(gateway.location ?? '')) return undefined;
  const { redirect_configuration: all, url_path_map: maps } = told(gateway) as unknown as {
    redirect_configuration: Redirect[];
    url_path_map: Paths[];
  };
  const name = maps.flatMap((map) => map.path_rule).find(({ paths }) => paths.includes(path))?.redirect_configuration_name;
  const redirect = all.find((one) => one.name === name);
  return redirect ? { status: redirect.redirect_type === 'Found' ? 302 : 303, to: redirect.target_url } : { status: 200, to: '' };
}

export const network: Service = {
  types: {
    [`${NETWORK}/privateEndpoints`.toLowerCase()]: {
      put: (world, next) => {
        leads(world, next, true);
        return next;
      },
      remove: (world, one) => {
        leads(world, one, false);
      },
    },
  },
  commands: {
    'network asg list': (world, { subscription = '', 'resource-group': group = '' }) =>
      listOf(world, `/subscriptions/${subscription}/resourceGroups/${group}/providers/${NETWORK}/applicationSecurityGroups`),
  },
  renders: {
    azurerm_application_security_group: {
      id: (body) => armOf(body, `${NETWORK}/applicationSecurityGroups`),
      arm: (body) => ({ location: body['location'], tags: body['tags'] }),
    },
    azurerm_application_gateway: { id: (body) => armOf(body, GATEWAY), arm: whole },
    azurerm_public_ip: { id: (body) => armOf(body, `${NETWORK}/publicIPAddresses`), arm: whole },
    azurerm_private_endpoint: {
      id: (body) => armOf(body, `${NETWORK}/privateEndpoints`),
      arm: whole,
      anew: ['name', 'location', 'resource_group_name', 'private_service_connection', 'subnet_id'],
    },
    azurerm_virtual_network: { id: (body) => armOf(body, `${NETWORK}/virtualNetworks`), arm: whole },
  },
};
