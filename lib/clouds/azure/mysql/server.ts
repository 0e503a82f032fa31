import { MysqlFlexibleDatabase } from '@cdktf/provider-azurerm/lib/mysql-flexible-database/index.js';
import { MysqlFlexibleServerConfiguration } from '@cdktf/provider-azurerm/lib/mysql-flexible-server-configuration/index.js';
import { MysqlFlexibleServer, type MysqlFlexibleServerConfig } from '@cdktf/provider-azurerm/lib/mysql-flexible-server/index.js';
import type { TerraformResource } from 'cdktf';
import { kebab } from '../../../plan/names';
import type { AzureContext } from '../cell';
import { identityId } from '../ids';
import { baseOf, isPaired, keepsInPair } from '../relational-database/base';
import { passwordArguments } from '../relational-database/password';
import { SERIES } from './limits';
import { mysqlId, type MysqlPlacement } from './names';
import { mysqlSize } from './sizes';

/**
 * Arguments that a promotion decides, which a command makes: what a server follows, and as what, is read back, another source would be another
 * server, and of `replication_role` azurerm takes nothing but the way from `Replica` to `None`, so that said once it would be refused when the server is
 * a source again (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mysql/mysql_flexible_server_resource.go,
 * its read and its update). Zones are the service's. Less storage than has grown would be another server. The key stays of the version that the
 * server was made with, which no rotation ends: of another one the apply of the day would have to re-encrypt; and a server that was made with the service's own keeps that. Where
 * backups are kept would be another server to azurerm, and a command changes it in place.
 */
export const KEPT_AS_IT_IS = [
  'create_mode',
  'source_server_id',
  'point_in_time_restore_time_in_utc',
  'geo_redundant_backup_enabled',
  'replication_role',
  'zone',
  'high_availability[0].standby_availability_zone',
  'storage[0].size_gb',
  'administrator_login',
  'customer_managed_key',
];

/** One server of a pair, in the group that both share: what has the role was created, or took it from the one that it followed. */
export function renderServer(context: AzureContext, placement: MysqlPlacement): MysqlFlexibleServer {
  const { stack, sitePlan, ground } = context;
  const { id, declaration, here } = placement;
  const { engine, size, gib } = declaration;
  const server = new MysqlFlexibleServer(stack, id, {
    ...baseOf(context, placement, KEPT_AS_IT_IS),
    resourceGroupName: here.names.group,
    version: SERIES[engine.version] ?? engine.version,
    skuName: mysqlSize(size),
    storage: { sizeGb: gib, autoGrowEnabled: true },
    publicNetworkAccess: 'Disabled',
    ...sourceOf(placement),
    ...(isPaired(placement)
      ? { geoRedundantBackupEnabled: keepsInPair(placement, sitePlan) }
      : // With its version: nobody says that the service follows another one by itself.
        { customerManagedKey: { keyVaultKeyId: ground.key.id, primaryUserAssignedIdentityId: identityId(sitePlan) } }),
  });
  for (const [argument, value] of Object.entries(passwordArguments(context, placement))) server.addOverride(argument, value);
  return server;
}

/** What follows says whom as long as it does; what has the role names nothing of the other site. */
function sourceOf({ origin, attached, declaration }: MysqlPlacement): Partial<MysqlFlexibleServerConfig> {
  if (origin.how !== 'replica') return { administratorLogin: declaration.username };
  return attached ? { createMode: 'Replica', sourceServerId: mysqlId(origin.of) } : {};
}

/** Its settings, the same at both sites, and on the one that was created its database: the other one has that from it. */
export function renderWithin(
  { stack, workload }: AzureContext,
  { id, declaration, origin, here }: MysqlPlacement,
  server: MysqlFlexibleServer,
): TerraformResource[] {
  const of = { resourceGroupName: here.names.group, serverName: server.name };
  const settings = Object.entries({ require_secure_transport: 'ON', ...declaration.parameters }).map(
    ([name, value]) => new MysqlFlexibleServerConfiguration(stack, `${id}-${kebab(name)}`, { ...of, name, value }),
  );
  if (origin.how !== 'created') return settings;
  const database = new MysqlFlexibleDatabase(stack, `${id}-database`, {
    ...of,
    name: declaration.database,
    // What the engine itself would take: https://dev.mysql.com/doc/refman/8.4/en/charset-server.html, 2026-11.
    charset: 'utf8mb4',
    collation: 'utf8mb4_0900_ai_ci',
    lifecycle: { preventDestroy: workload.durable },
  });
  return [...settings, database];
}
