import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

/**
 * What is known of the types of an account, and of what is in it; of what leads there, the catalogue. Its regions are ignored, so that no apply reaches the
 * other one for their sake; a read asks the account alone (cosmosdb_account_resource.go of azurerm 4.55).
 */
export const TABLE_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_cosmosdb_account: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az cosmosdb show --name NAME --resource-group GROUP --query id --output tsv`,
    reach: [
      {
        argument: 'location',
        on: 'read',
        source:
          'its group and its record are there: https://learn.microsoft.com/azure/azure-resource-manager/management/overview (UNVERIFIED that a read needs it)',
      },
    ],
    keeps: [{ argument: 'backup.tier', what: 'any moment of the last days (continuous backups, in each region)' }],
  },
  azurerm_cosmosdb_sql_database: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az cosmosdb sql database show --account-name ACCOUNT --resource-group GROUP --name NAME --query id --output tsv`,
  },
  azurerm_cosmosdb_sql_container: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az cosmosdb sql container show --account-name ACCOUNT --resource-group GROUP --database-name DATABASE --name NAME --query id --output tsv`,
  },
  azurerm_cosmosdb_sql_role_assignment: {
    holdsData: false,
    importId:
      '! its name is a random UUID: az cosmosdb sql role assignment list --account-name ACCOUNT --resource-group GROUP --query [].id --output tsv',
  },
};
