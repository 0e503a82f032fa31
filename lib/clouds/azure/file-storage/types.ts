import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

/** What is known of the types of a share, and of what copies it; of the account, the cell of object storage; of what leads there, the catalogue. */
export const FILE_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_storage_share: {
    holdsData: true,
    importId: '{storage_account_id}/fileServices/default/shares/{name}',
  },
  azurerm_recovery_services_vault: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az backup vault show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_backup_policy_file_share: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az backup policy show --name NAME --vault-name VAULT --resource-group GROUP --query id --output tsv`,
    keeps: [{ argument: 'retention_daily.count', what: 'snapshots of files' }],
  },
  azurerm_backup_container_storage_account: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az backup container list --vault-name VAULT --resource-group GROUP --backup-management-type AzureStorage --query [].id --output tsv`,
  },
  azurerm_backup_protected_file_share: {
    holdsData: true,
    importId:
      '! its name is one of the service: az backup item list --vault-name VAULT --resource-group GROUP --backup-management-type AzureStorage --query [].id --output tsv',
  },
};
