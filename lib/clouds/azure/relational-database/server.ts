import { PostgresqlFlexibleServerConfiguration } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-configuration/index.js';
import { PostgresqlFlexibleServerDatabase } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-database/index.js';
import {
  PostgresqlFlexibleServer,
  type PostgresqlFlexibleServerConfig,
} from '@cdktf/provider-azurerm/lib/postgresql-flexible-server/index.js';
import type { TerraformResource } from 'cdktf';
import { kebab } from '../../../plan/names';
import type { AzureContext } from '../cell';
import { identityId } from '../ids';
import { baseOf, isPaired, keepsInPair } from './base';
import { idOfServer, type DatabasePlacement } from './names';
import { passwordArguments } from './password';
import { serverSize, storageMb } from './sizes';

/**
 * Arguments that a move decides: the source of a server that once was a replica, or became one, is read back, and another one would be
 * another server (https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/postgres/postgresql_flexible_server_resource.go,
 * its read). Zones move where a zone is lost, and less storage than has grown would be another server, too. Where backups are kept, and whose key it has, is
 * said where it is made, and never again: another tier, or what a restore made of it, would be another server.
 */
export const KEPT_AS_IT_IS = [
  'create_mode',
  'source_server_id',
  'point_in_time_restore_time_in_utc',
  'geo_redundant_backup_enabled',
  'customer_managed_key',
  'zone',
  'high_availability[0].standby_availability_zone',
  'storage_mb',
  'storage_tier',
  'administrator_login',
];

/**
 * One server of a pair: the first is created, the other one follows it; which of them takes writes, is the service's. No replica is in
 * two zones: the service ends that where a server loses the role, and it is asked for again once a move is over
 * (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas-promote, 2026-11).
 */
export function renderServer(context: AzureContext, placement: DatabasePlacement): PostgresqlFlexibleServer {
  const { stack, sitePlan, ground } = context;
  const { id, declaration, spread, spreadLater } = placement;
  const { engine, size, gib } = declaration;
  const server = new PostgresqlFlexibleServer(stack, id, {
    ...baseOf(context, placement, [...KEPT_AS_IT_IS, ...(spreadLater ? ['high_availability'] : [])]),
    resourceGroupName: sitePlan.ground.group,
    version: engine.version,
    skuName: serverSize(size),
    storageMb: storageMb(gib),
    autoGrowEnabled: true,
    publicNetworkAccessEnabled: false,
    ...(spread === 'zonal' ? { highAvailability: { mode: 'ZoneRedundant' } } : {}),
    ...sourceOf(placement),
    ...(isPaired(placement)
      ? { geoRedundantBackupEnabled: keepsInPair(placement, sitePlan) }
      : { customerManagedKey: { keyVaultKeyId: ground.key.versionlessId, primaryUserAssignedIdentityId: identityId(sitePlan) } }),
  });
  for (const [argument, value] of Object.entries(passwordArguments(context, placement))) server.addOverride(argument, value);
  return server;
}

/** What follows says whom as long as it does: neither is looked at again, and what has the role names nothing of the other site. */
function sourceOf({ origin, attached, declaration }: DatabasePlacement): Partial<PostgresqlFlexibleServerConfig> {
  if (origin.how !== 'replica') return { administratorLogin: declaration.username };
  return attached ? { createMode: 'Replica', sourceServerId: idOfServer(origin.of, declaration) } : {};
}

/** Its settings, the same at both sites, and on the one that was created its database: the other one has that from it. */
export function renderWithin(
  { stack, workload }: AzureContext,
  { id, declaration, origin }: DatabasePlacement,
  server: PostgresqlFlexibleServer,
): TerraformResource[] {
  const settings = Object.entries({ require_secure_transport: 'on', ...declaration.parameters }).map(
    ([name, value]) => new PostgresqlFlexibleServerConfiguration(stack, `${id}-${kebab(name)}`, { name, serverId: server.id, value }),
  );
  if (origin.how !== 'created') return settings;
  const database = new PostgresqlFlexibleServerDatabase(stack, `${id}-database`, {
    name: declaration.database,
    serverId: server.id,
    lifecycle: { preventDestroy: workload.durable },
  });
  return [...settings, database];
}
