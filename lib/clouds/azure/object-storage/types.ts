import type { Reach, TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

const SOURCE = 'hashicorp/terraform-provider-azurerm, source of the resource read (storage_object_replication_resource.go, 2026)';
const account = (argument: string): Omit<Reach, 'type'> => ({ argument, on: 'read', source: SOURCE });

/** What is known of the types of an account and its container. */
export const ACCOUNT_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_storage_account: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az storage account show --name NAME --query id --output tsv`,
    keeps: [
      { argument: 'blob_properties.restore_policy.days', what: 'what objects were, at any moment' },
      { argument: 'blob_properties.delete_retention_policy.days', what: 'objects that were deleted' },
      { argument: 'blob_properties.container_delete_retention_policy.days', what: 'containers that were deleted' },
    ],
    bounds: [
      {
        argument: 'account_replication_type',
        shape: /^[LZ]RS$/,
        allowed:
          'LRS or ZRS: the other ones keep copies in the paired region, which some regions have not and which may be in another country, where nobody said that data may stand',
        fix: "redundancy: 'geo' of the ObjectStorage, which asks for the pair and where it is",
      },
    ],
  },
  azurerm_storage_container: { holdsData: true, importId: '{storage_account_id}/blobServices/default/containers/{name}' },
  azurerm_storage_management_policy: { holdsData: false, importId: '{storage_account_id}/managementPolicies/default' },
  azurerm_storage_object_replication: {
    holdsData: false,
    importId:
      '! source and destination policy ids joined by a semicolon: az storage account or-policy list --account-name NAME --query [].policyId --output tsv',
    reach: [account('source_storage_account_id'), account('destination_storage_account_id')],
  },
};
