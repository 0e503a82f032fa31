import { azure } from '../../../lib/clouds/azure/azure';
import type { AzureSiteProps } from '../../../lib/clouds/azure/azure';
import { blockAt } from '../../support/json';
import { madeOf, storeOf } from '../../support/store';
import { answering } from '../answering';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const KEPT = { prevent_destroy: true };
const paris = (over: Partial<AzureSiteProps> = {}) =>
  azure.site('francecentral', {
    account: SUBSCRIPTION,
    cidr: '10.10.0.0/16',
    state: azure.stateIn('acmestateparis', { resourceGroup: 'state-paris' }),
    ...over,
  });

test('a group, an account with a lock on it, a container, and the grant to read and write it', () => {
  const { json } = storeOf(paris());
  expect(madeOf(json)).toEqual([
    'azurerm_management_lock',
    'azurerm_resource_group',
    'azurerm_role_assignment',
    'azurerm_storage_account',
    'azurerm_storage_container',
  ]);
  expect(blockAt(json, 'azurerm_resource_group.group')).toMatchObject({ name: 'state-paris', location: 'francecentral', lifecycle: KEPT });
  expect(blockAt(json, 'azurerm_storage_container.container-tfstate')).toMatchObject({
    name: 'tfstate',
    container_access_type: 'private',
    lifecycle: KEPT,
  });
  expect(blockAt(json, 'azurerm_management_lock.lock')).toMatchObject({
    lock_level: 'CanNotDelete',
    scope: '${azurerm_storage_account.state.id}',
  });
  expect(blockAt(json, 'azurerm_role_assignment.states')).toMatchObject({
    role_definition_name: 'Storage Blob Data Contributor',
    lifecycle: { ignore_changes: ['principal_id', 'principal_type'] },
  });
});

test('versioned, deleted softly, TLS 1.2, without account keys and without public blobs', () => {
  const account = blockAt(storeOf(paris()).json, 'azurerm_storage_account.state');
  expect(account).toMatchObject({
    name: 'acmestateparis',
    account_replication_type: 'ZRS',
    infrastructure_encryption_enabled: true,
    min_tls_version: 'TLS1_2',
    https_traffic_only_enabled: true,
    allow_nested_items_to_be_public: false,
    shared_access_key_enabled: false,
    local_user_enabled: false,
    cross_tenant_replication_enabled: false,
    blob_properties: {
      versioning_enabled: true,
      delete_retention_policy: { days: 90 },
      container_delete_retention_policy: { days: 90 },
    },
  });
});

test('what would mean another account is ignored, so that one that stands is adopted as it is', () => {
  expect(blockAt(storeOf(paris()).json, 'azurerm_storage_account.state')?.['lifecycle']).toEqual({
    prevent_destroy: true,
    ignore_changes: ['account_kind', 'account_tier', 'account_replication_type', 'infrastructure_encryption_enabled'],
  });
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/state-paris`;
  const account = `${group}/providers/Microsoft.Storage/storageAccounts/acmestateparis`;
  expect(storeOf(paris()).made.adopts).toEqual([
    { to: 'azurerm_resource_group.group', id: group },
    { to: 'azurerm_storage_account.state', id: account },
    { to: 'azurerm_storage_container.container-tfstate', id: `${account}/blobServices/default/containers/tfstate` },
  ]);
});

test('whoever made the account waits until its grant is seen, in the subscription of the state', () => {
  const letIn = (site: ReturnType<typeof paris>): readonly string[] => storeOf(site).made.letIn ?? [];
  expect(letIn(paris()).slice(4)).toEqual([SUBSCRIPTION, 'acmestateparis', 'tfstate']);
  const other = '00000000-0000-0000-0000-000000000002';
  const state = azure.stateIn('acmestateparis', { resourceGroup: 'state-paris', subscription: other });
  expect(letIn(paris({ state })).slice(4)[0]).toBe(other);
  expect(answering('az', [['blob list', '']], letIn(paris()))).toMatchObject({ status: 0, said: '' });
});

test('a state in a sovereign cloud is kept by a backend of that cloud; of the public one nothing is said', () => {
  const government = azure.site('usgovvirginia', {
    account: SUBSCRIPTION,
    cidr: '10.10.0.0/16',
    state: azure.stateIn('acmestategov', { resourceGroup: 'state-gov' }),
  });
  const backend = (site: typeof government): unknown => (storeOf(site).json.terraform as Record<string, unknown>)['backend'];
  expect(backend(government)).toMatchObject({ azurerm: { environment: 'usgovernment' } });
  expect(backend(paris())).not.toHaveProperty('azurerm.environment');
});

test('a region without zones is redundant in itself', () => {
  const witness = azure.stateIn('acmestatecanada', { resourceGroup: 'state-canada', region: 'canadaeast' });
  expect(blockAt(storeOf(paris(), witness).json, 'azurerm_storage_account.state')?.['account_replication_type']).toBe('LRS');
});

test('its resource providers are registered here, unless somebody else does; in the subscription of the state', () => {
  const provider = (over: Partial<AzureSiteProps> = {}) => storeOf(paris(over)).json.provider?.['azurerm'];
  expect(provider()).toEqual([
    expect.objectContaining({
      resource_provider_registrations: 'core',
      resource_providers_to_register: [
        'microsoft.insights',
        'Microsoft.OperationalInsights',
        'Microsoft.KeyVault',
        'Microsoft.DBforPostgreSQL',
        'Microsoft.Sql',
        'Microsoft.DocumentDB',
        'Microsoft.DBforMySQL',
        'Microsoft.RecoveryServices',
        'Microsoft.ContainerRegistry',
        'Microsoft.App',
        'Microsoft.ContainerService',
        'Microsoft.KubernetesConfiguration',
        'Microsoft.NetApp',
      ],
      subscription_id: SUBSCRIPTION,
      storage_use_azuread: true,
    }),
  ]);
  const [none] = provider({ provider: { resourceProviderRegistrations: 'none' } }) as Record<string, unknown>[];
  expect(none).toMatchObject({ resource_provider_registrations: 'none' });
  expect(none).not.toHaveProperty('resource_providers_to_register');
  const subscription = '00000000-0000-0000-0000-000000000002';
  const state = azure.stateIn('acmestateparis', { resourceGroup: 'state-paris', subscription });
  expect(provider({ state })).toMatchObject([{ subscription_id: subscription }]);
  expect(storeOf(paris({ state })).made.adopts.every(({ id }) => id.startsWith(`/subscriptions/${subscription}/`))).toBe(true);
});
