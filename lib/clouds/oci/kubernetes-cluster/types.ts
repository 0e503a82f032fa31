import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';

/** What is known of the types of a cluster. Its volumes are nowhere in it: what they hold is lost to it once it is gone, and is nowhere else but in copies. */
export const CLUSTER_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_containerengine_cluster: { holdsData: true, importId: `${OCID}: oci ce cluster list --compartment-id OCID` },
  oci_containerengine_node_pool: { holdsData: false, importId: `${OCID}: oci ce node-pool list --compartment-id OCID` },
  oci_bastion_bastion: { holdsData: false, importId: `${OCID}: oci bastion bastion list --compartment-id OCID` },
};
