import { PostgresqlFlexibleServerVirtualEndpoint } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-virtual-endpoint/index.js';
import { membersOf } from '../../../components/capacity';
import type { BaseContext, LinksContext, Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { restoreTime } from '../../../words/figure';
import { DOOR_LOSSES, renderLossAlerts, type Loss } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import { adoptsServer, existingFlaws, hearServer } from '../existing-server';
import { SERVER_ID } from '../facts';
import type { AzureGroundName } from '../names';
import { grantSecretsOfficer } from '../officer';
import { partitionOf } from '../partition';
import { isMade, takenIn } from '../restored';
import { NEWEST } from './copies';
import { awaited, endpointOf, LONGEST, reached } from './base';
import { geoRestore, GEO_LAG } from './copied-figures';
import { databaseDoctor } from './doctor';
import { BACKED_UP, BACKUPS, CHANGES_OVER, GUIDE, KEEPS, LAG, PROMOTION } from './figures';
import { readServer } from './existing';
import { databaseFlaws } from './limits';
import { DATABASE_NAMES, idOfServer, type DatabaseBase, type DatabaseLink, type DatabasePlacement } from './names';
import { carriedPassword, copyPassword } from './password';
import { KEPT_AS_IT_IS, renderServer, renderWithin } from './server';
import { databaseServingSignals, databaseSignals } from './signals';
import { databaseRecovery } from './steps';
import { DATABASE_TYPES } from './types';
import { POSTGRES_SLAS } from '../slas';

/** What a role may delete of a database. https://learn.microsoft.com/azure/role-based-access-control/permissions/databases, 2026-11 */
const LOSSES: Readonly<Record<string, Loss>> = {
  server: {
    operation: 'Microsoft.DBforPostgreSQL/flexibleServers/delete',
    what: 'A PostgreSQL server was deleted: for five days it can be brought back from its last backup, a replica cannot',
  },
  // A promotion has no operation of its own: it is one more change of a server (https://learn.microsoft.com/azure/role-based-access-control/permissions/databases, 2026-11).
  'server-changed': {
    operation: 'Microsoft.DBforPostgreSQL/flexibleServers/write',
    what: 'A PostgreSQL server was changed, as an apply or a move does; a promotion that somebody made beside them is told so, too, and by nothing else: ask continuity doctor which one has the role',
  },
  endpoint: {
    operation: 'Microsoft.DBforPostgreSQL/flexibleServers/virtualendpoints/delete',
    what: 'A virtual endpoint was deleted: no role is swapped without it',
  },
};

const EFFECTS: readonly Effect[] = [
  {
    type: 'azurerm_postgresql_flexible_server',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    on: 'switch',
    source: `the two servers swap roles (${GUIDE}); that the old one returns a source is read in azurerm 4.55 (postgresql_flexible_server_resource.go), UNVERIFIED on a subscription`,
  },
  {
    type: 'azurerm_postgresql_flexible_server_virtual_endpoint',
    does: 'swaps',
    terraform: 'ignored',
    how: 'source_server_id, replica_server_id',
    on: 'switch',
    source:
      'its read looks under both servers and swaps them back: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/postgres/postgresql_flexible_server_virtual_endpoint_resource.go',
  },
  {
    type: 'azurerm_postgresql_flexible_server',
    does: 'makes',
    terraform: 'import',
    how: 'by its id, which is computed: a command makes it ahead of the apply that takes the role. Made while its pair is out it keeps no copies there, for good: then tier: Tier.HOT for it alone, a replica',
    on: 'restore',
    source: `geo-restore (${BACKUPS}, 2026-07: "You can configure geo-redundant backup only when you create the server"; "When the primary region is down, you can't create geo-redundant servers")`,
  },
];

/** PostgreSQL flexible server: a replica in the other region, and the roles of both swapped by command; or the service's own backups in the paired region, from which one is made on the day. */
export const relationalDatabase = azureCell({
  kind: 'relational-database',
  service: 'Azure Database for PostgreSQL flexible server',
  takes: ({ engine, dumps }) => engine.name === 'postgres' && dumps === undefined,
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'switch', backup: 'restore' },
    spreads: ['single', 'zonal'],
    spreadsLate: true,
    zonal: CHANGES_OVER,
    limits: 'take replica or backup at the standby',
    fence: 'no private endpoint leads there, public access is off, and a restart ends every session',
    effects: EFFECTS,
    automatic: false,
    keepsFor: () => KEEPS,
    names: DATABASE_NAMES,
    oneWay: [],
    refuses: (declaration, site) => [...databaseFlaws(declaration, site), ...existingFlaws(declaration, site, SERVER_ID)],
    adopts: adoptsServer,
    adoptsBeside: {
      postures: ['replica'],
      why: 'where its backups are kept was said by its owner when it was made, and each way home is a new server, which would be made under its name',
    },
    points: NEWEST,
    longest: () => LONGEST,
    slas: (_, spread) => [POSTGRES_SLAS[spread]],
    runs: membersOf(2),
    restoresInPlace: ({ gib }) => ({ rpo: BACKED_UP, promotion: restoreTime(gib) }),
    putBack:
      'az postgres flexible-server restore --restore-time MOMENT --source-server SERVER --name NAME, in the group of the server that serves: another server beside it, from which rows are copied back (pg_dump, psql). It is no end of a virtual endpoint, nobody reaches it until it is given a private endpoint, and it is deleted afterwards; no moment of before this server took the role can be restored at it',
    figures: ({ gib }, posture) =>
      posture === 'backup' ? { rpo: GEO_LAG, promotion: geoRestore(gib) } : { rpo: LAG, promotion: PROMOTION },
  },
  types: DATABASE_TYPES,
  recovery: databaseRecovery,
  signals: databaseSignals,
  servingSignals: databaseServingSignals,
  doctor: databaseDoctor,
  renderBase: renderDatabaseBase,
  renderSite: renderDatabase,
  renderLinks: joinServers,
});

function renderDatabaseBase(context: BaseContext<AzureGroundName>, placement: DatabaseBase): void {
  grantSecretsOfficer(context);
  renderLossAlerts(context, { ...LOSSES, ...DOOR_LOSSES });
  hearServer(context, placement, LOSSES);
}

function renderDatabase(context: AzureContext, placement: DatabasePlacement): Rendered {
  if (placement.here.existing) return renderExisting(context, placement);
  const suffix = partitionOf(context.site.region.code).postgresSuffix;
  if (!isMade(placement))
    return placement.current ? awaited(context, placement, { service: 'postgres', suffix }) : { ready: [], waits: [] };
  const server = renderServer(context, placement);
  // A database that is left out is dropped: it stays with its server, whatever became of that.
  const within = renderWithin(context, placement, server);
  if (!placement.current) return { instance: server, ready: [], waits: [] };
  return {
    ...reached(context, placement, { server, within }, { service: 'postgres', id: server.id, part: 'postgresqlServer', suffix }),
    ...takenIn(placement, server, idOfServer(placement.here, placement.declaration)),
  };
}

/** Nothing of a server that exists is made: it is read where it serves, and its password is known at the site as that of one that is made. */
function renderExisting(context: AzureContext, placement: DatabasePlacement): Rendered {
  const { current } = placement;
  const nothing = { ready: [], waits: [] };
  const password = carriedPassword(context, placement);
  if (!current) return nothing;
  readServer(context, placement);
  return {
    ...nothing,
    ready: [password],
    endpoint: endpointOf(placement, partitionOf(context.site.region.code).postgresSuffix),
  };
}

/**
 * Roles are swapped between the two ends of a virtual endpoint alone (`GUIDE`), of which there is one pair whatever servers are in it: its name is of
 * no site, and where a site is replaced, the same one is given its new reader. What a move swaps of it is read back swapped: by 4.58.0 or later, also
 * where the service answers 400 for the server that it left (https://github.com/hashicorp/terraform-provider-azurerm/pull/30789).
 */
function joinServers(context: LinksContext, link: DatabaseLink): undefined {
  if (!link.stands) return undefined;
  const { id, elder, younger, declaration } = link;
  copyPassword(context, link);
  if (link.posture !== 'replica') return undefined;
  new PostgresqlFlexibleServerVirtualEndpoint(context.stack, `${id}-endpoint-${younger.region}`, {
    provider: context.provider(elder.site),
    name: elder.names.pair,
    sourceServerId: idOfServer(elder, declaration),
    replicaServerId: idOfServer(younger, declaration),
    type: 'ReadWrite',
    lifecycle: { ignoreChanges: ['source_server_id', 'replica_server_id'] },
  });
  return undefined;
}
