import { createHash } from 'node:crypto';

/**
 * Storage accounts and key vaults take 24 characters, too few for workload, component, region, generation and what makes them
 * unique. The plan's name stays the identity; its letters are cut and closed by a hash of the whole. No generation overflows.
 */
function compact(identity: string): string {
  const letters = identity.replace(/[^a-z0-9]/g, '');
  const start = /^[a-z]/.test(letters) ? letters : `c${letters}`;
  return `${start.slice(0, 14)}${createHash('sha256').update(identity).digest('hex').slice(0, 10)}`;
}

/** The storage account of a plan's name: 3 to 24 lower-case letters and digits, unique in the world. */
export const accountName = (names: Readonly<Record<string, string>>): string => compact(names['account'] as string);

/** The key vault of a site's names: 3 to 24 letters, digits and hyphens, unique in the world. */
export const keyVaultName = (names: Readonly<Record<string, string>>): string => compact(names['keyVault'] as string);
