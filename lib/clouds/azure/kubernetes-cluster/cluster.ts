import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity/index.js';
import { DiskEncryptionSet } from '@cdktf/provider-azurerm/lib/disk-encryption-set/index.js';
import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential/index.js';
import { KubernetesClusterNodePool } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool/index.js';
import { KubernetesCluster, type KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js';
import type { Standing } from '../../../components/capacity';
import type { NodePoolDeclaration } from '../../../components/kubernetes-cluster';
import { nodesOf } from '../../../components/node-pools';
import { COPIES_TAG, VELERO } from '../../../port/velero';
import { times, type Capacity } from '../../../words/footprint';
import { works } from '../../../words/posture';
import type { AzureContext } from '../cell';
import { identityId, identityIn } from '../ids';
import { networkOf, networkReady } from '../network/cell';
import { clientOf } from '../officer';
import { zonesOf } from '../partition';
import type { ClusterPlacement } from './names';
import { LARGEST_NODE, nodeSize, SYSTEM_NODE } from './sizes';

/** Ranges of pods and services, which no network routes: none of those that Azure keeps for itself (https://learn.microsoft.com/azure/aks/azure-cni-overlay, 2026-11). */
export const INNER = { pods: '192.168.0.0/16', services: '172.29.0.0/16', dns: '172.29.0.10' };

/** Said, since what is left out is read back as what Azure takes for it, and one of them that goes back to nothing is another cluster (azurerm 4.55). */
const UPGRADE = { maxSurge: '10%', drainTimeoutInMinutes: 30, nodeSoakDurationInMinutes: 0 };

/** Where nodes stand: the subnet of clusters; in a network that exists, its first private one. */
const subnetOf = (context: AzureContext): string => {
  const { clusterSubnet, privateSubnets } = networkOf(context);
  return clusterSubnet ?? (privateSubnets[0] as string);
};

/** Disks of nodes, and those of volumes, are encrypted by the key of their site, whose rotations are followed. */
function renderEncryption({ stack, site, sitePlan, ground }: AzureContext, { id, here }: ClusterPlacement): DiskEncryptionSet {
  return new DiskEncryptionSet(stack, `${id}-encryption`, {
    name: here.names.encryption,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    keyVaultKeyId: ground.key.versionlessId,
    autoKeyRotationEnabled: true,
    identity: { type: 'UserAssigned', identityIds: [identityId(sitePlan)] },
  });
}

/**
 * The cluster, the same in every form but for how many nodes it runs on itself: private, told by Entra ID alone. Patches come by themselves, so its version is
 * moved by nobody's apply: a minor version is moved by its owner, at the side that stands by first.
 */
export function renderCluster(context: AzureContext, placement: ClusterPlacement): KubernetesCluster {
  const { stack, site, sitePlan, workload } = context;
  const { id, here, component, declaration } = placement;
  const { names } = here;
  const nodes = new DataAzurermUserAssignedIdentity(stack, `${id}-nodes-identity`, {
    name: names.nodes,
    resourceGroupName: sitePlan.ground.group,
  });
  return new KubernetesCluster(stack, id, {
    name: names.cluster,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    nodeResourceGroup: `${names.cluster}-nodes`,
    dnsPrefix: names.cluster,
    kubernetesVersion: declaration.version,
    automaticUpgradeChannel: 'patch',
    nodeOsUpgradeChannel: 'NodeImage',
    skuTier: 'Standard',
    privateClusterEnabled: true,
    privateClusterPublicFqdnEnabled: false,
    localAccountDisabled: true,
    azureActiveDirectoryRoleBasedAccessControl: { azureRbacEnabled: true, tenantId: clientOf(stack).tenantId },
    oidcIssuerEnabled: true,
    workloadIdentityEnabled: true,
    runCommandEnabled: true,
    identity: { type: 'UserAssigned', identityIds: [identityIn(here, names.identity)] },
    kubeletIdentity: {
      clientId: nodes.clientId,
      objectId: nodes.principalId,
      userAssignedIdentityId: identityIn(here, names.nodes),
    },
    diskEncryptionSetId: renderEncryption(context, placement).id,
    networkProfile: {
      networkPlugin: 'azure',
      networkPluginMode: 'overlay',
      networkDataPlane: 'cilium',
      networkPolicy: 'cilium',
      loadBalancerSku: 'standard',
      outboundType: 'loadBalancer',
      podCidr: INNER.pods,
      serviceCidr: INNER.services,
      dnsServiceIp: INNER.dns,
    },
    defaultNodePool: systemPool(context, placement),
    tags: { workload: workload.id, component, ...copiesOf(context, placement) },
    dependsOn: [...networkReady(context)],
    // A region that is given zones is no reason for another cluster, with the volumes in it.
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['kubernetes_version', 'default_node_pool[0].zones'] },
  });
}

/** What Kubernetes itself runs on: nothing of the application does, so that none of it runs where a site has no node for it. One is the least that Azure takes. */
const systemPool = (context: AzureContext, { form, spread }: ClusterPlacement): KubernetesClusterConfig['defaultNodePool'] => ({
  name: 'system',
  vmSize: SYSTEM_NODE.name,
  nodeCount: systemNodes({ form, spread }),
  onlyCriticalAddonsEnabled: true,
  vnetSubnetId: subnetOf(context),
  temporaryNameForRotation: 'rotating',
  upgradeSettings: UPGRADE,
  ...zonesOf(context.site.region.code),
});

const systemNodes = ({ form, spread }: Pick<Standing, 'form' | 'spread'>): number => (works(form) ? (spread === 'zonal' ? 3 : 2) : 1);

/** What runs of it for Kubernetes itself. */
export const systemCapacity = (at: Standing): Capacity => times({ vcpus: SYSTEM_NODE.vcpus, memoryGiB: SYSTEM_NODE.gib }, systemNodes(at));

/** Which account its copies are in now: steps read it there, since each generation of that is another one. */
function copiesOf({ neighbour }: AzureContext, { declaration: { backup } }: ClusterPlacement): Record<string, string> {
  const host = backup && neighbour('object-storage', backup.to)?.endpoint?.host;
  return host === undefined ? {} : { [COPIES_TAG]: host.split('.')[0] as string };
}

/**
 * Nodes of the application. Where a site works and their number follows the load an apply leaves it alone, and moves the bounds; elsewhere there are as
 * many as its tier keeps there, and nothing scales them: a fence holds while a pod asks for a node.
 */
export function renderPool(
  context: AzureContext,
  placement: ClusterPlacement,
  cluster: KubernetesCluster,
  pool: NodePoolDeclaration,
): KubernetesClusterNodePool {
  const { stack, workload, site } = context;
  const { least, most } = nodesOf(pool, placement);
  const scales = most > least;
  return new KubernetesClusterNodePool(stack, `${placement.id}-pool-${pool.name}`, {
    name: pool.name,
    kubernetesClusterId: cluster.id,
    mode: 'User',
    vmSize: (nodeSize(pool.size) ?? LARGEST_NODE).name,
    vnetSubnetId: subnetOf(context),
    autoScalingEnabled: scales,
    ...(scales ? { minCount: least, maxCount: most } : { nodeCount: least }),
    temporaryNameForRotation: `r${pool.name}`.slice(0, 12),
    upgradeSettings: UPGRADE,
    tags: { workload: workload.id, component: placement.component },
    ...zonesOf(site.region.code),
    lifecycle: { ignoreChanges: ['zones', ...(scales ? ['node_count'] : [])] },
  });
}

/** Velero is its identity by the word of this cluster alone: that of the other site has one of its own. */
export function renderVelero(
  { stack, sitePlan }: AzureContext,
  { id, here }: ClusterPlacement,
  cluster: KubernetesCluster,
): FederatedIdentityCredential {
  return new FederatedIdentityCredential(stack, `${id}-velero`, {
    name: here.names.cluster,
    resourceGroupName: sitePlan.ground.group,
    parentId: identityIn(here, here.names.velero),
    issuer: cluster.oidcIssuerUrl,
    audience: ['api://AzureADTokenExchange'],
    subject: `system:serviceaccount:${VELERO.namespace}:${VELERO.account}`,
  });
}
