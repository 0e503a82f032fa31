import type { CloudFacts, NameRule } from '../../port/facts';

const GLOBAL =
  'https://learn.microsoft.com/azure/azure-resource-manager/management/control-plane-metadata and Microsoft Entra ID: grants and identities are no regional service (UNVERIFIED in detail)';
const PROVIDER = 'hashicorp/terraform-provider-azurerm, source of the resource read (storage_object_replication_resource.go, 2026)';
const SUBSCRIPTION = '! its id names the subscription, which is no argument';

/** What is known of Azure, apart from logic. Read 2026-11; sources in each row. */
export const AZURE_FACTS: CloudFacts = {
  stateful: [
    'azurerm_resource_group',
    'azurerm_storage_account',
    'azurerm_storage_container',
    'azurerm_storage_share',
    'azurerm_storage_queue',
    'azurerm_storage_table',
    'azurerm_key_vault',
    'azurerm_key_vault_key',
    'azurerm_key_vault_secret',
    'azurerm_data_protection_backup_vault',
    'azurerm_data_protection_backup_instance_blob_storage',
    'azurerm_data_protection_backup_instance_disk',
    'azurerm_data_protection_backup_instance_postgresql_flexible_server',
    'azurerm_recovery_services_vault',
    'azurerm_mssql_server',
    'azurerm_mssql_database',
    'azurerm_mssql_managed_instance',
    'azurerm_postgresql_flexible_server',
    'azurerm_postgresql_flexible_server_database',
    'azurerm_mysql_flexible_server',
    'azurerm_cosmosdb_account',
    'azurerm_cosmosdb_sql_database',
    'azurerm_cosmosdb_sql_container',
    'azurerm_managed_disk',
    'azurerm_netapp_volume',
    'azurerm_container_registry',
    'azurerm_servicebus_namespace',
    'azurerm_eventhub_namespace',
    'azurerm_dns_zone',
  ],
  reach: [
    { type: 'azurerm_role_assignment', region: 'global', on: 'read', source: GLOBAL },
    { type: 'azurerm_role_definition', region: 'global', on: 'read', source: GLOBAL },
    { type: 'azurerm_management_lock', region: 'global', on: 'read', source: GLOBAL },
    { type: 'azurerm_user_assigned_identity', region: 'global', on: 'change', source: GLOBAL },
    { type: 'azurerm_dns_*', region: 'global', on: 'read', source: 'Azure DNS is a global service: its records have no location' },
    {
      type: 'azurerm_traffic_manager_*',
      region: 'global',
      on: 'read',
      source: 'Traffic Manager is a global service: its profiles have the location "global"',
    },
    {
      type: 'azurerm_cdn_frontdoor_*',
      region: 'global',
      on: 'read',
      source: 'Front Door is a global service: its profiles have the location "global"',
    },
    { type: 'azurerm_storage_object_replication', argument: 'source_storage_account_id', on: 'read', source: PROVIDER },
    { type: 'azurerm_storage_object_replication', argument: 'destination_storage_account_id', on: 'read', source: PROVIDER },
    {
      type: 'azurerm_mssql_failover_group',
      argument: 'partner_server',
      on: 'change',
      source: 'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/mssql_failover_group.html.markdown',
    },
  ],
  importIds: {
    azurerm_resource_group: `${SUBSCRIPTION}: az group show --name NAME --query id --output tsv`,
    azurerm_storage_account: `${SUBSCRIPTION}: az storage account show --name NAME --query id --output tsv`,
    azurerm_storage_container: '{storage_account_id}/blobServices/default/containers/{name}',
    azurerm_key_vault: `${SUBSCRIPTION}: az keyvault show --name NAME --query id --output tsv`,
    azurerm_key_vault_key: '! its id carries a version: az keyvault key show --vault-name VAULT --name NAME --query key.kid --output tsv',
    azurerm_data_protection_backup_vault: `${SUBSCRIPTION}: az dataprotection backup-vault show --vault-name NAME --resource-group GROUP --query id --output tsv`,
    azurerm_data_protection_backup_policy_blob_storage: '{vault_id}/backupPolicies/{name}',
    azurerm_data_protection_backup_instance_blob_storage: '{vault_id}/backupInstances/{name}',
    azurerm_user_assigned_identity: `${SUBSCRIPTION}: az identity show --name NAME --resource-group GROUP --query id --output tsv`,
    azurerm_application_security_group: `${SUBSCRIPTION}: az network asg show --name NAME --resource-group GROUP --query id --output tsv`,
    azurerm_storage_object_replication:
      '! source and destination policy ids joined by a semicolon: az storage account or-policy list --account-name NAME --query [].policyId --output tsv',
    azurerm_role_assignment: '! its name is a random UUID: az role assignment list --scope SCOPE --query [].id --output tsv',
  },
};

const RULES = 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules';
const rule = (service: string, max: number, more: Partial<NameRule> = {}): NameRule => ({
  service: `${service} (${RULES})`,
  max,
  separator: '-',
  ...more,
});

/**
 * Names and their limits. `account` and `keyVault` are identities: what the service sees is cut to its 24 characters and closed by
 * a hash (`names.ts`), since a readable name with workload, component, region and `-g99` does not fit.
 */
export const AZURE_NAMES = {
  group: rule('an Azure resource group', 90),
  identity: rule('an Azure user-assigned identity', 128),
  backupVault: rule('an Azure backup vault', 50),
  backupPolicy: rule('an Azure backup policy', 150),
  keyVault: rule('an Azure key vault', 120, { global: true }),
  account: rule('an Azure storage account', 120, { global: true }),
} satisfies Record<string, NameRule>;

/** Blob containers: 3 to 63; the same name on both sides. */
export const CONTAINER = 'data';
