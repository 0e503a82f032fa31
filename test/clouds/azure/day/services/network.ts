import { Refusal } from '../refusal';
import { armOf, listOf, managed } from '../arm';
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
        const id = String((told(next)['private_service_connection'] as Body)['private_connection_resource_id']);
        const target = world.at(id);
        if (!target) throw new Refusal(404, 'ResourceNotFound', `${id} was not found.`);
        world.reach(target);
        const one = `${target.id}/privateEndpointConnections/${next.name}`;
        const properties = { privateLinkServiceConnectionState: { status: 'Approved' } };
        world.resources.set(one.toLowerCase(), { id: one, name: next.name, type: `${target.type}/privateEndpointConnections`, properties });
        return next;
      },
      remove: (world, one) => {
        const id = String((told(one)['private_service_connection'] as Body)['private_connection_resource_id']);
        world.resources.delete(`${id}/privateEndpointConnections/${one.name}`.toLowerCase());
      },
    },
  },
  commands: {
    'network asg list': (world, { subscription = '', 'resource-group': group = '' }) =>
      listOf(world, `/subscriptions/${subscription}/resourceGroups/${group}/providers/${NETWORK}/applicationSecurityGroups`),
    // Not as its model has it: the command tells what it was answered.
    'network private-endpoint-connection list': (world, { id = '' }) =>
      (managed(world, 'GET', `${id}/privateEndpointConnections`) as unknown as { value: Resource[] }).value,
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
