import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { BaseContext } from '../../../port/cloud';
import { identityIn } from '../ids';
import type { AzureGroundName } from '../names';
import { siteGroupOf } from '../officer';
import { partitionOf } from '../partition';
import { inVault, refuseVaultElsewhere } from '../vault-region';
import type { GatewayBase, GatewayPlace } from './names';

/** What the gateway asks its vault for. Without a version: it looks every four hours for a new one (https://learn.microsoft.com/azure/application-gateway/key-vault-certs, 2026-11). */
export function secretOf(id: string, region: string): string {
  const { vaultName, name } = inVault(id);
  return `https://${vaultName}.${partitionOf(region).vaultSuffix}/secrets/${name}`;
}

/** Id of the identity with which a gateway reads its certificate. */
export const readerId = (place: GatewayPlace): string => identityIn(place, place.names.identity);

/**
 * Who reads the certificate, and the grant for it at the vault, in peace: an identity of the gateway's own, which opens no data. A vault
 * that admits single networks alone has to let trusted services in, as the guide of {@link secretOf} says.
 */
export function renderReader({ stack, site, sitePlan }: BaseContext<AzureGroundName>, { id, here, declaration }: GatewayBase): void {
  const certificate = declaration.certificates[site.key];
  if (certificate === undefined) return;
  refuseVaultElsewhere({ stack, sitePlan }, `${id}-vault`, inVault(certificate));
  const reader = new UserAssignedIdentity(stack, `${id}-reader`, {
    name: here.names.identity,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    dependsOn: [siteGroupOf(stack)],
  });
  new RoleAssignment(stack, `${id}-reads-certificate`, {
    scope: inVault(certificate).vault,
    roleDefinitionName: 'Key Vault Secrets User',
    principalId: reader.principalId,
    principalType: 'ServicePrincipal',
  });
}
