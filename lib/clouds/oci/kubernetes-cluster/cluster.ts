import { ContainerengineCluster } from '@cdktf/provider-oci/containerengine-cluster';
import { DataOciContainerengineClusterOption } from '@cdktf/provider-oci/data-oci-containerengine-cluster-option';
import type { TerraformResource } from 'cdktf';
import type { OciContext } from '../cell';
import { COPIES_TAG } from '../../../port/velero';
import { networkOf, networkReady } from '../network/cell';
import { renderGuard, subnetOf } from './guard';
import type { ClusterPlacement } from './names';

/** Ranges of pods and services, which no network routes. */
export const INNER = { pods: '192.168.0.0/16', services: '172.29.0.0/16' };

/** A cluster, with what its pools are made with beside it. */
export interface Standing {
  readonly cluster: ContainerengineCluster;
  readonly groupId: string;
  /** The patch of the declared version that pools are made of: an expression, to stand in another one. */
  readonly version: string;
  /** What has to be there ahead of nodes. */
  readonly ready: readonly TerraformResource[];
}

/**
 * The newest patch of a minor version that OCI offers: it takes no minor version alone. What stands is moved by nobody's apply, so that a version which
 * is offered no more hinders none: a cluster that is made of it is refused by OCI, with the versions that there are.
 */
function patchOf({ stack, site }: OciContext, { id, declaration }: ClusterPlacement): string {
  const offered = new DataOciContainerengineClusterOption(stack, `${id}-versions`, {
    clusterOptionId: 'all',
    compartmentId: site.account,
  });
  const minor = `v${declaration.version}`;
  const patches = `[for one in ${offered.fqn}.kubernetes_versions : tonumber(split(".", one)[2]) if startswith(one, "${minor}.")]`;
  return `try(format("${minor}.%d", max(${patches}...)), "${minor}.0")`;
}

/**
 * The cluster, the same in every form: an enhanced one (workload identity, add-ons, an SLA), its API at an address of its network alone. What it keeps of
 * Kubernetes itself is encrypted by the key of its site. Pods have ranges of their own (flannel), so that a subnet is as large as its nodes.
 */
export function renderCluster(context: OciContext, placement: ClusterPlacement): Standing {
  const { stack, site, workload, ground } = context;
  const { id, here, component } = placement;
  const { group, rules } = renderGuard(context, placement);
  const version = patchOf(context, placement);
  const tags = { workload: workload.id, component };
  const cluster = new ContainerengineCluster(stack, id, {
    compartmentId: site.account,
    name: here.names.cluster,
    type: 'ENHANCED_CLUSTER',
    vcnId: networkOf(context).vpcId,
    kubernetesVersion: `\${${version}}`,
    kmsKeyId: ground.keyId,
    endpointConfig: { subnetId: subnetOf(context), isPublicIpEnabled: false, nsgIds: [group.id] },
    clusterPodNetworkOptions: [{ cniType: 'FLANNEL_OVERLAY' }],
    options: {
      kubernetesNetworkConfig: { podsCidr: INNER.pods, servicesCidr: INNER.services },
      serviceLbSubnetIds: [subnetOf(context)],
      persistentVolumeConfig: { freeformTags: tags },
    },
    freeformTags: { ...tags, ...copiesOf(context, placement) },
    dependsOn: [...networkReady(context)],
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['kubernetes_version'] },
  });
  return { cluster, groupId: group.id, version, ready: [group, ...rules] };
}

/** Which bucket its copies are in now: steps read it there, since each generation of that is another one. */
function copiesOf({ neighbour }: OciContext, { declaration: { backup } }: ClusterPlacement): Record<string, string> {
  const name = backup && neighbour('object-storage', backup.to)?.endpoint?.name;
  return name === undefined ? {} : { [COPIES_TAG]: name };
}
