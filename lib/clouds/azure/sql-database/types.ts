import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

const PROVIDER = 'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mssql';
const GROUP = `${PROVIDER}/mssql_failover_group_resource.go`;

/** What is known of the types of a SQL database; of what leads to it, and of its password, the cell of PostgreSQL says it. */
export const SQL_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_mssql_server: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az sql server show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_mssql_database: {
    holdsData: true,
    importId: '{server_id}/databases/{name}',
    keeps: [{ argument: 'short_term_retention_policy.retention_days', what: 'any moment of the last days (automated backups)' }],
    reach: [
      {
        argument: 'creation_source_database_id',
        on: 'change',
        source: `${PROVIDER}/mssql_database_resource.go: the source is read where it is created, and not where it is read back`,
      },
    ],
  },
  azurerm_mssql_failover_group: {
    holdsData: false,
    importId: '{server_id}/failoverGroups/{name}',
    reach: [
      { argument: 'server_id', on: 'read', source: GROUP },
      { argument: 'partner_server.id', on: 'change', source: GROUP },
    ],
  },
};
