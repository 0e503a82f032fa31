import type { SecretsDeclaration } from '../../../components/secrets';
import { kebab } from '../../../plan/names';
import type { OciPlacement } from '../cell';
import { OCI_NAMES } from '../facts';

/** The one name that secrets take: of the vault that they are in at a site, and of its key. */
export const SECRETS_NAMES = { vault: OCI_NAMES.vault };

type Name = keyof typeof SECRETS_NAMES;
/** Secrets at a site. */
export type SecretsPlacement = OciPlacement<SecretsDeclaration, Name>;

/** All of them, as their vaults name them: the same at both sites. */
export const secretNames = ({ secrets }: SecretsDeclaration): string[] => secrets.map(kebab);
