import { armOf, idOf, listOf, managed, named } from '../arm';
import { Refusal } from '../../../../support/day/refusal';
import type { Body, Options, Resource, Service } from '../service';
import type { World } from '../world';

/*
 * Clusters of AKS and their pools: https://learn.microsoft.com/rest/api/aks (2026-11). What the command line refuses itself stands in its source
 * (azure/cli/command_modules/acs/custom.py, `aks_agentpool_scale`).
 */

const CLUSTER = 'Microsoft.ContainerService/managedClusters';
const POOL = `${CLUSTER}/agentPools`;

const clusterId = ({ subscription = '', 'resource-group': group = '', ...of }: Options): string =>
  idOf(CLUSTER, { subscription, 'resource-group': group }, of['cluster-name'] ?? of['name']);
const poolId = (options: Options): string => `${clusterId(options)}/agentPools/${options['name'] ?? ''}`;

/** How many nodes of the application a cluster has, by its name. */
export const nodesOf = (world: World, cluster: string): number =>
  world
    .all(POOL)
    .filter(({ id }) => id.split('/').at(-3)?.toLowerCase() === cluster.toLowerCase())
    .reduce((sum, { properties }) => sum + Number(properties['count']), 0);

const change = (world: World, id: string, properties: Body): Resource => managed(world, 'PATCH', id, { properties });

function scale(world: World, options: Options): Resource {
  const { id, properties } = managed(world, 'GET', poolId(options));
  if (properties['enableAutoScaling']) throw new Refusal(0, 'CLIError', 'Cannot scale cluster autoscaler enabled node pool.');
  const count = Number(options['node-count']);
  if (properties['count'] === count) throw new Refusal(0, 'CLIError', 'The new node count is the same as the current node count.');
  return change(world, id, { count });
}

function update(world: World, options: Options): Resource {
  const { id, properties } = managed(world, 'GET', poolId(options));
  if (options['disable-cluster-autoscaler'] !== undefined)
    return change(world, id, { enableAutoScaling: false, minCount: null, maxCount: null });
  const [minCount, maxCount] = [Number(options['min-count']), Number(options['max-count'])];
  return change(world, id, { enableAutoScaling: true, minCount, maxCount, count: Math.max(minCount, Number(properties['count'])) });
}

/** What the provider sends of a pool: but for the number, where that is ignored and the pool is there. */
function renderPool(world: World, body: Body): string {
  const id = `${String(body['kubernetes_cluster_id'])}/agentPools/${String(body['name'])}`;
  const was = world.at(id);
  const ignores = ((body['lifecycle'] as Body | undefined)?.['ignore_changes'] ?? []) as string[];
  const scales = body['auto_scaling_enabled'] === true;
  const [minCount, maxCount] = scales ? [body['min_count'], body['max_count']] : [null, null];
  const declared = Number(body['node_count'] ?? body['min_count']);
  const count = was && ignores.includes('node_count') ? Number(was.properties['count']) : declared;
  const properties = {
    mode: body['mode'],
    count,
    enableAutoScaling: scales,
    minCount,
    maxCount,
    provisioningState: world.broken.has('pools settle') ? 'Failed' : 'Succeeded',
  };
  managed(world, 'PUT', id, { properties });
  return id;
}

export const kubernetes: Service = {
  types: {
    [CLUSTER.toLowerCase()]: {
      put: (_, next) => ({
        ...next,
        properties: { ...next.properties, provisioningState: 'Succeeded', powerState: { code: 'Running' } },
      }),
    },
  },
  commands: {
    'aks show': (world, options) => named(managed(world, 'GET', clusterId(options))),
    'aks nodepool show': (world, options) => named(managed(world, 'GET', poolId(options))),
    'aks nodepool list': (world, options) => listOf(world, `${clusterId(options)}/agentPools`),
    'aks nodepool scale': scale,
    'aks nodepool update': update,
    'resource list': (world, { subscription = '', 'resource-type': type = '', 'resource-group': group = '' }) => {
      const query = { $filter: `resourceType eq '${type}'` };
      const path = `/subscriptions/${subscription}/resources`;
      const { value } = world.call({ method: 'GET', host: 'management.azure.com', path, query }) as { value: Resource[] };
      return value.filter(({ id }) => id.includes(`/resourceGroups/${group}/`)).map((one) => named(one));
    },
    'identity show': (world, options) => {
      const one = managed(world, 'GET', idOf('Microsoft.ManagedIdentity/userAssignedIdentities', options));
      return { ...named(one), clientId: `client-of-${one.name}` };
    },
  },
  renders: {
    azurerm_kubernetes_cluster: {
      id: (body) => armOf(body, CLUSTER),
      arm: ({ location, tags, kubernetes_version: version }) => ({
        location,
        tags,
        properties: { currentKubernetesVersion: `${String(version)}.1` },
      }),
    },
    azurerm_kubernetes_cluster_node_pool: {
      id: (body) => `${String(body['kubernetes_cluster_id'])}/agentPools/${String(body['name'])}`,
      make: renderPool,
      anew: ['name', 'kubernetes_cluster_id', 'vm_size'],
    },
  },
};
