import { instancesAt } from '../../../components/instances';
import type { KubernetesClusterDeclaration, NodePoolDeclaration } from '../../../components/kubernetes-cluster';
import type { BasePlacement } from '../../../plan/plan';
import { works } from '../../../words/posture';
import type { OciPlacement } from '../cell';
import type { InsideWords } from '../cli-inside';
import type { ClusterWords, PoolWords } from '../cli-kubernetes';
import { OCI_NAMES } from '../facts';
import type { OciGroundName } from '../ground';
import { domainOf } from '../partition';

/** The names that a cluster takes: it, who lets in to it, the way to its API, what it may do, and the vault with the key that its copies are written by. */
export const CLUSTER_NAMES = {
  cluster: OCI_NAMES.kubernetes,
  group: OCI_NAMES.securityGroup,
  bastion: OCI_NAMES.bastion,
  policy: OCI_NAMES.clusterPolicy,
  vault: OCI_NAMES.vault,
  key: OCI_NAMES.copiesKey,
};

/** One of them. */
type ClusterName = keyof typeof CLUSTER_NAMES;
/** A cluster at a site. */
export type ClusterPlacement = OciPlacement<KubernetesClusterDeclaration, ClusterName>;
/** What is known of it whatever the situation. */
export type ClusterBase = BasePlacement<KubernetesClusterDeclaration, ClusterName, OciGroundName>;

type At = Pick<ClusterPlacement, 'here'>;

/** The cluster as the command line names it. */
export const clusterOf = ({ here: { region, account, names } }: At): ClusterWords => ({
  region,
  compartment: account,
  cluster: names.cluster,
});

/** The same, with the way to what is inside of it. */
export const insideOf = (placement: At): InsideWords => ({
  ...clusterOf(placement),
  bastion: placement.here.names.bastion,
  domain: domainOf(placement.here.region),
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

/** Whether nodes stand there. */
export const hasNodes = (placement: ClusterPlacement): boolean => poolsOf(placement).some(({ least }) => least > 0);

/** Whether the number of nodes of a pool follows the load, where its cluster serves. */
export const scales = ({ instances: { active, most } }: Pick<NodePoolDeclaration, 'instances'>): boolean => most > active;
