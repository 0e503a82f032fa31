import { DataAzurermNetworkInterface } from '@cdktf/provider-azurerm/lib/data-azurerm-network-interface/index.js';
import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity/index.js';
import { PrivateEndpoint } from '@cdktf/provider-azurerm/lib/private-endpoint/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import type { LinksContext } from '../../../port/cloud';
import { siteGroupId } from '../ids';
import { BLOB_CONTRIBUTOR } from '../officer';
import { storeId, type DumpedLink, type DumpedPlace } from './names';
import { blobZone } from './store';

/**
 * Both directions stand, whoever serves, so that no move turns anything round: a private endpoint in the network of each site that leads to the account of the other one, beside the way to its
 * own, and the grant by which its jobs write there. A dump is no longer deleted by them than its container's policy lets anybody.
 */
export function renderWays(context: LinksContext, { id, owner, guest }: DumpedLink): void {
  renderWay(context, id, owner as DumpedPlace, guest as DumpedPlace);
  renderWay(context, id, guest as DumpedPlace, owner as DumpedPlace);
}

function renderWay({ stack, provider }: LinksContext, id: string, from: DumpedPlace, to: DumpedPlace): void {
  const at = `${id}-dumps-to-${to.region}`;
  const { group } = from.ground;
  const near = provider(from.site);
  const beside = new DataAzurermNetworkInterface(stack, `${at}-beside`, {
    provider: near,
    name: `${from.names.way}-nic`,
    resourceGroupName: group,
  });
  const name = `${from.names.way}-away`;
  new PrivateEndpoint(stack, at, {
    provider: near,
    name,
    resourceGroupName: group,
    location: from.region,
    subnetId: beside.ipConfiguration.get(0).subnetId,
    privateServiceConnection: { name, privateConnectionResourceId: storeId(to), subresourceNames: ['blob'], isManualConnection: false },
    privateDnsZoneGroup: {
      name: 'default',
      privateDnsZoneIds: [`${siteGroupId(from)}/providers/Microsoft.Network/privateDnsZones/${blobZone(from.region)}`],
    },
  });
  const jobs = new DataAzurermUserAssignedIdentity(stack, `${at}-jobs`, {
    provider: near,
    name: from.names.identity,
    resourceGroupName: group,
  });
  new RoleAssignment(stack, `${at}-written`, {
    provider: provider(to.site),
    scope: storeId(to),
    roleDefinitionName: BLOB_CONTRIBUTOR,
    principalId: jobs.principalId,
    principalType: 'ServicePrincipal',
  });
}
