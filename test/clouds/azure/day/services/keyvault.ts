import { Refusal } from '../../../../support/day/refusal';
import { armOf, listOf, managed } from '../arm';
import type { Body, Call, Options, Resource, Service } from '../service';
import { CALLER, type World } from '../world';

/*
 * Key vaults and their secrets: https://learn.microsoft.com/rest/api/keyvault/secrets, and of what is deleted softly
 * https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview (2026-11).
 */

const VAULT = 'Microsoft.KeyVault/vaults';
const OFFICER = 'Key Vault Secrets Officer';

/** A secret: its versions, the last one counts. */
export interface Secret {
  readonly values: string[];
  deleted: boolean;
}

/** The secrets of a vault. */
export const secretsOf = (world: World, vault: string): Map<string, Secret> => {
  const all = world.store('secrets', () => new Map<string, Map<string, Secret>>());
  if (!all.has(vault.toLowerCase())) all.set(vault.toLowerCase(), new Map());
  return all.get(vault.toLowerCase()) as Map<string, Secret>;
};

function answer(world: World, vault: Resource, { method, path, body }: Call): unknown {
  const acls = (vault.properties['networkAcls'] ?? {}) as { defaultAction?: string; ipRules?: readonly { value: string }[] };
  if (acls.defaultAction === 'Deny' && !acls.ipRules?.some(({ value }) => value === CALLER.address))
    throw new Refusal(
      403,
      'ForbiddenByFirewall',
      `Client address is not authorized and caller is not a trusted service. Vault: ${vault.name}`,
    );
  world.allow(vault.id, method === 'GET' ? [OFFICER, 'Key Vault Secrets User'] : [OFFICER], 'ForbiddenByRbac');
  const all = secretsOf(world, vault.name);
  const [, kind = '', name = '', verb = ''] = path.split('/');
  const told = (one: string, { values }: Secret): Body => ({
    id: `https://${vault.name}.vault.azure.net/secrets/${one}`,
    name: one,
    value: values.at(-1),
    contentType: 'text/plain',
    attributes: { enabled: true, expires: null, notBefore: null },
  });
  const there = [...all].find(([one]) => one.toLowerCase() === name.toLowerCase());
  if (kind === 'deletedsecrets') {
    if (name === '') return [...all].filter(([, { deleted }]) => deleted).map(([one, secret]) => told(one, secret));
    if (!there?.[1].deleted || verb !== 'recover') throw new Refusal(404, 'SecretNotFound', `Deleted Secret not found: ${name}`);
    there[1].deleted = false;
    return told(...there);
  }
  if (method === 'PUT') {
    if (there?.[1].deleted)
      throw new Refusal(
        409,
        'Conflict',
        `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
      );
    const secret = there?.[1] ?? { values: [], deleted: false };
    secret.values.push(String((body as Body)['value']));
    all.set(there?.[0] ?? name, secret);
    return told(name, secret);
  }
  if (name === '') return [...all].filter(([, { deleted }]) => !deleted).map(([one, secret]) => told(one, secret));
  if (!there || there[1].deleted)
    throw new Refusal(404, 'SecretNotFound', `A secret with (name/id) ${name} was not found in this key vault.`);
  return told(...there);
}

const secretCall = ({ 'vault-name': vault = '', name }: Options, method: Call['method'], more: Partial<Call> = {}): Call => ({
  method,
  host: `${vault}.vault.azure.net`,
  path: name === undefined ? '/secrets' : `/secrets/${name}`,
  ...more,
});

const idOfVault = (world: World, { subscription = '', name = '' }: Options): string => {
  const one = listOf(world, `/subscriptions/${subscription}/providers/${VAULT}`).find((vault) => vault['name'] === name);
  if (!one) throw new Refusal(404, 'VaultNotFound', `The vault '${name}' was not found.`);
  return String(one['id']);
};

/** `value_wo` of Terraform: what it reads at that moment, or what it makes up. */
function valueOf(world: World, value: unknown): string {
  const [, vault = '', name = ''] = /^vault:([^/]+)\/(.+)$/.exec(String(value)) ?? [];
  if (vault === '') return String(value);
  return String((world.call({ method: 'GET', host: `${vault}.vault.azure.net`, path: `/secrets/${name}` }) as Body)['value']);
}

const vaultName = (body: Body): string => String(body['key_vault_id']).split('/').at(-1) as string;

export const keyvault: Service = {
  types: {
    [VAULT.toLowerCase()]: {
      put: (world, next, was) => {
        const elsewhere = world.named(VAULT, next.name);
        if (!was && elsewhere) throw new Refusal(409, 'VaultAlreadyExists', `The vault name '${next.name}' is already in use.`);
        return { ...next, properties: { ...next.properties, provisioningState: 'Succeeded' } };
      },
    },
  },
  planes: [{ suffix: 'vault.azure.net', type: VAULT, answer }],
  commands: {
    'keyvault show': (world, options) => managed(world, 'GET', idOfVault(world, options)),
    'keyvault list': (world, { subscription = '' }) => listOf(world, `/subscriptions/${subscription}/providers/${VAULT}`),
    'keyvault secret list': (world, options) =>
      (world.call(secretCall({ ...options, name: '' }, 'GET', { path: '/secrets' })) as Body[]).map(({ value: _, ...one }) => one),
    'keyvault secret list-deleted': (world, options) => world.call(secretCall(options, 'GET', { path: '/deletedsecrets' })),
    'keyvault secret show': (world, options) => world.call(secretCall(options, 'GET')),
    'keyvault secret set': (world, options) =>
      world.call(secretCall(options, 'PUT', { body: { value: options['value'] ?? options['@file'] } })),
    'keyvault secret download': (world, options) => ({
      file: options['file'],
      content: (world.call(secretCall(options, 'GET')) as Body)['value'],
    }),
    'keyvault secret recover': (world, options) =>
      world.call(secretCall(options, 'POST', { path: `/deletedsecrets/${options['name'] ?? ''}/recover` })),
  },
  renders: {
    azurerm_key_vault: {
      id: (body) => armOf(body, VAULT),
      arm: (body) => {
        const { default_action: defaultAction, ip_rules: ips = [] } = (body['network_acls'] ?? {}) as Body;
        return {
          location: body['location'],
          tags: body['tags'],
          properties: { networkAcls: { defaultAction, ipRules: (ips as string[]).map((value) => ({ value })) } },
        };
      },
    },
    azurerm_key_vault_secret: {
      id: () => '',
      anew: ['name', 'key_vault_id'],
      make: (world, body) => {
        const [vault, name] = [vaultName(body), String(body['name'])];
        world.call({
          method: 'PUT',
          host: `${vault}.vault.azure.net`,
          path: `/secrets/${name}`,
          body: { value: valueOf(world, body['value_wo']) },
        });
        return `https://${vault}.vault.azure.net/secrets/${name}`;
      },
      there: (world, id) => {
        const { host, pathname } = new URL(id);
        try {
          world.call({ method: 'GET', host, path: pathname });
          return true;
        } catch (error) {
          if (error instanceof Refusal && error.code === 'SecretNotFound') return false;
          throw error;
        }
      },
      // Never here: it would be deleted softly.
      remove: (world, id) => {
        const { host, pathname } = new URL(id);
        const secret = secretsOf(world, host.split('.')[0] as string).get(pathname.split('/').at(-1) as string);
        if (secret) secret.deleted = true;
      },
    },
  },
};
