import { Refusal } from '../../../../support/day/refusal';
import { armOf, idOf, listOf, managed, named } from '../arm';
import type { Body, Options, Service } from '../service';
import type { World } from '../world';

/* Container registries: https://learn.microsoft.com/azure/container-registry/container-registry-import-images (2026-11). */

const REGISTRY = 'Microsoft.ContainerRegistry/registries';

/** The digests of each repository of a registry. */
export const imagesOf = (world: World, registry: string): Map<string, Set<string>> => {
  const all = world.store('images', () => new Map<string, Map<string, Set<string>>>());
  if (!all.has(registry)) all.set(registry, new Map());
  return all.get(registry) as Map<string, Set<string>>;
};

/** Pushes an image to a repository, by its digest. */
export function push(world: World, registry: string, repository: string, digest: string): void {
  const all = imagesOf(world, registry);
  all.set(repository, new Set([...(all.get(repository) ?? []), digest]));
}

const plane = (world: World, { name = '', registry = name }: Options, path: string): unknown =>
  world.call({ method: 'GET', host: `${registry}.azurecr.io`, path });

export const registry: Service = {
  types: {
    [REGISTRY.toLowerCase()]: {
      put: (_, next) => ({
        ...next,
        properties: { ...next.properties, provisioningState: 'Succeeded', loginServer: `${next.name}.azurecr.io` },
      }),
      actions: {
        importImage: (world, one, body) => {
          const { resourceId, sourceImage } = body['source'] as { resourceId: string; sourceImage: string };
          const from = world.at(resourceId);
          if (!from) throw new Refusal(404, 'RegistryNotFound', `${resourceId} was not found.`);
          world.reach(from);
          const [repository = '', digest = ''] = sourceImage.split('@');
          if (!imagesOf(world, from.name).get(repository)?.has(digest))
            throw new Refusal(404, 'ManifestUnknown', `${sourceImage} is not in ${from.name}.`);
          for (const into of body['untaggedTargetRepositories'] as string[]) push(world, one.name, into, digest);
        },
      },
    },
  },
  planes: [
    {
      suffix: 'azurecr.io',
      type: REGISTRY,
      answer: (world, { name }, { path }) => {
        const repository = /^\/acr\/v1\/(.+)\/_manifests$/.exec(path)?.[1];
        if (repository === undefined) return [...imagesOf(world, name).keys()];
        return [...(imagesOf(world, name).get(repository) ?? [])].map((digest) => ({ digest }));
      },
    },
  ],
  commands: {
    'acr show': (world, options) => named(managed(world, 'GET', idOf(REGISTRY, options))),
    'acr list': (world, { subscription = '', 'resource-group': group }) =>
      listOf(world, `/subscriptions/${subscription}${group === undefined ? '' : `/resourceGroups/${group}`}/providers/${REGISTRY}`),
    'acr repository list': (world, options) => plane(world, options, '/acr/v1/_catalog'),
    'acr manifest list-metadata': (world, { name = '', registry: of = '' }) => plane(world, { registry: of }, `/acr/v1/${name}/_manifests`),
    'acr import': (world, options) =>
      managed(world, 'POST', `${idOf(REGISTRY, options)}/importImage`, {
        source: { resourceId: options['registry'], sourceImage: options['source'] },
        untaggedTargetRepositories: [options['repository']],
        mode: options['force'] === undefined ? 'NoForce' : 'Force',
      }),
  },
  renders: {
    azurerm_container_registry: {
      id: (body) => armOf(body, REGISTRY),
      arm: (body: Body) => ({ location: body['location'], tags: body['tags'], sku: { name: body['sku'], tier: body['sku'] } }),
    },
  },
};
