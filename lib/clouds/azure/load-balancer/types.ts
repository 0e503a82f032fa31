import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

/** What is known of the types of an entrance. */
export const GATEWAY_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_application_gateway: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az network application-gateway show --name NAME --resource-group GROUP --query id --output tsv`,
  },
};
