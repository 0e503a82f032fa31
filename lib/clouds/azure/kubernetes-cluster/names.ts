import { instancesAt } from '../../../components/instances';
import type { KubernetesClusterDeclaration, NodePoolDeclaration } from '../../../components/kubernetes-cluster';
import type { BasePlacement } from '../../../plan/plan';
import { works } from '../../../words/posture';
import type { AzurePlacement } from '../cell';
import type { ClusterWords, PoolWords } from '../cli-kubernetes';
import { AZURE_NAMES } from '../facts';
import type { AzureGroundName } from '../names';

/** The names that a cluster takes: it, who it is, who its nodes are, who Velero is, and what its disks are encrypted by. */
export const CLUSTER_NAMES = {
  cluster: AZURE_NAMES.kubernetes,
  identity: AZURE_NAMES.identity,
  nodes: AZURE_NAMES.nodesIdentity,
  velero: AZURE_NAMES.veleroIdentity,
  encryption: AZURE_NAMES.encryptionSet,
};

/** One of them. */
type ClusterName = keyof typeof CLUSTER_NAMES;
/** A cluster at a site. */
export type ClusterPlacement = AzurePlacement<KubernetesClusterDeclaration, ClusterName>;
/** What is known of it whatever the situation. */
export type ClusterBase = BasePlacement<KubernetesClusterDeclaration, ClusterName, AzureGroundName>;

/** The cluster as the command line names it. */
export const clusterOf = ({ here: { account, ground, names } }: Pick<ClusterPlacement, 'here'>): ClusterWords => ({
  subscription: account,
  group: ground.group,
  cluster: names.cluster,
});

/** How many nodes of a pool stand at a site at the least, and at the most. */
export function nodesOf(pool: NodePoolDeclaration, placement: ClusterPlacement): PoolWords {
  const least = instancesAt(pool, placement);
  return { name: pool.name, least, most: works(placement.form) ? pool.instances.most : least };
}

/** The pools of a cluster, as many nodes of each as its site wants. */
export const poolsOf = (placement: ClusterPlacement): PoolWords[] => placement.declaration.pools.map((pool) => nodesOf(pool, placement));

/** The same ahead of a move, which raises them itself: how many its standby kept is no matter of it, and no longer known where the role is about to change. */
export const poolsAhead = (placement: ClusterPlacement): PoolWords[] => poolsOf(placement).map((pool) => ({ ...pool, least: 0 }));

/** The same once it serves. */
export const poolsServing = ({ declaration: { pools } }: Pick<ClusterPlacement, 'declaration'>): PoolWords[] =>
  pools.map(({ name, instances: { active, most } }) => ({ name, least: active, most }));

/** Whether nodes of the application stand there. */
export const hasNodes = (placement: ClusterPlacement): boolean => poolsOf(placement).some(({ least }) => least > 0);
