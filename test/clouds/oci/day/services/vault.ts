import { Refusal } from '../../../../support/day/refusal';
import type { Body } from '../../../../support/day/terraform';
import type { Options, Service } from '../service';
import { notFound, type Thing, type World } from '../world';

/*
 * Vaults, their keys and secrets: https://docs.oracle.com/iaas/Content/KeyManagement/Tasks/managingsecrets.htm (2026-11). A secret that waits for its deletion keeps its name, and
 * takes no value; a version is one of thirty at the most.
 */

const VAULT = 'vault';
const KEY = 'key';
const SECRET = 'vaultsecret';
const VERSIONS = 30;

interface Secret extends Thing {
  vaultId: string;
  versions: string[];
}

/** A secret of a vault, by names; one that is gone is none. */
export const secretAt = (world: World, region: string, vault: string, name: string): Secret | undefined =>
  (world.all(SECRET, region) as Secret[]).find(
    (one) => one['secretName'] === name && one.vaultId === world.named(VAULT, region, vault)?.id,
  );

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Gives a secret a value, as whoever keeps it does. */
export function give(world: World, region: string, vault: string, name: string, value: string): void {
  const there = secretAt(world, region, vault, name);
  if (there) there.versions.push(base64(value));
  else create(world, region, { vaultId: world.named(VAULT, region, vault)?.id ?? '', secretName: name }, base64(value));
}

/** What a secret is now, as it was given. */
export const valueOf = (world: World, region: string, vault: string, name: string): string | undefined => {
  const one = secretAt(world, region, vault, name);
  return one?.lifecycleState === 'ACTIVE' ? Buffer.from(one.versions.at(-1) ?? '', 'base64').toString() : undefined;
};

function create(world: World, region: string, told: Body, value: string): Thing {
  const taken = (world.all(SECRET, region) as Secret[]).some(
    (one) => one.vaultId === told['vaultId'] && one['secretName'] === told['secretName'],
  );
  if (taken) throw new Refusal(409, 'NotAuthorizedOrResourceAlreadyExists', `The secret ${String(told['secretName'])} is there already.`);
  const vault = world.at(String(told['vaultId']), region);
  world.in(vault, 'ACTIVE');
  return world.make(SECRET, region, String(told['secretName']), { ...told, versions: [value] });
}

/** Its contents come from a file: no argument of a program has them. */
const contentOf = (options: Options): string => options['secretContentContent'] ?? '';

function update(world: World, options: Options): Thing {
  const one = world.at(options['secret-id'], options['region']) as Secret;
  world.in(one, 'ACTIVE');
  if (one.versions.length >= VERSIONS) throw new Refusal(400, 'LimitExceeded', `A secret has ${VERSIONS} versions at the most.`);
  one.versions.push(contentOf(options));
  return one;
}

const endpointOf = (region: string, id: string): string => `https://${id.split('.').at(-1) ?? ''}-management.kms.${region}.oraclecloud.com`;

export const vaults: Service = {
  commands: {
    'kms management vault list': (world, { region = '' }) => world.listed(VAULT, region),
    'kms management vault get': (world, { region, 'vault-id': id }) => world.at(id, region),
    'kms management vault update': (world, { region, 'vault-id': id, 'freeform-tags': tags = '{}' }) => {
      const one = world.at(id, region);
      world.in(one, 'ACTIVE');
      one['freeformTags'] = JSON.parse(tags) as unknown;
      return world.accept(one, 'UPDATING', { lifecycleState: 'ACTIVE' });
    },
    'kms management key list': (world, { region = '', endpoint }) =>
      world.listed(KEY, region).filter((one) => one['managementEndpoint'] === endpoint),
    'vault secret list': (world, { region = '', 'vault-id': vault, 'lifecycle-state': state, name }) =>
      (world.listed(SECRET, region, name) as Secret[])
        .filter((one) => one.vaultId === vault && (state === undefined || one.lifecycleState === state))
        .map(({ versions: _, ...one }) => one),
    'vault secret get': (world, { region, 'secret-id': id }) => world.at(id, region),
    'vault secret create-base64': (world, options) =>
      create(world, options['region'] ?? '', { vaultId: options['vault-id'], secretName: options['secret-name'] }, contentOf(options)),
    'vault secret update-base64': update,
    'vault secret cancel-secret-deletion': (world, { region, 'secret-id': id }) => {
      const one = world.at(id, region);
      world.in(one, 'PENDING_DELETION');
      return world.accept(one, 'CANCELLING_DELETION', { lifecycleState: 'ACTIVE' });
    },
    'secrets secret-bundle get-secret-bundle-by-name': (world, { region = '', 'vault-id': vault, 'secret-name': name }) => {
      const one = (world.all(SECRET, region) as Secret[]).find((each) => each.vaultId === vault && each['secretName'] === name);
      if (one?.lifecycleState !== 'ACTIVE') throw notFound(name ?? '');
      return { secretBundleContent: { contentType: 'BASE64', content: one.versions.at(-1) } };
    },
  },
  renders: {
    oci_kms_vault: {
      make: (world, region, body, was) => {
        if (was) return was;
        const made = world.make(VAULT, region, String(body['display_name']), { freeformTags: body['freeform_tags'] });
        return Object.assign(made, { managementEndpoint: endpointOf(region, made.id) });
      },
    },
    oci_kms_key: {
      make: (world, region, body, was) =>
        was ??
        world.make(KEY, region, String(body['display_name']), {
          lifecycleState: 'ENABLED',
          managementEndpoint: body['management_endpoint'],
        }),
      anew: ['compartment_id', 'management_endpoint', 'key_shape'],
    },
    oci_vault_secret: {
      make: (world, region, body, was) =>
        was ?? create(world, region, { vaultId: body['vault_id'], secretName: body['secret_name'] }, base64(`made by ${region}`)),
      anew: ['secret_name', 'vault_id', 'key_id'],
    },
  },
};
