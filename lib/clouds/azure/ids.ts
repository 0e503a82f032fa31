import type { Place, SiteRef } from '../../words/place';
import { GALLERY_IMAGE } from './facts';
import { keyVaultName, registryName, type AzureGroundName } from './names';

/** Id of a resource group: ids of Azure are computed from names, and no reference crosses a stack. */
export const groupId = (subscription: string, group: string): string => `/subscriptions/${subscription}/resourceGroups/${group}`;

/** Whether an id looks like that, and is of something in that subscription, which is not told apart by its case. */
export const isIdIn = (subscription: string, { shape }: { readonly shape: RegExp }, id: string): boolean =>
  shape.test(id) && id.toLowerCase().startsWith(`/subscriptions/${subscription}/`.toLowerCase());

/** Id of a storage account. */
export const storageAccountIn = (subscription: string, group: string, account: string): string =>
  `${groupId(subscription, group)}/providers/Microsoft.Storage/storageAccounts/${account}`;

/** Id of a site's resource group. */
export const siteGroupId = ({ account, ground }: SiteRef<AzureGroundName>): string => groupId(account, ground.group);

/** Id of an identity at a site, by its name. */
export const identityIn = (place: SiteRef<AzureGroundName>, name: string): string =>
  `${siteGroupId(place)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

/** Id of the identity with which a site's data is encrypted. */
export const identityId = (place: SiteRef<AzureGroundName>): string => identityIn(place, place.ground.identity);

/** Id of what a site's alerts are sent to. */
export const actionGroupId = (place: SiteRef<AzureGroundName>): string =>
  `${siteGroupId(place)}/providers/Microsoft.Insights/actionGroups/${place.ground.actionGroup}`;

/** What ids of a site's things have as a part, and no others: its resource group, and the host of its key vault. */
export const siteIds = ({ ground }: SiteRef<AzureGroundName>): readonly string[] => [ground.group, keyVaultName(ground)];

/** Id of a site's key vault. */
export const keyVaultId = (place: SiteRef<AzureGroundName>): string => vaultIn(place, keyVaultName(place.ground));

/** Id of a key vault at a site, by the name that the service knows. */
export const vaultIn = (place: SiteRef<AzureGroundName>, name: string): string =>
  `${siteGroupId(place)}/providers/Microsoft.KeyVault/vaults/${name}`;

/** Id of a container registry. */
export const registryId = (place: Place<'registry', AzureGroundName>): string => registryIn(place, registryName(place.names));

/** Id of a container registry at a site, by the name that the service knows. */
export const registryIn = (place: SiteRef<AzureGroundName>, name: string): string =>
  `${siteGroupId(place)}/providers/Microsoft.ContainerRegistry/registries/${name}`;

/** Id of a PostgreSQL flexible server. */
export const serverId = (place: Place<'server', AzureGroundName>): string =>
  `${siteGroupId(place)}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${place.names.server}`;

/** Id of an Azure SQL server. */
export const sqlServerId = (place: Place<'server', AzureGroundName>): string =>
  `${siteGroupId(place)}/providers/Microsoft.Sql/servers/${place.names.server}`;

/** Id of a group of machines. */
export const machinesId = (place: Place<'machines', AzureGroundName>): string =>
  `${siteGroupId(place)}/providers/Microsoft.Compute/virtualMachineScaleSets/${place.names.machines}`;

/** Id of a version of the image that a gallery keeps. */
export const imageVersionId = (place: Place<'gallery', AzureGroundName>, version: string): string =>
  `${siteGroupId(place)}/providers/Microsoft.Compute/galleries/${place.names.gallery}/images/${GALLERY_IMAGE}/versions/${version}`;

/** Id of a group of reserved capacity. */
export const reservationId = (place: Place<'reservation', AzureGroundName>): string =>
  `${siteGroupId(place)}/providers/Microsoft.Compute/capacityReservationGroups/${place.names.reservation}`;
