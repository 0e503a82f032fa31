import type { TypeRow } from '../../../port/facts';
import { COPIED, FOLLOWED } from '../database-limits';
import { SUBSCRIPTION } from '../facts';

const PROVIDER = 'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/postgres';

/** What is known of the types of a server, and of what leads to it. */
export const DATABASE_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_postgresql_flexible_server: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az postgres flexible-server show --name NAME --resource-group GROUP --query id --output tsv`,
    keeps: [{ argument: 'backup_retention_days', what: 'any moment of the last days (automated backups)' }],
    bounds: [FOLLOWED, ...COPIED],
    reach: [
      {
        argument: 'source_server_id',
        on: 'change',
        source: `${PROVIDER}/postgresql_flexible_server_resource.go: sent where it is created, read back from the server alone`,
      },
    ],
  },
  azurerm_postgresql_flexible_server_database: {
    holdsData: true,
    importId: '{server_id}/databases/{name}',
  },
  azurerm_key_vault_secret: {
    holdsData: true,
    importId: '! its id carries a version: az keyvault secret show --vault-name VAULT --name NAME --query id --output tsv',
  },
  azurerm_postgresql_flexible_server_configuration: { holdsData: false, importId: '{server_id}/configurations/{name}' },
  azurerm_postgresql_flexible_server_virtual_endpoint: {
    holdsData: false,
    importId: '! both ids of the endpoint, under source and replica, joined by "|"',
    reach: [
      { argument: 'source_server_id', on: 'read', source: `${PROVIDER}/postgresql_flexible_server_virtual_endpoint_resource.go` },
      { argument: 'replica_server_id', on: 'read', source: `${PROVIDER}/postgresql_flexible_server_virtual_endpoint_resource.go` },
    ],
  },
};
