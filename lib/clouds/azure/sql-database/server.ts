import { MssqlDatabase, type MssqlDatabaseConfig } from '@cdktf/provider-azurerm/lib/mssql-database/index.js';
import { MssqlServer } from '@cdktf/provider-azurerm/lib/mssql-server/index.js';
import type { AzureContext } from '../cell';
import { madePassword } from '../database-password';
import { hasZones } from '../partition';
import { databaseId, type SqlPlacement } from './names';
import { sqlSize } from './sizes';

/**
 * Arguments of a database that a move decides, or that only what has the role may change: whom it was made from would be another database; how large
 * it may grow the other one has from it, and a change that is sent to what follows is refused (https://github.com/hashicorp/terraform-provider-azurerm/issues/25141).
 * What the provider does: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mssql/mssql_database_resource.go.
 */
export const KEPT_AS_IT_IS = ['create_mode', 'creation_source_database_id', 'max_size_gb'];

/** Hours: what follows is filled with all that there is ("up to 500 GB an hour"). The figures are the library's own; azurerm waits for one. */
const TIMEOUTS = { create: '12h', update: '6h', delete: '3h' };
/** The longest, in seconds. */
export const LONGEST = 12 * 3600;

/**
 * One server of a pair. It is nobody's replica: each has an administrator of the same name, with a password of its own in the vault of its own site, so that
 * nothing of one is needed to make the other one, and none is ever carried.
 */
export function renderServer(context: AzureContext, placement: SqlPlacement): MssqlServer {
  const { stack, site, sitePlan, workload } = context;
  const { id, component, declaration, here } = placement;
  const server = new MssqlServer(stack, id, {
    name: here.names.server,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    version: '12.0',
    administratorLogin: declaration.username,
    minimumTlsVersion: '1.2',
    publicNetworkAccessEnabled: false,
    tags: { workload: workload.id, component },
    lifecycle: { preventDestroy: workload.durable, ignoreChanges: ['administrator_login'] },
  });
  server.addOverride('administrator_login_password_wo', madePassword(context, placement));
  server.addOverride('administrator_login_password_wo_version', 1);
  return server;
}

/**
 * The database on it. One whose site stands by says whom it follows, whichever side was first: what is there keeps what it is, and what has to be made anew is
 * made from the one that has the data, never empty. While the other site is out its size is let be: the provider looks for the other one, and sets that, too.
 */
export function renderDatabase(context: AzureContext, placement: SqlPlacement, server: MssqlServer): MssqlDatabase {
  const { stack, site, sitePlan, workload } = context;
  const { id, component, declaration, spread } = placement;
  return new MssqlDatabase(stack, `${id}-database`, {
    name: declaration.database,
    serverId: server.id,
    skuName: sqlSize(declaration.size),
    zoneRedundant: spread === 'zonal',
    storageAccountType: backupsOf(site.region.code, placement),
    shortTermRetentionPolicy: { retentionDays: declaration.restorableDays },
    transparentDataEncryptionEnabled: true,
    ...(followsNow(context, placement) ? sourceOf(placement) : { maxSizeGb: declaration.gib }),
    timeouts: TIMEOUTS,
    tags: { workload: workload.id, component },
    lifecycle: {
      preventDestroy: workload.durable,
      ignoreChanges: [...KEPT_AS_IT_IS, ...(sitePlan.peerWithheld ? leftAlone(placement) : [])],
    },
  });
}

/**
 * What is let be while the other site is out: the provider looks for the other database, and changes its size, too; and what is kept in two regions is
 * neither given up nor asked for while one of them is out.
 */
const leftAlone = ({ joined }: SqlPlacement): string[] => ['sku_name', ...(joined === 'backup' ? ['storage_account_type'] : [])];

/**
 * Where its backups are kept: in the paired region, too, where they are the copies; left out, they would be there whatever is asked for. One over zones
 * has them over zones.
 */
export function backupsOf(region: string, { joined, spread }: Pick<SqlPlacement, 'joined' | 'spread'>): string {
  if (joined === 'backup') return spread === 'zonal' ? 'GeoZone' : 'Geo';
  return keptInRegion(region);
}

/** Where backups are kept that leave their region in no case. */
export const keptInRegion = (region: string): string => (hasZones(region) ? 'Zone' : 'Local');

/** Its site stands by, and the other one is there to be followed. */
const followsNow = ({ sitePlan }: AzureContext, { attached, form }: SqlPlacement): boolean =>
  attached && form === 'standby' && !sitePlan.peerWithheld;

/** How large it may grow is of the one that has the role: what follows is refused by the provider where it says so. */
const sourceOf = ({ peer, declaration }: SqlPlacement): Partial<MssqlDatabaseConfig> => ({
  createMode: 'Secondary',
  creationSourceDatabaseId: databaseId(peer, declaration),
});
