import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import type { BaseContext } from '../../../port/cloud';
import { DOOR_LOSSES, renderLossAlerts, type Loss } from '../alarm';
import type { AzureGroundName } from '../names';
import { grantIdentity, grantOfficer, siteGroupOf } from '../officer';
import { grantPulls } from '../service-identity';
import type { ClusterBase } from './names';

/** What a role may delete of a cluster. */
const LOSSES: Readonly<Record<string, Loss>> = {
  cluster: {
    operation: 'Microsoft.ContainerService/managedClusters/delete',
    what: 'A Kubernetes cluster was deleted, with its nodes and the volumes of what ran there',
  },
};

/**
 * Who a cluster is at its site, with what each of them may, in peace: the cluster itself (its subnet, the identity of its nodes, what its disks are encrypted
 * by), its nodes (they pull images), Velero (it writes copies), and whoever runs recovery, who tells the cluster what to do inside of it.
 */
export function renderClusterBase(context: BaseContext<AzureGroundName>, { id, here, declaration }: ClusterBase): void {
  const { stack, site, sitePlan } = context;
  const make = (what: string, name: string): UserAssignedIdentity =>
    new UserAssignedIdentity(stack, `${id}-${what}`, {
      name,
      resourceGroupName: sitePlan.ground.group,
      location: site.region.code,
      dependsOn: [siteGroupOf(stack)],
    });
  const cluster = make('identity', here.names.identity);
  const nodes = make('nodes', here.names.nodes);
  for (const [what, role] of Object.entries(OF_THE_CLUSTER)) grantIdentity(context, `${id}-${what}`, cluster, role);
  grantPulls(context, id, nodes);
  if (declaration.backup) grantIdentity(context, `${id}-writes-copies`, make('velero', here.names.velero), 'Storage Blob Data Contributor');
  grantOfficer(context, 'pipeline-tells-clusters', 'Azure Kubernetes Service RBAC Cluster Admin');
  renderLossAlerts(context, { ...LOSSES, ...DOOR_LOSSES });
}

/** https://learn.microsoft.com/azure/aks/use-managed-identity ("Add a role assignment") and azure-disk-customer-managed-keys there, 2026-11. */
const OF_THE_CLUSTER = {
  'joins-network': 'Network Contributor',
  'assigns-nodes': 'Managed Identity Operator',
  'reads-encryption': 'Reader',
};
