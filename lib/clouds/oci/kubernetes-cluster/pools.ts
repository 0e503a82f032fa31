import { ContainerengineNodePool } from '@cdktf/provider-oci/containerengine-node-pool';
import { DataOciContainerengineNodePoolOption } from '@cdktf/provider-oci/data-oci-containerengine-node-pool-option';
import type { NodePoolDeclaration } from '../../../components/kubernetes-cluster';
import { nodesOf } from '../../../components/node-pools';
import { availabilityDomains } from '../availability-domains';
import type { OciContext } from '../cell';
import type { Standing } from './cluster';
import { subnetOf } from './guard';
import type { ClusterPlacement } from './names';
import { LARGEST_NODE, nodeShape, SHAPE } from './sizes';

/** GiB that a node keeps images and logs on (the library's own figure; 50 are the least: v7.29.0, containerengine_node_pool). */
const BOOT_GIB = '100';

/** Nodes that are taken away are drained, and gone after that in any case: a fence waits for no budget of disruption. */
const EVICTION = { evictionGraceDuration: 'PT10M', isForceDeleteAfterGraceDuration: true };

/** Images of nodes that are neither of ARM nor of GPUs, as OCI calls them: Oracle-Linux-8.10-2025.05.19-0-OKE-1.33.0-891. */
const IMAGE = '^Oracle-Linux-8[.][0-9]+-20[0-9.]+-[0-9]+-OKE-';

/** The pools of a cluster, in all availability domains of its region. Their images and versions are said once: nodes are moved by their owner. */
export function renderPools(context: OciContext, placement: ClusterPlacement, standing: Standing): ContainerengineNodePool[] {
  const { stack, site } = context;
  const { id } = placement;
  const images = new DataOciContainerengineNodePoolOption(stack, `${id}-images`, {
    nodePoolOptionId: 'all',
    compartmentId: site.account,
  });
  // None is offered of a version that is old: what stands has its own, and a pool that is made is refused by OCI.
  const fits = `length(regexall("${IMAGE}", one.source_name)) > 0 && strcontains(one.source_name, format("-OKE-%s-", trimprefix(${standing.version}, "v")))`;
  const imageId = `\${try([for one in ${images.fqn}.sources : one.image_id if ${fits}][0], "none")}`;
  const placementConfigs = availabilityDomains(context).map((availabilityDomain) => ({ availabilityDomain, subnetId: subnetOf(context) }));
  return placement.declaration.pools.map((pool) => renderPool(context, placement, standing, { pool, imageId, placementConfigs }));
}

interface PoolWith {
  readonly pool: NodePoolDeclaration;
  readonly imageId: string;
  readonly placementConfigs: { readonly availabilityDomain: string; readonly subnetId: string }[];
}

/**
 * Nodes of one pool. Where a site works and their number follows the load an apply leaves it alone; elsewhere there are as many as its tier keeps there, and
 * a fence takes them all.
 */
function renderPool(
  { stack, site, workload, ground }: OciContext,
  placement: ClusterPlacement,
  { cluster, groupId, version, ready }: Standing,
  { pool, imageId, placementConfigs }: PoolWith,
): ContainerengineNodePool {
  const { least, most } = nodesOf(pool, placement);
  const { ocpus, gib } = nodeShape(pool.size) ?? LARGEST_NODE;
  const freeformTags = { workload: workload.id, component: placement.component };
  return new ContainerengineNodePool(stack, `${placement.id}-pool-${pool.name}`, {
    compartmentId: site.account,
    clusterId: cluster.id,
    name: pool.name,
    kubernetesVersion: `\${${version}}`,
    nodeShape: SHAPE.name,
    nodeShapeConfig: { ocpus, memoryInGbs: gib },
    nodeSourceDetails: { sourceType: 'IMAGE', imageId, bootVolumeSizeInGbs: BOOT_GIB },
    nodeConfigDetails: {
      size: least,
      nsgIds: [groupId],
      kmsKeyId: ground.keyId,
      isPvEncryptionInTransitEnabled: true,
      placementConfigs,
      freeformTags,
    },
    nodeEvictionNodePoolSettings: EVICTION,
    freeformTags,
    dependsOn: [...ready],
    lifecycle: {
      ignoreChanges: ['kubernetes_version', 'node_source_details[0].image_id', ...(most > least ? ['node_config_details[0].size'] : [])],
    },
  });
}
