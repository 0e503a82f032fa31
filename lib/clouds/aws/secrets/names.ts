import { givenId, type SecretsDeclaration } from '../../../components/secrets';
import { kebab } from '../../../words/kebab';
import { nameIn, NAMED } from '../existing';

/** A secret by its own name: what exists has its own, the same at both sites, as a replica has. */
export function secretNamed(declaration: SecretsDeclaration, prefix: string, name: string): string {
  const found = givenId(declaration, name);
  return found === undefined ? `${prefix}-${kebab(name)}` : nameIn(NAMED.secret, found);
}
