import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

const PROVIDER = 'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/netapp';

/** What is known of the types of a volume, and of what it is in. */
export const NETAPP_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_netapp_account: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az netappfiles account show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_netapp_pool: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az netappfiles pool show --name NAME --account-name ACCOUNT --resource-group GROUP --query id --output tsv`,
  },
  azurerm_netapp_snapshot_policy: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az netappfiles snapshot policy show --name NAME --account-name ACCOUNT --resource-group GROUP --query id --output tsv`,
    keeps: [{ argument: 'daily_schedule.snapshots_to_keep', what: 'snapshots of files' }],
  },
  azurerm_netapp_volume: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az netappfiles volume show --name NAME --pool-name POOL --account-name ACCOUNT --resource-group GROUP --query id --output tsv`,
    reach: [
      {
        argument: 'data_protection_replication.remote_volume_resource_id',
        on: 'change',
        source: `${PROVIDER}/netapp_volume_resource.go: its source lets it follow where it is created, and is asked to end that where either of both is deleted; it is read from itself alone`,
      },
    ],
  },
};
