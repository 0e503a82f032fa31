import { givenId, type SecretsDeclaration } from '../../../components/secrets';
import { kebab } from '../../../plan/names';
import type { BasePlacement } from '../../../plan/plan';
import type { Place } from '../../../words/place';
import type { AzurePlacement } from '../cell';
import type { VaultWords } from '../cli-secrets';
import { AZURE_NAMES } from '../facts';
import { keyVaultName, type AzureGroundName } from '../names';
import { idParts } from './existing';

/** The one name that secrets take: of the vault that they are in at a site. */
export const SECRETS_NAMES = { keyVault: AZURE_NAMES.keyVault };

type Name = keyof typeof SECRETS_NAMES;
/** Secrets at a site. */
export type SecretsPlacement = AzurePlacement<SecretsDeclaration, Name>;
/** What is known of it whatever the situation. */
export type SecretsBase = BasePlacement<SecretsDeclaration, Name, AzureGroundName>;
/** Where they are. */
type SecretsPlace = Place<Name, AzureGroundName>;

/** The vault as the service knows it: what exists has its own name. */
export const vaultNameOf = ({ names, existing }: SecretsPlace): string => (existing ? names.keyVault : keyVaultName(names));

/** The vault as the command line names it. */
export const vaultOf = (place: SecretsPlace): VaultWords => ({ subscription: place.account, vault: vaultNameOf(place) });

/** A secret as its vault names it: the same at both sites, by the name that it has where it exists. */
export function secretNamed(declaration: SecretsDeclaration, name: string): string {
  const found = givenId(declaration, name);
  return found === undefined ? kebab(name) : (idParts(found)?.name ?? kebab(name));
}

/** All of them, as their vaults name them. */
export const secretNames = (declaration: SecretsDeclaration): string[] => declaration.secrets.map((name) => secretNamed(declaration, name));
