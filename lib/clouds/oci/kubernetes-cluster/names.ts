import type { KubernetesClusterDeclaration } from '../../../components/kubernetes-cluster';
import type { BasePlacement } from '../../../plan/plan';
import type { OciPlacement } from '../cell';
import type { InsideWords } from '../cli-inside';
import type { ClusterWords } from '../cli-kubernetes';
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
