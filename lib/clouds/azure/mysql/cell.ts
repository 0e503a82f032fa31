import { membersOf } from '../../../components/capacity';
import type { BaseContext, LinksContext, Rendered } from '../../../port/cloud';
import type { BasePlacement } from '../../../plan/plan';
import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Effect } from '../../../words/effect';
import { restoreTime } from '../../../words/figure';
import { DOOR_LOSSES, renderHealthOf, renderLossAlerts } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import type { AzureGroundName } from '../names';
import { grantSecretsOfficer } from '../officer';
import { partitionOf } from '../partition';
import { awaited, LONGEST, reached } from '../relational-database/base';
import { GEO_LAG, geoRestore } from '../relational-database/copied-figures';
import { NEWEST } from '../relational-database/copies';
import { isMade, takenIn } from '../restored';
import { serverDoctor } from '../relational-database/doctor';
import { copyPassword } from '../relational-database/password';
import { MYSQL_SLA } from '../slas';
import { BACKED_UP, BACKUPS, DATA_IN, GUIDE, KEEPS, LAG, ONE_ZONE, PROMOTION } from './figures';
import { mysqlFlaws } from './limits';
import { MYSQL_NAMES, mysql, mysqlId, sharedGroup, type MysqlLink, type MysqlPlacement } from './names';
import { KEPT_AS_IT_IS, renderServer, renderWithin } from './server';
import { mysqlServingSignals, mysqlSignals } from './signals';
import { mysqlRecovery, outgrownAt } from './steps';
import { MYSQL_TYPES } from './types';

/** What it is after its promotion, it has from its source; the promotion itself is a command. */
const STANDS_ALONE: Effect = {
  type: 'azurerm_mysql_flexible_server',
  does: 'swaps',
  terraform: 'ignored',
  how: KEPT_AS_IT_IS.join(', '),
  on: 'promote',
  source: `the replica becomes a server of its own, for good (${GUIDE}); what is read back of its source is UNVERIFIED`,
};

/** Of its backups in the pair one is made on the day. */
const MADE_OF_COPIES: Effect = {
  type: 'azurerm_mysql_flexible_server',
  does: 'makes',
  terraform: 'import',
  how: 'by its id, which is computed: a command makes it ahead of the apply that takes the role. Made while its pair is out it keeps no copies there, until the reprotect has them kept there again',
  on: 'restore',
  source: `geo-restore (${BACKUPS}, "Geo-restore" and "Move from other backup storage options", 2026-11)`,
};

/** MySQL flexible server: a replica in the other region, which a command makes a server of its own; or the service's own backups in the paired region, from which one is made on the day. The side that was left is made anew. */
export const mysqlDatabase = azureCell({
  kind: 'relational-database',
  service: 'Azure Database for MySQL flexible server',
  takes: ({ engine }) => engine.name === 'mysql',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'promote', backup: 'restore' },
    spreads: ['single'],
    limits: `take replica or backup in one zone (tier: Tier.HOT, or below, with a tierReason): ${ONE_ZONE}`,
    fence: 'no private endpoint leads there, public access is off, and a restart ends every session',
    effects: [STANDS_ALONE, MADE_OF_COPIES],
    automatic: false,
    keepsFor: () => KEEPS,
    names: MYSQL_NAMES,
    oneWay: [],
    refuses: mysqlFlaws,
    made: {
      why: 'what follows it is made in its own resource group, which can only be read while the region of that group is out, and a server that runs stands in a group of its site',
      instead: `and fill it by a dump, or by Data-in Replication from the old one until users are sent to it (${DATA_IN})`,
    },
    points: NEWEST,
    longest: () => LONGEST,
    slas: () => [MYSQL_SLA],
    runs: membersOf(2),
    restoresInPlace: ({ gib }) => ({ rpo: BACKED_UP, promotion: restoreTime(gib) }),
    putBack:
      'az mysql flexible-server restore --restore-time MOMENT --source-server SERVER --name NAME, in the group of the server that serves: another server beside it, from which rows are copied back (mysqldump, mysql). Nobody reaches it until it is given a private endpoint, and it is deleted afterwards; no moment of before this server took the role can be restored at it',
    figures: ({ gib }, posture) =>
      posture === 'backup' ? { rpo: GEO_LAG, promotion: geoRestore(gib) } : { rpo: LAG, promotion: PROMOTION },
  },
  types: MYSQL_TYPES,
  recovery: mysqlRecovery,
  signals: mysqlSignals,
  servingSignals: mysqlServingSignals,
  doctor: (placement) =>
    serverDoctor(placement, {
      ...mysql(placement.here),
      namespace: 'Microsoft.DBforMySQL',
      fits: outgrownAt(placement, placement.here),
    }),
  renderBase: renderDatabaseBase,
  renderSite: renderDatabase,
  renderLinks: (context: LinksContext, link: MysqlLink): undefined => {
    if (link.stands) copyPassword(context, link);
  },
});

/** What a role may delete of it, told of the group that it shares. https://learn.microsoft.com/azure/role-based-access-control/permissions/databases, 2026-11 */
function renderDatabaseBase(
  context: BaseContext<AzureGroundName>,
  { here }: BasePlacement<RelationalDatabaseDeclaration, keyof typeof MYSQL_NAMES, AzureGroundName>,
): void {
  grantSecretsOfficer(context);
  renderLossAlerts(context, {
    ...DOOR_LOSSES,
    mysql: {
      operation: 'Microsoft.DBforMySQL/flexibleServers/delete',
      what: 'A MySQL server of the group that both sites share was deleted: what followed it takes writes by itself now. For five days it can be brought back, a replica cannot. Told',
      scope: sharedGroup(here),
    },
  });
  renderHealthOf(context, sharedGroup(here));
}

function renderDatabase(context: AzureContext, placement: MysqlPlacement): Rendered {
  const suffix = partitionOf(context.site.region.code).mysqlSuffix;
  if (!isMade(placement)) return placement.current ? awaited(context, placement, { service: 'mysql', suffix }) : { ready: [], waits: [] };
  const server = renderServer(context, placement);
  // A database that is left out is dropped: it stays with its server, whatever became of that.
  const within = renderWithin(context, placement, server);
  if (!placement.current) return { instance: server, ready: [], waits: [] };
  return {
    ...reached(context, placement, { server, within }, { service: 'mysql', id: server.id, part: 'mysqlServer', suffix }),
    ...takenIn(placement, server, mysqlId(placement.here)),
  };
}
