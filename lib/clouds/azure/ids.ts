import { accountName } from './names';

/** Ids of Azure are computed from names: no reference crosses a stack. */
const groupId = (subscription: string, group: string): string => `/subscriptions/${subscription}/resourceGroups/${group}`;

/** A place: a subscription, and the names of what lies under its components. */
export interface Place {
  /** Subscription. */
  readonly account: string;
  /** Names of the ground, the resource group's among them. */
  readonly names: Readonly<Record<string, string>>;
}

/** Id of a site's resource group. */
export const siteGroupId = ({ account, names }: Place): string => groupId(account, names['group'] as string);

/** Id of the identity with which a site's data is encrypted. */
export const identityId = (place: Place): string =>
  `${siteGroupId(place)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${place.names['identity']}`;

/** Id of a site's backup vault. */
export const backupVaultId = (place: Place): string =>
  `${siteGroupId(place)}/providers/Microsoft.DataProtection/backupVaults/${place.names['backupVault']}`;

/** Id of a component's storage account. */
export const storageAccountId = (place: Place, names: Readonly<Record<string, string>>): string =>
  `${siteGroupId(place)}/providers/Microsoft.Storage/storageAccounts/${accountName(names)}`;
