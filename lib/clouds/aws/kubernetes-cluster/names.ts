import type { KubernetesClusterDeclaration } from '../../../components/kubernetes-cluster';
import type { BasePlacement } from '../../../plan/plan';
import { arnOf, roleArn } from '../arn';
import type { AwsPlacement } from '../cell';
import type { ClusterWords, InsideWords } from '../cli-inside';
import { AWS_NAMES } from '../facts';
import type { AwsGroundName } from '../ground-names';

/** The names that a cluster takes: it; the roles of it, of its nodes, of who tells it what to do, of Velero, of volumes and of what scales it; and the key of its nodes. */
export const CLUSTER_NAMES = {
  cluster: AWS_NAMES.kubernetes,
  role: AWS_NAMES.clusterRole,
  nodes: AWS_NAMES.nodeRole,
  recovery: AWS_NAMES.recoveryRole,
  velero: AWS_NAMES.veleroRole,
  volumes: AWS_NAMES.volumesRole,
  scaler: AWS_NAMES.scalerRole,
  alias: AWS_NAMES.nodesAlias,
};

/** One of them. */
type ClusterName = keyof typeof CLUSTER_NAMES;
/** A cluster at a site. */
export type ClusterPlacement = AwsPlacement<KubernetesClusterDeclaration, ClusterName>;
/** What is known of it whatever the situation. */
export type ClusterBase = BasePlacement<KubernetesClusterDeclaration, ClusterName, AwsGroundName>;

type At = Pick<ClusterBase, 'here'>;

/** The cluster as the command line names it. */
export const clusterOf = ({ here: { region, names } }: At): ClusterWords => ({ region, cluster: names.cluster });

/** The same, with who is let in. */
export const insideOf = (placement: At): InsideWords => ({
  ...clusterOf(placement),
  role: roleArn(placement.here, placement.here.names.recovery),
});

/** The key of its nodes and volumes at a site, by its alias: what names it asks nobody. */
export const nodesKeyArn = ({ here }: At): string => arnOf(here, 'kms', `alias/${here.names.alias}`);
