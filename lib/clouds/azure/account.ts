import type { StorageAccountConfig } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import { hasZones } from './partition';

/**
 * What every storage account is made with: nobody reaches it without TLS and Entra ID, it sends to no other tenant, and it stands in all
 * zones of a region that has any (from one zone to all of them would be a new account).
 */
export const closedAccount = (
  region: string,
): Partial<StorageAccountConfig> & Pick<StorageAccountConfig, 'accountTier' | 'accountReplicationType'> => ({
  accountKind: 'StorageV2',
  accountTier: 'Standard',
  accountReplicationType: hasZones(region) ? 'ZRS' : 'LRS',
  minTlsVersion: 'TLS1_2',
  httpsTrafficOnlyEnabled: true,
  allowNestedItemsToBePublic: false,
  sharedAccessKeyEnabled: false,
  defaultToOauthAuthentication: true,
  localUserEnabled: false,
  crossTenantReplicationEnabled: false,
});
