import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

/** What is known of the types of a network. */
export const NETWORK_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_virtual_network: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network vnet show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_subnet: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network vnet subnet show --name NAME --vnet-name NETWORK --resource-group GROUP --query id --output tsv`,
  },
  azurerm_network_security_group: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network nsg show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_subnet_network_security_group_association: { holdsData: false, importId: '! the id of its subnet' },
  azurerm_nat_gateway: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network nat gateway show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_nat_gateway_public_ip_association: { holdsData: false, importId: '! GATEWAY|ADDRESS, by their ids' },
  azurerm_subnet_nat_gateway_association: { holdsData: false, importId: '! the id of its subnet' },
};
