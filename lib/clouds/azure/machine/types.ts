import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

const shown = (what: string): TypeRow => ({
  holdsData: false,
  importId: `${SUBSCRIPTION}: az resource list --resource-type Microsoft.RecoveryServices/vaults --query [].id --output tsv, then /${what}`,
});

/** What is known of the types of replication; of the vault, the cell of files; of the account and the group, those of any. */
export const MACHINE_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_backup_policy_vm: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az backup policy show --name NAME --vault-name VAULT --resource-group GROUP --query id --output tsv`,
    keeps: [{ argument: 'retention_daily.count', what: 'copies of machines' }],
  },
  azurerm_site_recovery_fabric: shown('replicationFabrics/NAME'),
  azurerm_site_recovery_protection_container: shown('replicationFabrics/FABRIC/replicationProtectionContainers/NAME'),
  azurerm_site_recovery_protection_container_mapping: shown(
    'replicationFabrics/FABRIC/replicationProtectionContainers/CONTAINER/replicationProtectionContainerMappings/NAME',
  ),
  azurerm_site_recovery_replication_policy: shown('replicationPolicies/NAME'),
};
