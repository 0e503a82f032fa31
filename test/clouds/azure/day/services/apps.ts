import { Refusal } from '../../../../support/day/refusal';
import { armOf, idOf, listOf, managed } from '../arm';
import type { Body, Resource, Service } from '../service';
import type { World } from '../world';
import { secretsOf } from './keyvault';
import { imagesOf } from './registry';

/*
 * Container Apps: https://learn.microsoft.com/azure/container-apps/revisions and https://learn.microsoft.com/azure/container-apps/manage-secrets (2026-11).
 * An app whose image or secret is not there is refused, and stays all the same, failed: https://github.com/hashicorp/terraform-provider-azurerm/issues/28511.
 */

const APP = 'Microsoft.App/containerApps';
const ENVIRONMENT = 'Microsoft.App/managedEnvironments';

interface Told {
  readonly secret?: readonly { readonly name: string; readonly key_vault_secret_id: string }[];
  readonly template: { readonly min_replicas: number; readonly container: readonly { readonly image: string }[] };
}

/** What an app lacks of what it is made from, or nothing. */
function lacks(world: World, { secret = [], template }: Told): string | undefined {
  for (const { image } of template.container) {
    const [, registry = '', repository = '', digest = ''] = /^([^.]+)\.azurecr\.io\/([^@]+)@(.+)$/.exec(image) ?? [];
    if (!imagesOf(world, registry).get(repository)?.has(digest)) return `unable to pull image ${image}`;
  }
  for (const { key_vault_secret_id: id } of secret) {
    const [, vault = '', name = ''] = /^https:\/\/([^.]+)\.[^/]+\/secrets\/(.+)$/.exec(id) ?? [];
    const found = secretsOf(world, vault).get(name);
    if (!found || found.deleted) return `unable to get value of ${id}`;
  }
  return undefined;
}

/** How many replicas of an app run; undefined where there is none. */
export const replicasOf = (world: World, app: string): number | undefined => {
  const one = world.all(APP).find(({ name }) => name === app);
  return one && Number(one.properties['replicas'] ?? 0);
};

const revisionOf = ({ name }: Resource): string => `${name}--1`;

export const apps: Service = {
  types: {
    [APP.toLowerCase()]: {
      put: (world, next) => {
        const { told } = next.properties as unknown as { told: Told };
        const why = lacks(world, told);
        const made = { ...next, properties: { ...next.properties, provisioningState: why === undefined ? 'Succeeded' : 'Failed' } };
        if (why !== undefined) {
          world.resources.set(next.id.toLowerCase(), made);
          throw new Refusal(400, 'InvalidParameterValueInContainerTemplate', why);
        }
        const revision = revisionOf(next);
        const replicas = told.template.min_replicas;
        return { ...made, properties: { ...made.properties, latestRevisionName: revision, latestReadyRevisionName: revision, replicas } };
      },
    },
  },
  commands: {
    'containerapp list': (world, { subscription = '', 'resource-group': group = '' }) =>
      listOf(world, `/subscriptions/${subscription}/resourceGroups/${group}/providers/${APP}`),
    'containerapp show': (world, options) => managed(world, 'GET', idOf(APP, options)),
    'containerapp revision show': (world, options) => ({
      properties: { healthState: 'Healthy', runningState: managed(world, 'GET', idOf(APP, options)).properties['provisioningState'] },
    }),
    'containerapp replica list': (world, options) =>
      Array.from({ length: Number(managed(world, 'GET', idOf(APP, options)).properties['replicas'] ?? 0) }, (_, i) => ({
        name: `${options['revision'] ?? ''}-${i}`,
        properties: { runningState: 'Running' },
      })),
  },
  renders: {
    azurerm_container_app_environment: { id: (body) => armOf(body, ENVIRONMENT), arm: (body: Body) => ({ location: body['location'] }) },
    azurerm_container_app: {
      id: (body) => armOf(body, APP),
      arm: (body: Body) => ({ tags: body['tags'], properties: { told: { secret: body['secret'], template: body['template'] } } }),
    },
  },
};
