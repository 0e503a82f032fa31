import type { TypeRow } from '../../../port/facts';

/** What is known of the type of copies of a machine; of the machine, its volumes and its replicas none is made. */
export const MACHINE_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_core_volume_backup_policy: {
    holdsData: false,
    importId: '! its OCID is made by OCI: oci bv volume-backup-policy list --compartment-id OCID',
    keeps: [{ argument: 'schedules.retention_seconds', what: 'copies of machines, in seconds' }],
  },
};
