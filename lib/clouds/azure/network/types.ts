import type { TypeRow } from '../../../port/facts';

/** What is known of the types of a network. */
export const NETWORK_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_virtual_network: { holdsData: false },
  azurerm_subnet: { holdsData: false },
  azurerm_network_security_group: { holdsData: false },
  azurerm_subnet_network_security_group_association: { holdsData: false },
  azurerm_nat_gateway: { holdsData: false },
  azurerm_nat_gateway_public_ip_association: { holdsData: false },
  azurerm_subnet_nat_gateway_association: { holdsData: false },
};
