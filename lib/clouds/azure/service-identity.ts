import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { isOf } from '../../components/declarations';
import type { ServiceDeclaration } from '../../components/service';
import type { BasePlacement } from '../../plan/plan';
import type { BaseContext } from '../../port/cloud';
import type { Place } from '../../words/place';
import { identityIn } from './ids';
import type { AzureGroundName } from './names';
import { grantIdentity, siteGroupOf } from './officer';

/** Id of the identity of a service. */
export const identityOf = ({ here }: { readonly here: Place<'identity', AzureGroundName> }): string =>
  identityIn(here, here.names.identity);

/**
 * Who reads the secrets and the data of a service: an identity of its own, with grants at the group of its site, in peace. What it is let in to comes with
 * the site, which no grant waits for (`settles`).
 */
export function renderIdentity(
  context: BaseContext<AzureGroundName>,
  { id, here, declaration }: BasePlacement<ServiceDeclaration, 'identity', AzureGroundName>,
): UserAssignedIdentity {
  const { stack, site, sitePlan, placements } = context;
  const identity = new UserAssignedIdentity(stack, `${id}-identity`, {
    name: here.names.identity,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    dependsOn: [siteGroupOf(stack)],
  });
  const used = placements.filter(({ component }) => declaration.uses.includes(component));
  const opensSecrets = used.some((one) => isOf('secrets', one.declaration) || isOf('relational-database', one.declaration));
  if (opensSecrets) grantIdentity(context, `${id}-reads-secrets`, identity, 'Key Vault Secrets User');
  if (used.some((one) => isOf('object-storage', one.declaration)))
    grantIdentity(context, `${id}-works-on-blobs`, identity, 'Storage Blob Data Contributor');
  return identity;
}
