import { MssqlFailoverGroup } from '@cdktf/provider-azurerm/lib/mssql-failover-group/index.js';
import { membersOf } from '../../../components/capacity';
import type { BaseContext, LinksContext, Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { restoreTime } from '../../../words/figure';
import { DOOR_LOSSES, renderLossAlerts, type Loss } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import { renderDoor } from '../database-door';
import { adoptsServer, existingFlaws, hearServer } from '../existing-server';
import { SQL_SERVER_ID } from '../facts';
import type { AzureGroundName } from '../names';
import { grantSecretsOfficer } from '../officer';
import { partitionOf } from '../partition';
import { isMade, takenIn } from '../restored';
import { SQL_SLAS } from '../slas';
import { sqlDoctor } from './doctor';
import { SQL_POINTS } from './copies';
import { BACKED_UP, BACKUPS, CHANGES_OVER, GEO_LAG, geoRestore, GROUPS, KEEPS, LAG, PROMOTION } from './figures';
import { sqlFlaws } from './limits';
import { endpointOf, renderExisting } from './existing';
import { databaseId, SQL_NAMES, sqlIdOf, type SqlBase, type SqlLink, type SqlPlacement } from './names';
import { KEPT_AS_IT_IS, LONGEST, renderDatabase, renderServer } from './server';
import { sqlServingSignals, sqlSignals } from './signals';
import { sqlRecovery } from './steps';
import { SQL_TYPES } from './types';

/** What a role may do to a database beside the library. https://learn.microsoft.com/azure/role-based-access-control/permissions/databases, 2026-11 */
const LOSSES: Readonly<Record<string, Loss>> = {
  'sql-server': {
    operation: 'Microsoft.Sql/servers/delete',
    what: 'A SQL server was deleted, with its databases and their backups',
  },
  'sql-database': {
    operation: 'Microsoft.Sql/servers/databases/delete',
    what: 'A SQL database was deleted: as long as its server is there it can be brought back from its backups, what follows cannot',
  },
  'sql-group': {
    operation: 'Microsoft.Sql/servers/failoverGroups/delete',
    what: 'A failover group was deleted: no role is swapped without it, though data goes on being sent',
  },
  'sql-swap': {
    operation: 'Microsoft.Sql/servers/failoverGroups/failover/action',
    what: 'Roles of a failover group were swapped: as a planned move does, and nobody else should',
  },
  'sql-forced': {
    operation: 'Microsoft.Sql/servers/failoverGroups/forceFailoverAllowDataLoss/action',
    what: 'A role of a failover group was taken by force: as a failover does, and nobody else should',
  },
};

/** Arguments of a group that are said where it is made and never sent again: every change goes to the server that it was made at, whoever has the role. */
const SAID_ONCE = [
  'databases',
  'partner_server',
  'read_write_endpoint_failover_policy',
  'readonly_endpoint_failover_policy_enabled',
  'tags',
];

const EFFECTS: readonly Effect[] = [
  {
    type: 'azurerm_mssql_database',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    on: 'switch',
    source: `the two databases swap roles (${GROUPS}); no role is an argument, and whom it was made from is not read back: azurerm 4.55, mssql_database_resource.go`,
  },
  {
    type: 'azurerm_mssql_failover_group',
    does: 'swaps',
    terraform: 'ignored',
    how: SAID_ONCE.join(', '),
    on: 'switch',
    source:
      'its id stays with the server that it was made at, and so does every change of it: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/mssql/mssql_failover_group_resource.go, https://github.com/hashicorp/terraform-provider-azurerm/issues/25141',
  },
  {
    type: 'azurerm_mssql_database',
    does: 'makes',
    terraform: 'import',
    how: 'by its id, which is computed: a command makes it ahead of the apply that takes the role',
    on: 'restore',
    source: `a planned move copies what a forced one restores, and no argument could tell which (az sql db copy, az sql db geo-backup restore; ${BACKUPS})`,
  },
];

/**
 * Azure SQL Database: a geo-replica in the other region, and the roles of both swapped by command through a failover group; or the service's own backups in
 * the paired region, from which a command makes it on the day.
 */
export const sqlDatabase = azureCell({
  kind: 'relational-database',
  service: 'Azure SQL Database',
  takes: ({ engine }) => engine.name === 'sqlserver',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'switch', backup: 'restore' },
    joinedAt: ['replica'],
    spreads: ['single', 'zonal'],
    zonal: CHANGES_OVER,
    limits: 'take replica or backup at the standby',
    fence:
      'no private endpoint leads there, and public access is off; a swap ends what is still connected, and what follows takes no write by itself. Ahead of a copy nothing ends a batch that runs on without its way in: UNVERIFIED how long one does',
    effects: EFFECTS,
    automatic: false,
    keepsFor: () => KEEPS,
    names: SQL_NAMES,
    oneWay: [],
    refuses: (declaration, site) => [...sqlFlaws(declaration, site), ...existingFlaws(declaration, site, SQL_SERVER_ID)],
    adopts: adoptsServer,
    adoptsBeside: {
      postures: ['replica'],
      why: 'where its backups are kept is an argument of its owner, and each way home is a new database, which would be made under its name on the server of its owner',
    },
    points: SQL_POINTS,
    longest: () => LONGEST,
    slas: (_, spread) => [SQL_SLAS[spread]],
    runs: membersOf(1),
    restoresInPlace: ({ gib }) => ({ rpo: BACKED_UP, promotion: restoreTime(gib) }),
    putBack:
      'az sql db restore --dest-name NAME --time MOMENT, at the server that serves: another database beside it, from which rows are copied back. It is in no failover group, and is deleted afterwards; moments of before that server took the role are at the other one, if at all (UNVERIFIED after a forced swap, which fills it anew)',
    figures: ({ gib }, posture) =>
      posture === 'backup' ? { rpo: GEO_LAG, promotion: geoRestore(gib) } : { rpo: LAG, promotion: PROMOTION },
  },
  types: SQL_TYPES,
  recovery: sqlRecovery,
  signals: sqlSignals,
  servingSignals: (placement) => sqlServingSignals(placement),
  doctor: (placement) => sqlDoctor(placement),
  renderBase: renderSqlBase,
  renderSite: renderSql,
  renderLinks: joinDatabases,
});

function renderSqlBase(context: BaseContext<AzureGroundName>, placement: SqlBase): void {
  grantSecretsOfficer(context);
  renderLossAlerts(context, { ...LOSSES, ...DOOR_LOSSES });
  hearServer(context, placement, LOSSES);
}

function renderSql(context: AzureContext, placement: SqlPlacement): Rendered {
  if (placement.here.existing) return renderExisting(context, placement);
  const suffix = partitionOf(context.site.region.code).sqlSuffix;
  const server = renderServer(context, placement);
  const database = isMade(placement) ? { instance: renderDatabase(context, placement, server) } : {};
  if (!placement.current) return { ...database, ready: [], waits: [] };
  const door = renderDoor(context, placement, { service: 'sql', id: server.id, part: 'sqlServer', suffix });
  return {
    ...database,
    ...takenIn(placement, database.instance, databaseId(placement.here, placement.declaration)),
    ready: [server, ...(database.instance ? [database.instance] : []), ...door],
    waits: [server],
    endpoint: endpointOf(placement, suffix),
  };
}

/**
 * The group takes over the link that stands (`GROUPS`). It is made at the one that has the data, and lives in no stack of a recovery: it is read and changed at that
 * server whoever has the role, so nothing of it is ever changed. Where a site is replaced, a step ends it, and it is made anew under the same name.
 */
function joinDatabases(context: LinksContext, link: SqlLink): undefined {
  if (!link.stands || link.posture !== 'replica') return undefined;
  const { id, elder, younger, declaration } = link;
  new MssqlFailoverGroup(context.stack, `${id}-group-${younger.region}`, {
    provider: context.provider(elder.site),
    name: elder.names.group,
    serverId: sqlIdOf(elder, declaration),
    databases: [databaseId(elder, declaration)],
    partnerServer: [{ id: sqlIdOf(younger, declaration) }],
    // By itself the service would move roles after an hour at the least, of every group of the region: whoever declares a move is the only one that does.
    readWriteEndpointFailoverPolicy: { mode: 'Manual' },
    readonlyEndpointFailoverPolicyEnabled: false,
    lifecycle: { ignoreChanges: SAID_ONCE },
  });
  return undefined;
}
