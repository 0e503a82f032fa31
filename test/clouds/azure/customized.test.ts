import type { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry/index.js';
import type { MssqlDatabase } from '@cdktf/provider-azurerm/lib/mssql-database/index.js';
import { MssqlServerTransparentDataEncryption } from '@cdktf/provider-azurerm/lib/mssql-server-transparent-data-encryption/index.js';
import type { MysqlFlexibleServer } from '@cdktf/provider-azurerm/lib/mysql-flexible-server/index.js';
import type { PostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server/index.js';
import type { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account/index.js';
import type { App, TerraformResource } from 'cdktf';
import { ContainerImages, DatabaseEngine, Network, ObjectStorage, RelationalDatabase, Size, type Component } from '../../../lib';
import { azure } from '../../../lib/clouds/azure/azure';
import { Duration } from '../../../lib/objectives/duration';
import { Tier } from '../../../lib/objectives/tier';
import { NORMAL } from '../../../lib/situation/facts';
import type { Workload } from '../../../lib/workload';
import { appIn, folder, refusal } from '../../declared';
import { blockAt } from '../../support/json';
import { renderWorkload } from '../../support/synth';
import { billing, FRANCE } from './fixture';

/* What a customization may make of what the library renders: nothing that what follows, or what joins the sites, could not rest on. */

const database =
  (engine: DatabaseEngine) =>
  (workload: Workload): Component => {
    new Network(workload, 'Net', { flowLogs: Duration.ZERO });
    return new RelationalDatabase(workload, 'Ledger', { engine, size: Size.of({ vcpus: 2, memoryGiB: 8 }), storageGiB: 100 });
  };
const postgres = database(DatabaseEngine.postgres('16'));
const sql = database(DatabaseEngine.sqlServer());
const bucket = (workload: Workload): Component => new ObjectStorage(workload, 'Archive');
const images = (workload: Workload): Component => {
  new Network(workload, 'Net', { flowLogs: Duration.ZERO });
  return new ContainerImages(workload, 'Images', { repositories: ['api'] });
};

const changed =
  <R extends TerraformResource>(make: (workload: Workload) => Component, change: (instance: R) => void, only?: string) =>
  (app: App): Workload => {
    const workload = billing(Tier.HOT)(app);
    azure.customize<R>(make(workload), ({ instance, site }) => {
      if (only === undefined || site === only) change(instance);
    });
    return workload;
  };
const KEY = 'https://acme.vault.azure.net/keys/tde/0123456789abcdef0123456789abcdef';
const POOL = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/mine/providers/Microsoft.Sql/servers/s/elasticPools/pool';

test('a key of one’s own beside a SQL server is refused as one in it is', () => {
  const beside = (app: App): Workload => {
    const workload = billing(Tier.HOT)(app);
    const ledger = sql(workload);
    workload.onEverySite(({ stack, rendered }) => {
      const { serverId } = rendered(ledger)?.instance as MssqlDatabase;
      new MssqlServerTransparentDataEncryption(stack, 'tde', { serverId, keyVaultKeyId: KEY });
    });
    return workload;
  };
  const { id, message } = refusal(beside);
  expect(id).toBe('DR-OWN-07');
  expect(message).toMatch(
    /transparent_data_encryption\.tde is given azurerm_mssql_database\.ledger-database[\s\S]*would have to reach in a vault/,
  );
});

test.each<[string, (app: App) => Workload, RegExp]>([
  [
    'a burstable server of PostgreSQL, which nothing follows',
    changed<PostgresqlFlexibleServer>(postgres, (server) => (server.skuName = 'B_Standard_B2s')),
    /sku_name of azurerm_postgresql_flexible_server\.ledger[\s\S]*got: B_Standard_B2s[\s\S]*nothing follows a burstable server/,
  ],
  [
    'a burstable server of MySQL',
    changed<MysqlFlexibleServer>(database(DatabaseEngine.mysql('8.4')), (server) => (server.skuName = 'B_Standard_B2s')),
    /azurerm_mysql_flexible_server\.ledger[\s\S]*nothing follows a burstable server/,
  ],
  [
    'a SQL database of Basic',
    changed<MssqlDatabase>(sql, (one) => (one.skuName = 'Basic')),
    /sku_name of azurerm_mssql_database[\s\S]*got: Basic[\s\S]*by vCores/,
  ],
  [
    'one without a server of its own, which pauses',
    changed<MssqlDatabase>(sql, (one) => (one.skuName = 'GP_S_Gen5_2')),
    /got: GP_S_Gen5_2[\s\S]*never pauses/,
  ],
  [
    'an elastic pool on one side alone',
    changed<MssqlDatabase>(sql, (one) => (one.elasticPoolId = POOL), 'azure:germanywestcentral'),
    /elastic_pool_id of azurerm_mssql_database[\s\S]*a pool of that name at both sides/,
  ],
  [
    'a SQL database whose backups leave for the paired region, beside a replica',
    changed<MssqlDatabase>(sql, (one) => (one.storageAccountType = 'Geo')),
    /storage_account_type of azurerm_mssql_database[\s\S]*got: Geo[\s\S]*all that the other site has/,
  ],
  [
    'a SQL database with a key of a vault, which what is restored in the other region would need',
    changed<MssqlDatabase>(sql, (one) => (one.transparentDataEncryptionKeyVaultKeyId = KEY)),
    /transparent_data_encryption_key_vault_key_id of azurerm_mssql_database[\s\S]*the key of its source/,
  ],
  [
    'an account whose copies go to the paired region',
    changed<StorageAccount>(bucket, (account) => (account.accountReplicationType = 'GRS')),
    /account_replication_type of azurerm_storage_account[\s\S]*got: GRS[\s\S]*redundancy: 'geo'/,
  ],
  [
    'a registry below Premium',
    changed<ContainerRegistry>(images, (registry) => (registry.sku = 'Standard')),
    /sku of azurerm_container_registry[\s\S]*got: Standard[\s\S]*Premium/,
  ],
])('%s is refused', (_, declared, says) => {
  const { id, message } = refusal((app) => void renderWorkload(declared(app), NORMAL));
  expect(id).toBe('DR-OWN-06');
  expect(message).toMatch(says);
});

test('what can be followed is taken: another family, and a size that is known only when it is applied', () => {
  const rendered = (sku: string) => {
    const workload = changed<PostgresqlFlexibleServer>(postgres, (server) => (server.skuName = sku))(appIn(folder()));
    return blockAt(renderWorkload(workload, NORMAL).stacks[FRANCE], 'azurerm_postgresql_flexible_server.ledger')?.['sku_name'];
  };
  for (const sku of ['MO_Standard_E4ds_v5', '${var.sku}']) expect(rendered(sku)).toBe(sku);
});
