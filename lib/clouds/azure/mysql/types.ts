import type { TypeRow } from '../../../port/facts';
import { COPIED, FOLLOWED } from '../database-limits';
import { SUBSCRIPTION } from '../facts';

const PROVIDER = 'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mysql';
/** What is known of the types of a server; what leads to it, and its password, are those of any database. */
export const MYSQL_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_mysql_flexible_server: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az mysql flexible-server show --name NAME --resource-group GROUP --query id --output tsv`,
    keeps: [{ argument: 'backup_retention_days', what: 'any moment of the last days (automated backups)' }],
    bounds: [FOLLOWED, ...COPIED],
    reach: [
      {
        argument: 'source_server_id',
        on: 'change',
        source: `${PROVIDER}/mysql_flexible_server_resource.go: sent where it is created, read back from the server alone`,
      },
    ],
  },
  azurerm_mysql_flexible_database: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az mysql flexible-server db show --database-name NAME --server-name SERVER --resource-group GROUP --query id --output tsv`,
  },
  azurerm_mysql_flexible_server_configuration: { holdsData: false },
};
