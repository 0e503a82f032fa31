import type { SecretsDeclaration } from '../../../components/secrets';
import { kebab } from '../../../words/kebab';
import { nameIn, NAMED } from '../existing';

/** A secret by its own name: what exists has its own, the same at both sites, as a replica has. */
export function secretNamed({ existing = {} }: SecretsDeclaration, prefix: string, name: string): string {
  const found = Object.values(existing).flatMap(({ ids }) => (ids[name] === undefined ? [] : [ids[name]]))[0];
  return found === undefined ? `${prefix}-${kebab(name)}` : nameIn(NAMED.secret, found);
}
