import { createHash } from 'node:crypto';
import { AZURE_NAMES } from './facts';

/** Names of what lies under every component. */
export const GROUND_NAMES = {
  group: AZURE_NAMES.group,
  identity: AZURE_NAMES.identity,
  keyVault: AZURE_NAMES.keyVault,
  actionGroup: AZURE_NAMES.actionGroup,
  insights: AZURE_NAMES.insights,
};

/** One of them. */
export type AzureGroundName = keyof typeof GROUND_NAMES;

/** What stands for a text in a name that cannot hold it. */
export const hash = (text: string, letters = 8): string => createHash('sha256').update(text).digest('hex').slice(0, letters);

/**
 * Storage accounts and key vaults take 24 characters, too few for workload, component, region, generation and what makes them
 * unique. The plan's name stays the identity; its letters are cut and closed by a hash of the whole. No generation overflows.
 */
function compact(identity: string): string {
  const letters = identity.replace(/[^a-z0-9]/g, '');
  const start = /^[a-z]/.test(letters) ? letters : `c${letters}`;
  return `${start.slice(0, 14)}${hash(identity, 10)}`;
}

/** The name that a storage account asks for. */
export type AccountName = 'account';

/** The storage account of a plan's name: 3 to 24 lower-case letters and digits, unique in the world. */
export const accountName = (names: Readonly<Record<AccountName, string>>): string => compact(names.account);

/** The key vault of a site's names: 3 to 24 letters, digits and hyphens, unique in the world. */
export const keyVaultName = (names: Readonly<Record<'keyVault', string>>): string => compact(names.keyVault);

/** The container registry of a plan's name: 5 to 50 letters and digits, unique in the world. */
export const registryName = (names: Readonly<Record<'registry', string>>): string => compact(names.registry);

/**
 * What all containers of a site run in: at most 59 letters, digits and hyphens
 * (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/containerapps/validate/validate.go). There is one a
 * site, so it is called as the group of the site is.
 */
export function environmentName({ group }: Readonly<Record<'group', string>>): string {
  if (/^[a-z][a-z0-9-]{0,58}$/.test(group)) return group;
  // One that exists may have other letters.
  const plain = group.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${plain.slice(0, 50).replace(/^[^a-z]+|-+$/g, '')}-${hash(group)}`;
}
