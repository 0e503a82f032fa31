import { EksNodeGroup, type EksNodeGroupConfig } from '@cdktf/provider-aws/lib/eks-node-group/index.js';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template/index.js';
import { Token } from 'cdktf';
import type { NodePoolDeclaration } from '../../../components/kubernetes-cluster';
import { nodesOf } from '../../../components/node-pools';
import { roleArn } from '../arn';
import type { AwsContext } from '../cell';
import { networkOf, networkReady } from '../network/cell';
import type { Standing } from './cluster';
import { nodesKeyArn, type ClusterPlacement } from './names';
import { LARGEST_NODE, nodeType } from './sizes';

/** GiB that a node keeps images and logs on (the library's own figure). */
const ROOT_GIB = 100;

/** Where no node is wanted a group may have one all the same, which is the least that EKS takes of a bound: nothing of the application stays on it. */
const NOTHING_HERE = { key: 'continuity.fenced', value: 'true', effect: 'NO_EXECUTE' };

/** The node groups of a cluster, over all private subnets of its network. */
export const renderPools = (context: AwsContext, placement: ClusterPlacement, standing: Standing): EksNodeGroup[] =>
  placement.declaration.pools.map((pool) => renderPool(context, placement, standing, pool));

/**
 * Nodes of one size. Where a site works and their number follows the load an apply leaves it, and its lower bound, alone: raised alone that bound would be above the number, which AWS refuses.
 * Elsewhere there are as many as its tier keeps there, and a fence takes them all. Their version and their image are said by nobody's apply.
 */
function renderPool(
  context: AwsContext,
  placement: ClusterPlacement,
  { cluster, ready }: Standing,
  pool: NodePoolDeclaration,
): EksNodeGroup {
  const { id, here } = placement;
  const { least, most } = nodesOf(pool, placement);
  const template = renderTemplate(context, placement, pool);
  const counts = { desiredSize: least, minSize: least, maxSize: Math.max(1, most) };
  return new EksNodeGroup(context.stack, `${id}-pool-${pool.name}`, {
    clusterName: cluster.name,
    nodeGroupName: pool.name,
    nodeRoleArn: roleArn(here, here.names.nodes),
    subnetIds: [...networkOf(context).privateSubnets],
    amiType: 'AL2023_x86_64_STANDARD',
    capacityType: 'ON_DEMAND',
    launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
    scalingConfig: counts,
    updateConfig: { maxUnavailable: 1 },
    ...(least === 0 ? { taint: [NOTHING_HERE] } : {}),
    tags: { Name: `${here.names.cluster}-${pool.name}` },
    dependsOn: [...ready, ...networkReady(context)],
    lifecycle: lifecycleOf(most > least),
  });
}

/**
 * EKS says no type of a group whose template has one; the provider would make a group anew of which its state says none, as behind an import
 * (https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/eks/node_group.go: computed, and a change makes another one).
 */
const lifecycleOf = (scales: boolean): NonNullable<EksNodeGroupConfig['lifecycle']> => ({
  ignoreChanges: [
    'version',
    'release_version',
    'instance_types',
    ...(scales ? ['scaling_config[0].desired_size', 'scaling_config[0].min_size'] : []),
  ],
});

/** What a node is made from: its type, which may change without another group; encrypted volumes; and metadata that no pod reaches. */
function renderTemplate({ stack }: AwsContext, placement: ClusterPlacement, { name, size }: NodePoolDeclaration): LaunchTemplate {
  const called = `${placement.here.names.cluster}-${name}`;
  const tags = { Name: called };
  return new LaunchTemplate(stack, `${placement.id}-template-${name}`, {
    name: called,
    instanceType: (nodeType(size) ?? LARGEST_NODE)[0],
    metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
      {
        // That of Amazon Linux 2023: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html, 2026-11.
        deviceName: '/dev/xvda',
        ebs: { encrypted: 'true', kmsKeyId: nodesKeyArn(placement), volumeType: 'gp3', volumeSize: ROOT_GIB, deleteOnTermination: 'true' },
      },
    ],
    monitoring: { enabled: true },
    tagSpecifications: [
      { resourceType: 'instance', tags },
      { resourceType: 'volume', tags },
    ],
    tags,
  });
}
