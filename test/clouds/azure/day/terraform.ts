import { Refusal } from '../../../support/day/refusal';
import type { Provider, Scope } from '../../../support/day/terraform';
import { managed } from './arm';
import type { Body, Rendered, Resource, Service } from './service';
import type { World } from './world';

/* The provider of Azure. A type that no service knows is written down, and nothing else. */

const ANEW = ['name', 'location', 'resource_group_name'];
type Renders = Readonly<Record<string, Rendered>>;

/** What a day knows of azurerm. */
export function azurerm(services: readonly Service[]): Provider<World> {
  const renders: Renders = Object.assign({}, ...services.map((one) => one.renders ?? {}));
  return {
    prefix: 'azurerm',
    anew: (type) => renders[type]?.anew ?? ANEW,
    stateOf: (world, { terraform }) => {
      const { storage_account_name: name, key } = terraform.backend['azurerm'] as { storage_account_name: string; key: string };
      const account = world.named('Microsoft.Storage/storageAccounts', name);
      if (!account) throw new Error(`Error: Failed to get existing workspaces: ${name}: no such host`);
      managed(world, 'GET', account.id);
      return key;
    },
    refuses: (world, scope) => refusedByMarker(world, renders, scope),
    reads: (world, { stack }) => {
      for (const body of Object.values(stack.data?.['azurerm_public_ip'] ?? {}))
        managed(world, 'GET', renders['azurerm_public_ip']?.id(body) as string);
    },
    planned: (_, __, body) => body,
    make: (world, type, body) => {
      const rendered = renders[type];
      if (!rendered) return { id: `${type}/${String(body['name'])}` };
      if (rendered.make) return { id: rendered.make(world, body) };
      const id = rendered.id(body);
      const told = rendered.arm?.(body);
      managed(world, 'PUT', id, told ?? {});
      return { id, ...(told ? { told } : {}) };
    },
    remove: (world, { type, id }) => {
      const rendered = renders[type];
      if (!rendered) return;
      if (rendered.remove) rendered.remove(world, id);
      else managed(world, 'DELETE', id);
    },
    stands: (world, { type, id, told }) => {
      const rendered = renders[type];
      if (!rendered) return 'as told';
      if (!(rendered.there ?? thereById)(world, id)) return 'not';
      return told && differs(told, world.at(id)) ? 'otherwise' : 'as told';
    },
    text: (_, scope, value) => textOf(renders, scope, value),
  };
}

/** A marker refuses whoever knows less than what stands: the one condition that is read here. */
function refusedByMarker(world: World, renders: Renders, { stack }: Scope): string | undefined {
  for (const body of Object.values(stack.resource?.['azurerm_application_security_group'] ?? {})) {
    const { precondition = [] } = (body['lifecycle'] ?? {}) as { precondition?: readonly { condition: string; error_message: string }[] };
    for (const { condition, error_message: message } of precondition) {
      const [, data = '', list = ''] =
        /data\.azurerm_application_security_group\.([\w-]+)\[\*\] : try\(.*?\)\] : contains\((\[.*?\]), id\)/.exec(condition) ?? [];
      const group = stack.data?.['azurerm_application_security_group']?.[data];
      const standing = group && world.at(renders['azurerm_application_security_group']?.id(group) as string);
      const tags = (standing?.['tags'] ?? {}) as Record<string, string>;
      const id = tags['continuity-marker'] ?? tags['continuity-sequence'];
      if (standing && !(JSON.parse(list) as string[]).includes(id ?? '')) return message;
    }
  }
  return undefined;
}

function textOf(renders: Renders, scope: Scope, value: string): string {
  const { stack, state } = scope;
  return value.replaceAll(
    /\$\{(data\.|ephemeral\.)?(azurerm_\w+)\.([\w-]+)\.([\w.]+)\}/g,
    (_, kind: string | undefined, type: string, name: string, attribute: string) => {
      const declared = (kind === undefined ? stack.resource : kind === 'data.' ? stack.data : stack.ephemeral)?.[type]?.[name];
      if (kind === 'ephemeral.') return `vault:${String(declared?.['key_vault_id']).split('/').at(-1)}/${String(declared?.['name'])}`;
      if (kind === undefined && attribute === 'id') return state.get(`${type}.${name}`)?.id as string;
      if (attribute === 'id' || attribute === 'ip_address') return renders[type]?.id(declared as Body) ?? `${type}.${name}`;
      const own = declared?.[attribute];
      if (typeof own === 'string') return textOf(renders, scope, own);
      return attribute === 'resource_group_name' ? 'dns' : `${type}.${name}.${attribute}`;
    },
  );
}

/** What is there is answered for, and what is not is asked of what it lies under. */
function thereById(world: World, id: string): boolean {
  try {
    managed(world, 'GET', id);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return false;
    throw error;
  }
}

/** Whether a resource is another than it was told to be. */
function differs({ properties, ...rest }: Body, is: Resource | undefined): boolean {
  const all = [
    ...Object.entries(rest).map(([key, value]) => [value, is?.[key]]),
    ...Object.entries((properties ?? {}) as Body).map(([key, value]) => [value, is?.properties[key]]),
  ];
  return all.some(([told, found]) => JSON.stringify(told) !== JSON.stringify(found));
}
