import type { TypeRow } from '../../port/facts';
import { SUBSCRIPTION } from './facts';

const GLOBAL =
  'https://learn.microsoft.com/azure/azure-resource-manager/management/control-plane-metadata and Microsoft Entra ID: grants and identities are no regional service (UNVERIFIED in detail)';

const DATA: TypeRow = { holdsData: true };
const global = (source: string): TypeRow['reach'] => [{ region: 'global', on: 'read', source }];

/** What is known of the types of Azure that no cell has for itself. Read 2026-11; sources in each row. */
export const AZURE_TYPES: Readonly<Record<string, TypeRow>> = {
  // The ground of a site, and its base.
  azurerm_resource_group: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az group show --name NAME --query id --output tsv`,
    reach: [
      {
        argument: 'location',
        on: 'change',
        source:
          'https://learn.microsoft.com/azure/azure-resource-manager/management/overview, "Resource group location": what is in it can only be read while that region is out',
      },
    ],
  },
  azurerm_user_assigned_identity: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az identity show --name NAME --resource-group GROUP --query id --output tsv`,
    reach: [{ region: 'global', on: 'change', source: GLOBAL }],
  },
  azurerm_role_assignment: {
    holdsData: false,
    importId: '! its name is a random UUID: az role assignment list --scope SCOPE --query [].id --output tsv',
    reach: global(GLOBAL),
  },
  azurerm_key_vault: { holdsData: true, importId: `${SUBSCRIPTION}: az keyvault show --name NAME --query id --output tsv` },
  azurerm_key_vault_key: {
    holdsData: true,
    importId: '! its id carries a version: az keyvault key show --vault-name VAULT --name NAME --query key.kid --output tsv',
  },
  azurerm_container_registry: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az acr show --name NAME --resource-group GROUP --query id --output tsv`,
    // https://learn.microsoft.com/azure/container-registry/container-registry-skus, 2026-11.
    bounds: [
      {
        argument: 'sku',
        shape: /^Premium$/,
        allowed: 'Premium: the ones below have no private endpoint and no replication, and keep no zones',
        fix: 'leave sku as it is',
      },
    ],
  },
  // What tells of signals.
  azurerm_monitor_action_group: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az monitor action-group show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_monitor_scheduled_query_rules_alert_v2: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az resource show --name NAME --resource-group GROUP --resource-type Microsoft.Insights/scheduledQueryRules --query id --output tsv`,
  },
  azurerm_application_insights: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az resource show --name NAME --resource-group GROUP --resource-type Microsoft.Insights/components --query id --output tsv`,
  },
  azurerm_application_insights_standard_web_test: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az resource show --name NAME --resource-group GROUP --resource-type Microsoft.Insights/webtests --query id --output tsv`,
  },
  azurerm_monitor_activity_log_alert: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az monitor activity-log alert show --name NAME --resource-group GROUP --query id --output tsv`,
    // Of the whole subscription, whoever made them. A rule of several operations the API takes (`anyOf`), azurerm 4.55 does not: one `operation_name` a rule.
    most: {
      many: 100,
      what: 'rules of the activity log',
      source:
        '"100 active alert rules per subscription (can\'t be increased)", https://learn.microsoft.com/azure/azure-monitor/fundamentals/service-limits, 2026-11',
    },
  },
  azurerm_monitor_metric_alert: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az monitor metrics alert show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  // Of networks, and of what stands in them.
  azurerm_network_security_rule: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network nsg rule show --name NAME --nsg-name GUARD --resource-group GROUP --query id --output tsv`,
  },
  azurerm_public_ip: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network public-ip show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_private_endpoint: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network private-endpoint show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  // A zone has no region; what is written there is by the apply that makes or moves an endpoint (UNVERIFIED that a read needs no other region).
  azurerm_private_dns_zone: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network private-dns zone show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_private_dns_zone_virtual_network_link: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network private-dns link vnet show --name NAME --zone-name ZONE --resource-group GROUP --query id --output tsv`,
  },
  azurerm_private_dns_a_record: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network private-dns record-set a show --name NAME --zone-name ZONE --resource-group GROUP --query id --output tsv`,
  },
  // Where logs go, and that they do.
  azurerm_log_analytics_workspace: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az monitor log-analytics workspace show --workspace-name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_monitor_diagnostic_setting: { holdsData: false, importId: '{target_resource_id}|{name}' },
  // Markers.
  azurerm_application_security_group: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network asg show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  // What architects add.
  azurerm_storage_queue: DATA,
  azurerm_storage_table: DATA,
  azurerm_data_protection_backup_vault: DATA,
  azurerm_data_protection_backup_instance_blob_storage: DATA,
  azurerm_data_protection_backup_instance_disk: DATA,
  azurerm_data_protection_backup_instance_postgresql_flexible_server: DATA,
  azurerm_mssql_managed_instance: DATA,
  azurerm_managed_disk: DATA,
  azurerm_servicebus_namespace: DATA,
  azurerm_eventhub_namespace: DATA,
  azurerm_dns_zone: DATA,
  azurerm_role_definition: { holdsData: false, reach: global(GLOBAL) },
  azurerm_management_lock: { holdsData: false, reach: global(GLOBAL) },
  azurerm_traffic_manager_profile: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network traffic-manager profile show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_traffic_manager_external_endpoint: { holdsData: false, importId: '{profile_id}/ExternalEndpoints/{name}' },
  azurerm_traffic_manager_nested_endpoint: { holdsData: false, importId: '{profile_id}/NestedEndpoints/{name}' },
  azurerm_dns_a_record: { holdsData: false },
  azurerm_dns_cname_record: { holdsData: false },
  // Global services.
  'azurerm_dns_*': { holdsData: false, reach: global('Azure DNS is a global service: its records have no location') },
  'azurerm_traffic_manager_*': {
    holdsData: false,
    reach: global('Traffic Manager is a global service: its profiles have the location "global"'),
  },
  'azurerm_cdn_frontdoor_*': {
    holdsData: false,
    reach: global('Front Door is a global service: its profiles have the location "global"'),
  },
};
