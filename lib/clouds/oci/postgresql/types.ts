import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';

/** What is known of the types of a DB system; of its vault, its password and who is let in, the catalogue and the other databases say it. */
export const POSTGRES_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_psql_db_system: {
    holdsData: true,
    importId: `${OCID}: oci psql db-system-collection list-db-systems --compartment-id OCID --display-name NAME`,
    keeps: [
      { argument: 'management_policy.backup_policy.retention_days', what: 'daily backups of the last days, and no moment in between' },
      { argument: 'management_policy.backup_policy.copy_policy.retention_period', what: 'daily copies in the other region' },
    ],
    reach: [
      {
        argument: 'management_policy.backup_policy.copy_policy.regions',
        on: 'change',
        source:
          'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/internal/service/psql/psql_db_system_resource.go: sent to its own region alone; that the service asks the other one is UNVERIFIED',
      },
    ],
  },
  oci_psql_configuration: {
    holdsData: false,
    importId: `${OCID}: oci psql configuration-collection list-configurations --compartment-id OCID --display-name NAME`,
  },
};
