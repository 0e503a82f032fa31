import { Refusal } from '../../../support/day/refusal';
import { DayWorld } from '../../../support/day/world';
import { notFound } from './refusal';
import type { Body, Call, Resource, Service, TypeRules } from './service';

/** Who calls in a day: people and pipelines of one group, from one address. */
export const CALLER = {
  principals: ['00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000b'],
  address: '198.51.100.16/28',
};

/**
 * A small Azure: regions, what Resource Manager knows, and what services hold. It is asked as Azure is, by REST, and refuses what Azure
 * refuses. A service is a file of `services/`. A mutant breaks a method and a type (`DELETE Microsoft.Network/privateEndpoints`), an action
 * (`POST importImage`), a method and a name of a service (`PUT vault.azure.net`), or what a service does by itself (`replication`).
 */
export class World extends DayWorld {
  /** What Resource Manager knows, by its id in lower case. */
  readonly resources = new Map<string, Resource>();

  constructor(private readonly services: readonly Service[]) {
    super();
  }

  protected passes(): (readonly [string, () => void])[] {
    return this.services.flatMap(({ passes = {} }) => Object.entries(passes)).map(([name, act]) => [name, () => act(this)]);
  }

  protected get known(): unknown {
    return this.resources;
  }

  /** Answers a call, or refuses it. */
  call(call: Call): unknown {
    const resource = this.called(call);
    return this.written({ method: call.method, path: call.path, region: resource && this.regionOf(resource) }, () => this.answer(call));
  }

  copy(): World {
    const copy = new World(this.services);
    copy.takes(this);
    for (const [id, one] of this.resources) copy.resources.set(id, structuredClone(one));
    return copy;
  }

  /** A resource, by its id. */
  at(id: string): Resource | undefined {
    return this.resources.get(id.toLowerCase());
  }

  /** Those of a type, whatever they are called. */
  all(type: string): Resource[] {
    return [...this.resources.values()].filter((one) => one.type.toLowerCase() === type.toLowerCase());
  }

  /** The one of a type that has this name. */
  named(type: string, name: string): Resource | undefined {
    return this.all(type).find((one) => one.name.toLowerCase() === name.toLowerCase());
  }

  /** Where a resource is: where it says, or what it lies under, or its group. */
  regionOf(resource: Resource): string | undefined {
    if (resource.location !== undefined) return resource.location === 'global' ? undefined : resource.location;
    const above = parentOf(resource.id);
    const parent = above === undefined ? undefined : this.at(above);
    return parent && this.regionOf(parent);
  }

  /**
   * A service of a region that is down answers nobody, through Resource Manager neither: it waits for it, and says 504
   * (https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors, GatewayTimeout).
   */
  reach(resource: Resource): void {
    const region = this.regionOf(resource);
    if (region !== undefined && this.down.has(region))
      throw new Refusal(
        504,
        'GatewayTimeout',
        `The gateway did not receive a response from '${resource.type}' within the specified time period.`,
      );
  }

  /**
   * What is written to a group is written down where the group is: while that is down, nothing of it is changed, wherever it stands
   * (https://learn.microsoft.com/azure/azure-resource-manager/management/overview#resource-group-location-alignment).
   */
  private writable(id: string): void {
    const group = this.at(groupOf(id));
    if (group?.location !== undefined && this.down.has(group.location))
      throw new Refusal(
        503,
        'ServiceUnavailable',
        `The resource group '${group.name}' is in ${group.location}, which does not answer: nothing of it is changed.`,
      );
  }

  /** Refuses whoever lacks each of these roles at a scope, or above it. */
  allow(scope: string, roles: readonly string[], code = 'AuthorizationPermissionMismatch'): void {
    const granted = this.all('Microsoft.Authorization/roleAssignments').some(
      ({ properties }) =>
        CALLER.principals.includes(String(properties['principalId'])) &&
        roles.includes(String(properties['roleDefinitionName'])) &&
        scope.toLowerCase().startsWith(String(properties['scope']).toLowerCase()),
    );
    if (!granted) throw new Refusal(403, code, 'This request is not authorized to perform this operation using this permission.');
  }

  /** Refuses to take away what is locked, or lies under what is. */
  unlocked(path: string): void {
    const lock = this.all('Microsoft.Authorization/locks').find(({ properties }) =>
      path.toLowerCase().startsWith(String(properties['scope']).toLowerCase()),
    );
    if (lock)
      throw new Refusal(
        409,
        'ScopeLocked',
        `The scope '${path}' cannot perform delete operation because following scope(s) are locked: '${String(lock.properties['scope'])}'.`,
      );
  }

  private rulesOf({ type }: Resource): TypeRules | undefined {
    return this.services.map(({ types }) => types?.[type.toLowerCase()]).find((found) => found !== undefined);
  }

  private planeOf(host: string): NonNullable<Service['planes']>[number] | undefined {
    return this.services.flatMap(({ planes = [] }) => planes).find(({ suffix }) => host.endsWith(`.${suffix}`));
  }

  private called({ host, path }: Call): Resource | undefined {
    if (host !== 'management.azure.com') {
      const [name = ''] = host.split('.');
      const plane = this.planeOf(host);
      return plane && this.named(plane.type, name);
    }
    for (let id: string | undefined = path; id !== undefined; id = parentOf(id)) {
      const one = this.at(id);
      if (one) return one;
    }
    return undefined;
  }

  private answer(call: Call): unknown {
    if (call.host === 'management.azure.com') return this.manage(call);
    const plane = this.planeOf(call.host);
    const resource = this.called(call);
    if (!plane || !resource) throw new Refusal(404, 'ENOTFOUND', `${call.host} is no name that is known`);
    this.reach(resource);
    return this.broken.has(`${call.method} ${plane.suffix}`) ? {} : plane.answer(this, resource, call);
  }

  private manage(call: Call): unknown {
    const { path, method } = call;
    const one = this.at(path);
    if (method === 'GET' || method === 'HEAD') {
      if (!one) return this.listed(call);
      this.reach(one);
      return one;
    }
    if (method === 'POST') return this.act(call);
    this.writable(path);
    if (method === 'DELETE') return this.remove(path);
    return this.put(path, (call.body ?? {}) as Body, method === 'PATCH');
  }

  private listed(call: Call): unknown {
    const own = this.services.map(({ lists }) => lists?.(this, call)).find((list) => list !== undefined);
    if (own !== undefined) return own;
    const [scope, behind] = splitId(call.path);
    if (behind === undefined || behind.split('/').length % 2 === 1) throw notFound('ResourceNotFound', call.path);
    const above = behind.split('/').length === 2 ? scope : call.path.replace(/\/[^/]+$/, '');
    const parent = this.at(above);
    if (parent) this.reach(parent);
    else if (above.split('/').length > 3) throw this.lacks(above);
    const type = typeOf(`${call.path}/x`);
    return { value: this.all(type).filter(({ id }) => id.toLowerCase().startsWith(`${above.toLowerCase()}/`)) };
  }

  private lacks(above: string): Refusal {
    const group = groupOf(above);
    return this.at(group) ? notFound('ParentResourceNotFound', above) : notFound('ResourceGroupNotFound', group);
  }

  private act({ path, query, body }: Call): unknown {
    const [, id = '', action = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
    const one = this.at(id);
    const act = one && this.rulesOf(one)?.actions?.[action];
    if (!one || !act) {
      const own = this.services
        .map(({ acts }) => acts?.(this, path, { ...query, ...(body as Body) }))
        .find((answer) => answer !== undefined);
      if (own !== undefined) return own;
      throw notFound('ResourceNotFound', path);
    }
    this.reach(one);
    this.writable(id);
    return (this.broken.has(`POST ${action}`) ? undefined : act(this, one, body as Body)) ?? {};
  }

  private put(path: string, body: Body, patches: boolean): Resource {
    const was = this.at(path);
    if (patches && !was) throw notFound('ResourceNotFound', path);
    const above = parentOf(path);
    if (above !== undefined && !this.at(above)) throw this.lacks(above);
    const next: Resource = {
      ...(patches ? was : {}),
      ...body,
      id: path,
      name: path.split('/').at(-1) as string,
      type: typeOf(path),
      properties: { ...(was?.properties ?? {}), ...(body['properties'] as Body | undefined) },
    };
    this.reach(was ?? next);
    if (was && this.broken.has(`${patches ? 'PATCH' : 'PUT'} ${next.type}`)) return was;
    const made = this.rulesOf(next)?.put?.(this, next, was) ?? next;
    this.resources.set(made.id.toLowerCase(), made);
    return made;
  }

  private remove(path: string): unknown {
    const one = this.at(path);
    if (!one) return undefined;
    this.reach(one);
    if (one.type !== 'Microsoft.Authorization/locks') this.unlocked(path);
    if (this.broken.has(`DELETE ${one.type}`)) return undefined;
    this.rulesOf(one)?.remove?.(this, one);
    for (const id of this.resources.keys())
      if (id === path.toLowerCase() || id.startsWith(`${path.toLowerCase()}/`)) this.resources.delete(id);
    return undefined;
  }
}

/** The group that an id lies in. */
export const groupOf = (id: string): string => /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0] ?? id;

/** `Microsoft.Storage/storageAccounts/objectReplicationPolicies` of an id that ends in one. */
export function typeOf(id: string): string {
  const [, behind] = splitId(id);
  if (behind === undefined) return 'Microsoft.Resources/resourceGroups';
  const [namespace, ...rest] = behind.split('/');
  return [namespace, ...rest.filter((_, i) => i % 2 === 0)].join('/');
}

/** What an id lies under: a resource, or its group. */
function parentOf(id: string): string | undefined {
  const [scope, behind] = splitId(id);
  if (behind === undefined) return undefined;
  return behind.split('/').length > 3 ? id.split('/').slice(0, -2).join('/') : scope;
}

/** The scope of an id, and what is behind its last `/providers/`. */
function splitId(id: string): [scope: string, behind: string | undefined] {
  const at = id.lastIndexOf('/providers/');
  return at < 0 ? [id, undefined] : [id.slice(0, at), id.slice(at + '/providers/'.length)];
}
