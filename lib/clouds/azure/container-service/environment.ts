import { byName, saidBy, saidByAll } from '../../../components/environment';
import { isOf } from '../../../components/declarations';
import { kebab } from '../../../words/kebab';
import type { AzureContext } from '../cell';
import { hash, keyVaultName } from '../names';
import { partitionOf } from '../partition';
import type { AppPlacement } from './names';

/** A secret of an app: its name there, and where Key Vault has it. */
export interface AppSecret {
  readonly name: string;
  readonly keyVaultSecretId: string;
}

/** What an app is given: texts, and secrets of its own site, each by its variable. */
export interface AppEnvironment {
  readonly texts: readonly (readonly [variable: string, value: string])[];
  readonly secrets: readonly (readonly [variable: string, secret: AppSecret])[];
}

/** The command line takes no more than 20 letters of a secret's name: `az containerapp secret set --help`, 2026-11. */
const LONGEST = 20;
const nameOf = (variable: string): string => {
  const name = kebab(variable);
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 9).replace(/-+$/, '')}-${hash(variable)}`;
};

/**
 * What a service finds in its environment: of what it works on, at its own site, and what its architect adds. Values of secrets come from the vaults of
 * the site, without a version: a new one is read within half an hour (https://learn.microsoft.com/azure/container-apps/manage-secrets, 2026-11).
 */
export function environmentOf({ placements, neighbour, sitePlan, site }: AzureContext, { declaration }: AppPlacement): AppEnvironment {
  const own = `${keyVaultName(sitePlan.ground)}.${partitionOf(site.region.code).vaultSuffix}`;
  const { texts, secrets } = saidByAll(
    declaration.uses.flatMap((id) => {
      const one = placements.find(({ component, current }) => component === id && current);
      const rendered = one && neighbour(one.kind, id);
      return rendered ? [saidBy(id, one.declaration, rendered)] : [];
    }),
  );
  return {
    texts: byName({ ...texts, ...declaration.environment }),
    secrets: byName(secrets).map(([variable, { secretName, host = own }]) => [
      variable,
      { name: nameOf(variable), keyVaultSecretId: `https://${host}/secrets/${secretName}` },
    ]),
  };
}

/** Components of a kind that a service works on, at its own site. */
export const usesOf = (
  { placements }: Pick<AzureContext, 'placements'>,
  { declaration }: AppPlacement,
  kind: 'secrets' | 'object-storage' | 'relational-database' | 'table',
): AzureContext['placements'] =>
  placements.filter((one) => one.current && declaration.uses.includes(one.component) && isOf(kind, one.declaration));
