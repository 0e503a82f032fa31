import type { TypeRow } from '../../../port/facts';
import { APP_TYPES } from '../container-service/types';
import { ACCOUNT_TYPES } from '../object-storage/types';
import { SUBSCRIPTION } from '../facts';
import { DATABASE_TYPES } from '../relational-database/types';

/** What is known of the types of a database that dumps are made of. */
export const DUMPED_TYPES: Readonly<Record<string, TypeRow>> = {
  ...DATABASE_TYPES,
  ...APP_TYPES,
  azurerm_storage_account: ACCOUNT_TYPES['azurerm_storage_account'] as TypeRow,
  azurerm_storage_container: ACCOUNT_TYPES['azurerm_storage_container'] as TypeRow,
  azurerm_storage_management_policy: ACCOUNT_TYPES['azurerm_storage_management_policy'] as TypeRow,
  azurerm_storage_container_immutability_policy: {
    holdsData: false,
    importId: '{storage_container_resource_manager_id}/immutabilityPolicies/default',
    keeps: [{ argument: 'immutability_period_in_days', what: 'dumps that nobody deletes' }],
  },
  azurerm_container_app_job: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az containerapp job show --name NAME --resource-group GROUP --query id --output tsv`,
  },
};
