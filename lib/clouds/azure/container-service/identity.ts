import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { isOf } from '../../../components/declarations';
import type { BaseContext } from '../../../port/cloud';
import { identityIn } from '../ids';
import type { AzureGroundName } from '../names';
import { grantIdentity, siteGroupOf } from '../officer';
import type { AppBase, AppPlacement } from './names';

/** Id of the identity of a service. */
export const identityOf = ({ here }: Pick<AppPlacement, 'here'>): string => identityIn(here, here.names.identity);

/**
 * Who pulls the image of a service, and reads its secrets and its data: an identity of its own, with grants at the group of its site, in peace. What
 * it is let in to comes with the site, which no grant waits for (`settles`).
 */
export function renderIdentity(context: BaseContext<AzureGroundName>, { id, here, declaration }: AppBase): void {
  const { stack, site, sitePlan, placements } = context;
  const identity = new UserAssignedIdentity(stack, `${id}-identity`, {
    name: here.names.identity,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    dependsOn: [siteGroupOf(stack)],
  });
  const used = placements.filter(({ component }) => declaration.uses.includes(component));
  const opensSecrets = used.some((one) => isOf('secrets', one.declaration) || isOf('relational-database', one.declaration));
  grantIdentity(context, `${id}-pulls`, identity, 'AcrPull');
  if (opensSecrets) grantIdentity(context, `${id}-reads-secrets`, identity, 'Key Vault Secrets User');
  if (used.some((one) => isOf('object-storage', one.declaration)))
    grantIdentity(context, `${id}-works-on-blobs`, identity, 'Storage Blob Data Contributor');
}
