import type { Body, Call, Resource } from './service';
import type { World } from './world';

/** A call of Resource Manager. */
export const managed = (world: World, method: Call['method'], path: string, body?: unknown): Resource =>
  world.call({ method, host: 'management.azure.com', path, body }) as Resource;

/** A list of Resource Manager, as the command line tells it. */
export const listOf = (world: World, path: string): Body[] =>
  (managed(world, 'GET', path) as unknown as { value: Resource[] }).value.map((one) => named(one));

/** As the command line tells a resource: its properties beside its name, some of them under another name (`todict` and the models of the SDKs). */
export function named(resource: Resource, other: Readonly<Record<string, string>> = {}): Body {
  const { properties, ...rest } = resource;
  const told = Object.entries(properties ?? {}).map(([key, value]) => [
    other[key] ?? key,
    key === 'privateEndpointConnections' ? (value as Resource[]).map((one) => named(one)) : value,
  ]);
  return { ...Object.fromEntries(told), ...rest, resourceGroup: /resourceGroups\/([^/]+)/i.exec(resource.id)?.[1] };
}

/** The id of what an argument list of Terraform describes. */
export const armOf = (body: Body, type: string): string =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/${String(body['resource_group_name'])}/providers/${type}/${String(body['name'])}`;

/** The one subscription of a day. */
export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';

/** The id of what a command line names. */
export const idOf = (type: string, options: Readonly<Record<string, string>>, name = options['name']): string =>
  `/subscriptions/${options['subscription'] ?? ''}/resourceGroups/${options['resource-group'] ?? ''}/providers/${type}/${name ?? ''}`;
