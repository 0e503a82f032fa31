import { KmsVault } from '@cdktf/provider-oci/kms-vault';
import { byName, saidBy } from '../../components/environment';
import type { ServiceDeclaration } from '../../components/service';
import type { OciContext, OciPlacement } from './cell';
import { domainOf } from './partition';

/** What a service is given, each by its variable. */
export type ServiceEnvironment = readonly (readonly [variable: string, value: string])[];

/**
 * What a service finds in its environment: of what it works on, at its own site, and what its architect adds. A secret is the address by which its newest value is
 * asked for, by whoever is let in (https://docs.oracle.com/iaas/api/#/en/secretretrieval/20190301/SecretBundle/GetSecretBundleByName, 2026-11): POST, signed.
 */
export function environmentOf(
  context: OciContext,
  { declaration }: Pick<OciPlacement<ServiceDeclaration, never>, 'declaration'>,
): ServiceEnvironment {
  const { placements, neighbour } = context;
  const all = declaration.uses.flatMap((id) => {
    const one = placements.find(({ component, current }) => component === id && current);
    const rendered = one && neighbour(one.kind, id);
    return rendered ? [{ id: one.id, said: saidBy(id, one.declaration, rendered) }] : [];
  });
  const texts: Record<string, string> = { ...Object.assign({}, ...all.map(({ said }) => said.texts)), ...declaration.environment };
  const secrets = all.flatMap(({ id, said }) =>
    byName(said.secrets).map(([variable, { secretName }]) => [variable, secretAddress(context, id, secretName)] as const),
  );
  return [...byName(texts), ...secrets.sort(([a], [b]) => (a < b ? -1 : 1))];
}

/** A vault of one's own is called as its component, or beside it. */
function secretAddress({ stack, site }: OciContext, id: string, secretName: string): string {
  const vault = [id, `${id}-vault`].map((name) => stack.node.tryFindChild(name)).find((one) => one instanceof KmsVault);
  const { code } = site.region;
  const at = `https://secrets.vaults.${code}.oci.${domainOf(code)}/20190301/secretbundles/actions/getByName`;
  return `${at}?secretName=${secretName}${vault instanceof KmsVault ? `&vaultId=${vault.id}` : ''}`;
}
