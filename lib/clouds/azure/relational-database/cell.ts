import { PostgresqlFlexibleServerVirtualEndpoint } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-virtual-endpoint/index.js';
import { membersOf } from '../../../components/capacity';
import type { BaseContext, LinksContext, Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { restoreTime } from '../../../words/figure';
import { renderLossAlerts, type Loss } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import { DOOR_LOSSES } from '../database-door';
import { adoptsServer, existingFlaws } from '../existing-server';
import { SERVER_ID } from '../facts';
import type { AzureGroundName } from '../names';
import { grantSecretsOfficer } from '../officer';
import { partitionOf } from '../partition';
import { LONGEST, reached } from './base';
import { databaseDoctor } from './doctor';
import { BACKED_UP, CHANGES_OVER, GUIDE, KEEPS, LAG, NO_COPIES, PROMOTION } from './figures';
import { readServer } from './existing';
import { databaseFlaws } from './limits';
import { DATABASE_NAMES, idOfServer, type DatabaseLink, type DatabasePlacement } from './names';
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
    source: `the two servers swap roles (${GUIDE}); that the old one returns a source is read in azurerm 4.55 (postgresql_flexible_server_resource.go), UNVERIFIED on a subscription`,
  },
  {
    type: 'azurerm_postgresql_flexible_server_virtual_endpoint',
    does: 'swaps',
    terraform: 'ignored',
    how: 'source_server_id, replica_server_id',
    source:
      'its read looks under both servers and swaps them back: https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/postgres/postgresql_flexible_server_virtual_endpoint_resource.go',
  },
];

/** PostgreSQL flexible server: a replica in the other region, and the roles of both swapped by command. */
export const relationalDatabase = azureCell({
  kind: 'relational-database',
  service: 'Azure Database for PostgreSQL flexible server',
  takes: ({ engine }) => engine.name === 'postgres',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'switch' },
    spreads: ['single', 'zonal'],
    spreadsLate: true,
    zonal: CHANGES_OVER,
    limits: `take a replica: ${NO_COPIES}`,
    fence: 'no private endpoint leads there, public access is off, and a restart ends every session',
    effects: EFFECTS,
    automatic: false,
    keepsFor: () => KEEPS,
    names: DATABASE_NAMES,
    oneWay: [],
    refuses: (declaration, site) => [...databaseFlaws(declaration), ...existingFlaws(declaration, site, SERVER_ID)],
    adopts: adoptsServer,
    longest: () => LONGEST,
    slas: (_, spread) => [POSTGRES_SLAS[spread]],
    runs: membersOf(2),
    restoresInPlace: ({ gib }) => ({ rpo: BACKED_UP, promotion: restoreTime(gib) }),
    figures: () => ({ rpo: LAG, promotion: PROMOTION }),
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

function renderDatabaseBase(context: BaseContext<AzureGroundName>): void {
  grantSecretsOfficer(context);
  renderLossAlerts(context, { ...LOSSES, ...DOOR_LOSSES });
}

function renderDatabase(context: AzureContext, placement: DatabasePlacement): Rendered {
  if (placement.here.existing) return renderExisting(context, placement);
  const server = renderServer(context, placement);
  if (!placement.current) return { instance: server, ready: [], waits: [] };
  const within = renderWithin(context, placement, server);
  const suffix = partitionOf(context.site.region.code).postgresSuffix;
  return reached(context, placement, { server, within }, { service: 'postgres', id: server.id, part: 'postgresqlServer', suffix });
}

/** Nothing of a server that exists is made: it is read where it serves, and its password is known at the site as that of one that is made. */
function renderExisting(context: AzureContext, placement: DatabasePlacement): Rendered {
  const { here, declaration, current } = placement;
  const nothing = { ready: [], waits: [] };
  const password = carriedPassword(context, placement);
  if (!current) return nothing;
  readServer(context, placement);
  return {
    ...nothing,
    ready: [password],
    endpoint: {
      host: `${here.names.server}.${partitionOf(context.site.region.code).postgresSuffix}`,
      port: declaration.engine.port,
      name: declaration.database,
      secretName: here.names.password,
    },
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
