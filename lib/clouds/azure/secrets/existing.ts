import type { SecretsDeclaration } from '../../../components/secrets';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { partitionOf } from '../partition';

/**
 * The id of a secret, without a version. A vault has 3 to 24 letters, digits and hyphens, a secret up to 127
 * (https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers, 2026-11).
 */
const ID = /^https:\/\/(?<vault>[a-z][a-z0-9-]{1,22}[a-z0-9])\.(?<suffix>[a-z.]+)\/secrets\/(?<name>[0-9a-z-]{1,127})\/?$/i;

/** What the id of a secret says; undefined where it is none. */
export function idParts(id: string): { readonly vault: string; readonly suffix: string; readonly name: string } | undefined {
  const { vault, suffix, name } = ID.exec(id)?.groups ?? {};
  return vault === undefined || suffix === undefined || name === undefined ? undefined : { vault: vault.toLowerCase(), suffix, name };
}

/** The vault of what exists at a site: its ids are of one (`existingFlaws`). */
export const vaultOfExisting = ({ existing }: SecretsDeclaration, site: string): string | undefined => {
  const found = existing?.[site];
  return found && (Object.values(found.ids).flatMap((id) => idParts(id)?.vault ?? [])[0] ?? '');
};

/** What is wrong with what is given of secrets that exist. */
export function existingFlaws({ existing }: SecretsDeclaration, { key, region }: SiteFacts): Flaw[] {
  const ids = Object.values(existing?.[key]?.ids ?? {});
  const { vaultSuffix } = partitionOf(region.code);
  const allowed = `https://VAULT.${vaultSuffix}/secrets/NAME, without a version`;
  const odd = ids.filter((id) => idParts(id)?.suffix.toLowerCase() !== vaultSuffix);
  const vaults = [...new Set(ids.flatMap((id) => idParts(id)?.vault ?? []))];
  return [
    ...odd.map((value) => ({ of: 'existing', value, allowed })),
    ...(vaults.length > 1
      ? [
          {
            of: 'existing',
            value: vaults.join(' and '),
            allowed: 'one vault a site for each component: the other site has one, too',
            fix: `another component for what is in ${vaults.slice(1).join(' and ')}`,
          },
        ]
      : []),
  ];
}
