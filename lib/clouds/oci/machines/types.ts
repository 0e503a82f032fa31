import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';

/** What is known of the types of a group of machines. */
export const MACHINE_TYPES: Readonly<Record<string, TypeRow>> = {
  // Its machines are made again from their image: what has to last is in a database or in object storage.
  oci_core_instance_pool: {
    holdsData: false,
    importId: `${OCID}: oci compute-management instance-pool list --compartment-id OCID --display-name NAME`,
  },
  oci_core_instance_configuration: {
    holdsData: false,
    importId: `${OCID}: oci compute-management instance-configuration list --compartment-id OCID`,
  },
  oci_autoscaling_auto_scaling_configuration: {
    holdsData: false,
    importId: `${OCID}: oci autoscaling configuration list --compartment-id OCID --display-name NAME`,
  },
  oci_core_compute_capacity_reservation: {
    holdsData: false,
    importId: `${OCID}: oci compute capacity-reservation list --compartment-id OCID --display-name NAME`,
  },
};
