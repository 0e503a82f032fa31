import type { CloudFacts, NameRule } from '../../port/facts';

const IDENTITY = 'https://docs.oracle.com/iaas/Content/Identity/Tasks/managingregions.htm: IAM is written in the home region only';
const POLICY =
  'oracle/terraform-provider-oci, objectstorage_replication_policy_resource.go: read and written at the source; the destination is checked by the service (UNVERIFIED for reads)';
const OCID = '! its OCID is made by OCI';

/** What is known of OCI, apart from logic. Read 2026-11; sources in each row. */
export const OCI_FACTS: CloudFacts = {
  stateful: [
    'oci_objectstorage_bucket',
    'oci_kms_vault',
    'oci_kms_key',
    'oci_vault_secret',
    'oci_core_volume',
    'oci_core_boot_volume',
    'oci_core_volume_group',
    'oci_file_storage_file_system',
    'oci_database_autonomous_database',
    'oci_database_db_system',
    'oci_database_database',
    'oci_mysql_mysql_db_system',
    'oci_psql_db_system',
    'oci_nosql_table',
    'oci_artifacts_container_repository',
    'oci_queue_queue',
    'oci_streaming_stream',
    'oci_dns_zone',
  ],
  reach: [
    // The home region differs by tenancy: it is a prop of the site.
    { type: 'oci_identity_*', region: 'home', on: 'change', source: IDENTITY },
    {
      type: 'oci_dns_*',
      region: 'global',
      on: 'read',
      source:
        'DNS of OCI is a global service (docs.oracle.com/iaas/Content/DNS/Concepts/dnszonemanagement.htm): UNVERIFIED which region its control plane needs',
    },
    { type: 'oci_objectstorage_replication_policy', argument: 'destination_region_name', on: 'change', source: POLICY },
    {
      type: 'oci_kms_vault_replication',
      argument: 'replica_region',
      on: 'change',
      source: 'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/kms_vault_replication.html.markdown',
    },
    {
      type: 'oci_vault_secret',
      argument: 'replication_config.replication_targets.target_region',
      on: 'change',
      source: 'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/vault_secret.html.markdown',
    },
    {
      type: 'oci_nosql_table_replica',
      argument: 'region',
      on: 'change',
      source: 'https://github.com/oracle/terraform-provider-oci/blob/v7.29.0/website/docs/r/nosql_table_replica.html.markdown',
    },
  ],
  importIds: {
    oci_objectstorage_bucket: 'n/{namespace}/b/{name}',
    oci_objectstorage_object: '! not needed: a marker that was written without being recorded is written again',
    oci_objectstorage_replication_policy:
      '! its id is made by OCI: oci os replication list-replication-policies --bucket-name NAME; the import id is n/NAMESPACE/b/BUCKET/replicationPolicies/ID',
    oci_kms_vault: `${OCID}: oci kms management vault list --compartment-id OCID`,
    oci_kms_key: `${OCID}, and its import id names an endpoint: managementEndpoint/ENDPOINT/keys/OCID`,
    oci_identity_policy: `${OCID}: oci iam policy list --compartment-id OCID`,
  },
};

const rule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({ service, max, separator: '-', ...more });

/** Names and their limits. Bucket: 256, unique in the namespace, hence the hash (docs.oracle.com/iaas/Content/Object/Tasks/managingbuckets.htm); the others: display names of 100 (UNVERIFIED for keys and vaults). */
export const OCI_NAMES = {
  vault: rule('an OCI vault', 100),
  key: rule('an OCI key', 100, { suffix: 'data' }),
  policy: rule('an OCI identity policy', 100, { suffix: 'object-storage' }),
  bucket: rule('an OCI bucket', 256, { global: true }),
  gate: rule('an OCI bucket', 256, { global: true, suffix: 'fence' }),
} satisfies Record<string, NameRule>;
