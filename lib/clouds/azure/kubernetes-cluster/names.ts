import type { KubernetesClusterDeclaration } from '../../../components/kubernetes-cluster';
import type { BasePlacement } from '../../../plan/plan';
import type { AzurePlacement } from '../cell';
import type { ClusterWords } from '../cli-kubernetes';
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
