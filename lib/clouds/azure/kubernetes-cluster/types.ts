import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

/** What is known of the types of a cluster. With it go its nodes and the volumes in their group: what these hold is nowhere else but in copies. */
export const CLUSTER_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_kubernetes_cluster: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az aks show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_kubernetes_cluster_node_pool: { holdsData: false, importId: '{kubernetes_cluster_id}/agentPools/{name}' },
  azurerm_kubernetes_cluster_extension: {
    holdsData: false,
    importId: '{cluster_id}/providers/Microsoft.KubernetesConfiguration/extensions/{name}',
  },
  azurerm_kubernetes_flux_configuration: {
    holdsData: false,
    importId: '{cluster_id}/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/{name}',
  },
  azurerm_disk_encryption_set: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az disk-encryption-set show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  // Made with its cluster, in peace; Entra ID is asked where it is changed alone: its read is of Resource Manager in the region of the identity.
  azurerm_federated_identity_credential: {
    holdsData: false,
    importId: '{parent_id}/federatedIdentityCredentials/{name}',
    reach: [
      {
        region: 'global',
        on: 'change',
        source: 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation, 2026-11 (UNVERIFIED in detail)',
      },
    ],
  },
};
