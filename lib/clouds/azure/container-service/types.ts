import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

/** What is known of the types of a service. What it prints is told to nobody at the other site, and no state of the business stands there alone. */
export const APP_TYPES: Readonly<Record<string, TypeRow>> = {
  azurerm_container_app_environment: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az containerapp env show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_container_app: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az containerapp show --name NAME --resource-group GROUP --query id --output tsv`,
  },
};
