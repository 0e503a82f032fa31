import type { TypeRow } from '../../../port/facts';

/** What is known of the types of a cluster. Its volumes are nowhere in it: what they hold is lost to it once it is gone, and is nowhere else but in copies. */
export const CLUSTER_TYPES: Readonly<Record<string, TypeRow>> = {
  aws_eks_cluster: { holdsData: true, importId: '{name}' },
  aws_eks_node_group: { holdsData: false, importId: '{cluster_name}:{node_group_name}' },
  aws_eks_addon: { holdsData: false, importId: '{cluster_name}:{addon_name}' },
  aws_eks_access_entry: { holdsData: false, importId: '{cluster_name}:{principal_arn}' },
  aws_eks_access_policy_association: { holdsData: false, importId: '{cluster_name}#{principal_arn}#{policy_arn}' },
  aws_lb_target_group_attachment: { holdsData: false, importId: '! cannot be imported: it is made again, and changes nothing' },
  aws_eks_pod_identity_association: {
    holdsData: false,
    importId: '! CLUSTER,ASSOCIATION: aws eks list-pod-identity-associations --cluster-name NAME',
  },
};
