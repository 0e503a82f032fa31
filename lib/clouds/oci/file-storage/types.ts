import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';

/** What is known of the types of files. */
export const FILES_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_file_storage_file_system: {
    holdsData: true,
    importId: `${OCID}: oci fs file-system list --compartment-id OCID --availability-domain NAME --display-name NAME`,
  },
  oci_file_storage_filesystem_snapshot_policy: {
    holdsData: false,
    importId: `${OCID}: oci fs filesystem-snapshot-policy list --compartment-id OCID --availability-domain NAME`,
    keeps: [{ argument: 'schedules.retention_duration_in_seconds', what: 'snapshots of files, in seconds' }],
  },
  oci_file_storage_mount_target: {
    holdsData: false,
    importId: `${OCID}: oci fs mount-target list --compartment-id OCID --availability-domain NAME`,
  },
  oci_file_storage_export: { holdsData: false, importId: `${OCID}: oci fs export list --compartment-id OCID --file-system-id OCID` },
  oci_file_storage_replication: {
    holdsData: false,
    // https://docs.oracle.com/iaas/Content/File/Tasks/FSreplication.htm, 2026-09.
    drives: { target_id: 'what was exported once is no target any more, and what is one already has its source' },
    importId: `${OCID}: oci fs replication list --compartment-id OCID --availability-domain NAME`,
    reach: [
      {
        argument: 'target_id',
        on: 'change',
        source:
          'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/file_storage/file_storage_replication_resource.go: made, read and deleted in the region of its source, with the target in the other one',
      },
    ],
  },
};
