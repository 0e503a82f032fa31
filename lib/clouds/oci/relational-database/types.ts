import type { TypeRow } from '../../../port/facts';

const OCID = '! its OCID is made by OCI';
const PROVIDER = 'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0';

/** What is known of the types of a database, of what lets in to it, and of its password; of its vault the catalogue says it. */
export const DATABASE_TYPES: Readonly<Record<string, TypeRow>> = {
  oci_database_autonomous_database: {
    holdsData: true,
    importId: `${OCID}: oci db autonomous-database list --compartment-id OCID --display-name NAME`,
    keeps: [{ argument: 'backup_retention_period_in_days', what: 'any moment of the last days (automatic backups)' }],
    reach: [
      {
        argument: 'source_id',
        on: 'change',
        source: `${PROVIDER}/internal/service/database/database_autonomous_database_resource.go: sent where it is created, read back from its own region alone`,
      },
    ],
  },
  oci_vault_secret: {
    holdsData: true,
    importId: `${OCID}: oci vault secret list --compartment-id OCID --vault-id OCID --name NAME`,
    reach: [
      {
        argument: 'replication_config.replication_targets.target_region',
        on: 'change',
        source: `${PROVIDER}/website/docs/r/vault_secret.html.markdown`,
      },
    ],
  },
};
