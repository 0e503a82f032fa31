/**
 * Arguments that make a resource what it is: another value is another resource, or the loss of the old one. The provider's own
 * judgement over the same transitions is `test/lab/transitions.ts`.
 * Sources: force-new arguments of the schemas of azurerm 4.55 and oci 7.29; "Forces new resource" in the pages of hashicorp/aws
 * 6.25; `identifier` of a database is no force-new, but applications and standbys find it by that.
 */
export const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: ['bucket'],
  aws_db_instance: [
    'identifier',
    'engine',
    'username',
    'db_name',
    'storage_encrypted',
    'kms_key_id',
    'snapshot_identifier',
    'availability_zone',
  ],
  aws_rds_cluster: ['cluster_identifier', 'engine', 'database_name', 'master_username', 'storage_encrypted', 'kms_key_id'],
  aws_dynamodb_table: ['name', 'hash_key', 'range_key'],
  aws_dynamodb_table_replica: ['global_table_arn', 'kms_key_arn', 'table_class_override'],
  aws_efs_file_system: ['creation_token', 'encrypted', 'kms_key_id', 'availability_zone_name'],
  aws_kms_key: ['key_usage', 'customer_master_key_spec', 'multi_region'],
  aws_secretsmanager_secret: ['name', 'name_prefix'],
  aws_secretsmanager_secret_version: ['secret_id'],
  aws_backup_vault: ['name', 'kms_key_arn'],
  aws_ecr_repository: ['name', 'encryption_configuration'],
  azurerm_resource_group: ['name', 'location'],
  azurerm_storage_account: [
    'name',
    'location',
    'resource_group_name',
    'account_tier',
    'account_kind',
    'account_replication_type',
    'is_hns_enabled',
    'infrastructure_encryption_enabled',
  ],
  azurerm_storage_container: ['name', 'storage_account_id'],
  azurerm_storage_share: ['name', 'storage_account_id', 'enabled_protocol'],
  azurerm_recovery_services_vault: ['name', 'location', 'resource_group_name'],
  azurerm_backup_protected_file_share: [
    'source_storage_account_id',
    'source_file_share_name',
    'recovery_vault_name',
    'resource_group_name',
  ],
  azurerm_key_vault: ['name', 'location', 'resource_group_name'],
  azurerm_container_registry: ['name', 'location', 'resource_group_name'],
  azurerm_shared_image_gallery: ['name', 'location', 'resource_group_name'],
  azurerm_shared_image: [
    'name',
    'location',
    'resource_group_name',
    'gallery_name',
    'os_type',
    'hyper_v_generation',
    'architecture',
    'identifier',
  ],
  azurerm_cosmosdb_account: ['name', 'location', 'resource_group_name', 'kind', 'free_tier_enabled', 'key_vault_key_id'],
  azurerm_cosmosdb_sql_database: ['name', 'account_name', 'resource_group_name'],
  azurerm_cosmosdb_sql_container: ['name', 'account_name', 'database_name', 'partition_key_paths', 'partition_key_kind', 'unique_key'],
  azurerm_key_vault_key: ['name', 'key_vault_id', 'key_type', 'key_size', 'curve'],
  oci_objectstorage_bucket: ['name', 'namespace', 'storage_tier'],
  oci_artifacts_container_repository: ['display_name'],
  oci_containerengine_cluster: ['compartment_id', 'vcn_id', 'kms_key_id', 'cluster_pod_network_options'],
  oci_file_storage_file_system: ['availability_domain', 'source_snapshot_id'],
  oci_kms_vault: ['vault_type', 'compartment_id'],
  fake_bucket: ['name'],
  fake_key: ['name'],
  fake_group: ['name'],
  fake_ledger: ['name', 'group', 'user', 'key'],
  fake_ring: ['name', 'source', 'key'],
  oci_kms_key: ['key_shape', 'management_endpoint', 'protection_mode', 'compartment_id'],
};

/** What names a resource whose type has no row yet. */
export const ANY_TYPE: readonly string[] = ['name', 'identifier', 'bucket', 'location', 'region'];
