import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';

/** What is known of the types of a DB system; of its vault, and of who is let in, the catalogue says it. */
export const MYSQL_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_mysql_mysql_db_system: {
    holdsData: true,
    importId: `${OCID}: oci mysql db-system list --compartment-id OCID --display-name NAME`,
    keeps: [
      { argument: 'backup_policy.retention_in_days', what: 'any moment of the last days (automatic backups)' },
      { argument: 'backup_policy.copy_policies.backup_copy_retention_in_days', what: 'daily copies in the other region' },
    ],
    reach: [
      {
        argument: 'backup_policy.copy_policies.copy_to_region',
        on: 'change',
        source:
          'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/mysql/mysql_mysql_db_system_resource.go: sent to its own region alone; that the service asks the other one is UNVERIFIED',
      },
    ],
  },
  oci_mysql_mysql_configuration: {
    holdsData: false,
    importId: `${OCID}: oci mysql configuration list --compartment-id OCID --display-name NAME`,
  },
};
