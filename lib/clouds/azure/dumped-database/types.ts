import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

/** What is known of the types that a database of dumps has beside a server, an account and what jobs run in. */
export const DUMPED_TYPES: Readonly<Record<string, TypeRow>> = {
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
