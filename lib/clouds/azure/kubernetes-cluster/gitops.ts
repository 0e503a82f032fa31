import { KubernetesClusterExtension } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-extension/index.js';
import type { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js';
import { KubernetesFluxConfiguration } from '@cdktf/provider-azurerm/lib/kubernetes-flux-configuration/index.js';
import type { TerraformResource } from 'cdktf';
import { FLUX, refuseWithoutNodes } from '../../../port/gitops';
import type { AzureContext } from '../cell';
import type { ClusterPlacement } from './names';

/**
 * Flux, and what it keeps so, in every form of a site: it needs a node to be installed, and one to be taken away, so that no fence may do that. Objects say the region of their site and their address there as
 * `continuity_region` and `continuity_address` (variables of Flux), so that both sites are described once. What is taken out of the repository stays in the
 * cluster until somebody deletes it, and so does all of it where this configuration goes: no volume ends with it.
 * https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2, 2026-11.
 */
export function renderGitOps(
  { stack }: AzureContext,
  placement: ClusterPlacement,
  cluster: KubernetesCluster,
  pools: TerraformResource[],
): TerraformResource[] {
  const { id, here, declaration } = placement;
  const { gitops, addresses } = declaration;
  if (gitops === undefined) return [];
  refuseWithoutNodes(placement);
  const { repository, branch, path, secret } = gitops;
  const flux = new KubernetesClusterExtension(stack, `${id}-flux`, {
    name: 'flux',
    clusterId: cluster.id,
    extensionType: 'microsoft.flux',
    releaseNamespace: FLUX,
    dependsOn: pools,
  });
  const kept = new KubernetesFluxConfiguration(stack, `${id}-gitops`, {
    name: 'continuity',
    clusterId: cluster.id,
    namespace: FLUX,
    scope: 'cluster',
    gitRepository: {
      url: repository,
      referenceType: 'branch',
      referenceValue: branch,
      ...(secret === undefined ? {} : { localAuthReference: secret }),
    },
    kustomizations: [
      {
        name: 'platform',
        path,
        garbageCollectionEnabled: false,
        postBuild: { substitute: { continuity_region: here.region, continuity_address: addresses[here.site] ?? '' } },
      },
    ],
    dependsOn: [flux],
  });
  return [flux, kept];
}
