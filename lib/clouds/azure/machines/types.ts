import type { TypeRow } from '../../../port/facts';
import { SUBSCRIPTION } from '../facts';

/** What is known of the types of a group of machines. */
export const MACHINE_TYPES: Readonly<Record<string, TypeRow>> = {
  // Its machines are made again from their image: what has to last is in a database or in blobs.
  azurerm_linux_virtual_machine_scale_set: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az vmss show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_monitor_autoscale_setting: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az monitor autoscale show --name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_capacity_reservation_group: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az capacity reservation group show --capacity-reservation-group NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_capacity_reservation: {
    holdsData: false,
    importId: `${SUBSCRIPTION}: az capacity reservation show --capacity-reservation-name NAME --capacity-reservation-group RESERVATION --resource-group GROUP --query id --output tsv`,
  },
  // What is in it is built again; without it, nothing starts.
  azurerm_shared_image_gallery: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az sig show --gallery-name NAME --resource-group GROUP --query id --output tsv`,
  },
  azurerm_shared_image: {
    holdsData: true,
    importId: `${SUBSCRIPTION}: az sig image-definition show --gallery-image-definition NAME --gallery-name GALLERY --resource-group GROUP --query id --output tsv`,
  },
};
