import { PostgresqlFlexibleServerVirtualEndpoint } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-virtual-endpoint/index.js';
import type { LinksContext, Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { OWN } from '../../../words/figure';
import { azureCell, type AzureContext } from '../cell';
import { serverId } from '../ids';
import { grantSecretsOfficer } from '../officer';
import { partitionOf } from '../partition';
import { databaseDoctor } from './doctor';
import { renderDoor } from './door';
import { databaseFlaws } from './limits';
import { DATABASE_NAMES, type DatabaseLink, type DatabasePlacement } from './names';
import { copyPassword } from './password';
import { KEPT_AS_IT_IS, LONGEST, renderServer, renderWithin } from './server';
import { databaseSignals } from './signals';
import { databaseRecovery } from './steps';
import { DATABASE_TYPES } from './types';
import { POSTGRES_SLAS } from '../slas';

const GUIDE = 'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas-promote';
const LAG = {
  seconds: 300,
  source: `asynchronous, "up to 5 minutes" or near the lag (${GUIDE}, 2024-11); UNVERIFIED today`,
  verified: false,
};
const PROMOTION = { seconds: 600, source: `minutes, never by itself (${GUIDE}); the figure is ${OWN}`, verified: false };

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
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'switch' },
    spreads: ['single'],
    limits:
      'take replica (tier hot): its backups leave the region to the paired one alone, and only where that was said when it was made; that a replica and a standby in another zone go together is UNVERIFIED',
    fence: 'no private endpoint leads there, public access is off, and a restart ends every session',
    effects: EFFECTS,
    automatic: false,
    names: DATABASE_NAMES,
    oneWay: [],
    refuses: (declaration) => databaseFlaws(declaration),
    longest: () => LONGEST,
    slas: (_, spread) => [POSTGRES_SLAS[spread]],
    figures: () => ({ rpo: LAG, promotion: PROMOTION }),
  },
  types: DATABASE_TYPES,
  recovery: databaseRecovery,
  signals: databaseSignals,
  doctor: databaseDoctor,
  renderBase: grantSecretsOfficer,
  renderSite: renderDatabase,
  renderLinks: joinServers,
});

function renderDatabase(context: AzureContext, placement: DatabasePlacement): Rendered {
  const { here, declaration } = placement;
  const server = renderServer(context, placement);
  if (!placement.current) return { instance: server, ready: [], waits: [] };
  const within = renderWithin(context, placement, server);
  const door = renderDoor(context, placement, server);
  return {
    instance: server,
    ready: [server, ...within, ...door],
    waits: [server],
    endpoint: {
      host: `${here.names.server}.${partitionOf(context.site.region.code).postgresSuffix}`,
      port: declaration.engine.port,
      name: declaration.database,
      secretName: here.names.password,
    },
  };
}

/**
 * Roles are swapped between the two ends of a virtual endpoint alone (`GUIDE`). It is named by the server that was first, whoever has the
 * role: what a move swaps of it is read back swapped.
 */
function joinServers(context: LinksContext, link: DatabaseLink): undefined {
  if (!link.stands) return undefined;
  const { id, owner, guest } = link;
  copyPassword(context, link);
  new PostgresqlFlexibleServerVirtualEndpoint(context.stack, `${id}-endpoint-${guest.region}`, {
    provider: context.provider(owner.site),
    name: owner.names.server,
    sourceServerId: serverId(owner),
    replicaServerId: serverId(guest),
    type: 'ReadWrite',
    lifecycle: { ignoreChanges: ['source_server_id', 'replica_server_id'] },
  });
  return undefined;
}
