import { byName, saidToService } from '../../components/environment';
import { isOf } from '../../components/declarations';
import type { Form } from '../../words/posture';
import type { ServiceDeclaration } from '../../components/service';
import type { AzureContext, AzurePlacement } from './cell';
import { keyVaultName } from './names';
import { partitionOf } from './partition';

/** What runs, at a site. */
export type Running = Pick<AzurePlacement<ServiceDeclaration, never>, 'declaration'>;

/** What a service is given: texts, and ids of secrets of its own site, each by its variable. */
export interface ServiceEnvironment {
  readonly texts: readonly (readonly [variable: string, value: string])[];
  readonly secrets: readonly (readonly [variable: string, id: string])[];
}

/**
 * What a service finds in its environment: of what it works on, at its own site, and what its architect adds. Secrets are named by the vaults of
 * the site, without a version: the newest value is read.
 */
export function environmentOf(context: AzureContext, { declaration }: Running): ServiceEnvironment {
  const { sitePlan, site } = context;
  const own = `${keyVaultName(sitePlan.ground)}.${partitionOf(site.region.code).vaultSuffix}`;
  const { texts, secrets } = saidToService(context, declaration);
  return {
    texts: byName({ ...texts, ...declaration.environment }),
    secrets: byName(secrets).map(([variable, { secretName, host = own }]) => [variable, `https://${host}/secrets/${secretName}`]),
  };
}

/** What works on other components. */
export interface Using {
  readonly form: Form;
  readonly declaration: { readonly uses: readonly string[] };
}

/** Components of a kind that it works on, at its own site. */
export const usesOf = (
  { placements }: Pick<AzureContext, 'placements'>,
  { declaration }: Pick<Using, 'declaration'>,
  kind: 'secrets' | 'object-storage' | 'relational-database' | 'table',
): AzureContext['placements'] =>
  placements.filter((one) => one.current && declaration.uses.includes(one.component) && isOf(kind, one.declaration));
