import { listOf, SUBSCRIPTION } from '../arm';
import type { Call, Resource, Service } from '../service';

/* Resource groups, identities, grants and locks: https://learn.microsoft.com/rest/api/authorization (2026-11). */

const GRANT = 'Microsoft.Authorization/roleAssignments';
const LOCK = 'Microsoft.Authorization/locks';

export const ground: Service = {
  types: {
    [GRANT.toLowerCase()]: {
      // When it was made: those of the world are as old as a day's first questions ask for.
      put: (_, next, was) =>
        was ?? {
          ...next,
          properties: {
            ...next.properties,
            roleDefinitionId: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/1`,
            createdOn: new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+Z/, '+00:00'),
          },
        },
    },
  },
  // Resource Manager lists all that it knows, by a filter (https://learn.microsoft.com/rest/api/resources/resources/list): some commands look for a name so.
  lists: (world, { path, query = {} }) => {
    if (!/^\/subscriptions\/[^/]+\/resources$/.test(path)) return undefined;
    const wanted = [...(query['$filter'] ?? '').matchAll(/(\w+) eq '([^']*)'/g)];
    const named = ({ type, name }: Resource): Readonly<Record<string, string>> => ({ resourceType: type, name });
    return {
      value: [...world.resources.values()].filter((one) =>
        wanted.every(([, key = '', value = '']) => named(one)[key]?.toLowerCase() === value.toLowerCase()),
      ),
    };
  },
  commands: {
    // What has no command of its own is called as Resource Manager has it: az adds its host to a path (azure/cli/core/util.py, `send_raw_request`).
    rest: (world, { method = 'get', url = '', body }) => {
      const [path = '', query = ''] = url.split('?');
      return world.call({
        method: method.toUpperCase() as Call['method'],
        host: 'management.azure.com',
        path,
        query: Object.fromEntries(new URLSearchParams(query)),
        ...(body === undefined ? {} : { body: JSON.parse(body) as unknown }),
      });
    },
    'group exists': (world, { subscription = '', name = '' }) =>
      world.at(`/subscriptions/${subscription}/resourceGroups/${name}`) !== undefined,
    'role assignment list': (world, { scope = '' }) =>
      listOf(world, `/subscriptions/${SUBSCRIPTION}/providers/${GRANT}`).filter(
        (one) => scope.toLowerCase() === String(one['scope']).toLowerCase(),
      ),
  },
  renders: {
    azurerm_resource_group: {
      id: ({ name }) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${String(name)}`,
      arm: ({ location, tags }) => ({ location, tags, properties: {} }),
      anew: ['name', 'location'],
    },
    azurerm_user_assigned_identity: {
      id: ({ resource_group_name: group, name }) =>
        `/subscriptions/${SUBSCRIPTION}/resourceGroups/${String(group)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${String(name)}`,
      arm: ({ location, tags }) => ({ location, tags, properties: {} }),
    },
    azurerm_role_assignment: {
      id: ({ scope, principal_id: who, role_definition_name: role }) =>
        `${String(scope)}/providers/${GRANT}/${Buffer.from(`${String(who)} ${String(role)}`).toString('hex')}`,
      arm: ({ scope, principal_id: principalId, role_definition_name: roleDefinitionName }) => ({
        properties: { scope, principalId, roleDefinitionName },
      }),
      anew: ['scope', 'principal_id', 'role_definition_name'],
    },
    azurerm_management_lock: {
      id: ({ scope, name }) => `${String(scope)}/providers/${LOCK}/${String(name)}`,
      arm: ({ scope, lock_level: level }) => ({ properties: { scope, level } }),
      anew: ['scope', 'name', 'lock_level'],
    },
  },
};
