import { membersOf } from '../../../components/capacity';
import type { BaseContext, LinksContext, Rendered } from '../../../port/cloud';
import type { BasePlacement } from '../../../plan/plan';
import type { RelationalDatabaseDeclaration } from '../../../components/relational-database';
import type { Effect } from '../../../words/effect';
import { restoreTime } from '../../../words/figure';
import { renderHealthOf, renderLossAlerts } from '../alarm';
import { azureCell, type AzureContext } from '../cell';
import { DOOR_LOSSES } from '../database-door';
import type { AzureGroundName } from '../names';
import { grantSecretsOfficer } from '../officer';
import { partitionOf } from '../partition';
import { LONGEST, reached } from '../relational-database/base';
import { serverDoctor } from '../relational-database/doctor';
import { copyPassword } from '../relational-database/password';
import { MYSQL_SLA } from '../slas';
import { BACKED_UP, DATA_IN, GUIDE, KEEPS, LAG, NO_COPIES, ONE_ZONE, PROMOTION } from './figures';
import { mysqlFlaws } from './limits';
import { MYSQL_NAMES, mysql, sharedGroup, type MysqlLink, type MysqlPlacement } from './names';
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
  source: `the replica becomes a server of its own, for good (${GUIDE}); what is read back of its source is UNVERIFIED`,
};

/** MySQL flexible server: a replica in the other region, which a command makes a server of its own; the side that was left is made anew. */
export const mysqlDatabase = azureCell({
  kind: 'relational-database',
  service: 'Azure Database for MySQL flexible server',
  takes: ({ engine }) => engine.name === 'mysql',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'promote' },
    spreads: ['single'],
    limits: `take a replica in one zone (tier: Tier.HOT, with a tierReason): ${ONE_ZONE}; ${NO_COPIES}`,
    fence: 'no private endpoint leads there, public access is off, and a restart ends every session',
    effects: [STANDS_ALONE],
    automatic: false,
    keepsFor: () => KEEPS,
    names: MYSQL_NAMES,
    oneWay: [],
    refuses: mysqlFlaws,
    made: {
      why: 'what follows it is made in its own resource group, which can only be read while the region of that group is out, and a server that runs stands in a group of its site',
      instead: `and fill it by a dump, or by Data-in Replication from the old one until users are sent to it (${DATA_IN})`,
    },
    longest: () => LONGEST,
    slas: () => [MYSQL_SLA],
    runs: membersOf(2),
    restoresInPlace: ({ gib }) => ({ rpo: BACKED_UP, promotion: restoreTime(gib) }),
    figures: () => ({ rpo: LAG, promotion: PROMOTION }),
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
  renderHealthOf(context, { id: 'mysql', scope: sharedGroup(here), what: 'something of the group that both sites share' });
}

function renderDatabase(context: AzureContext, placement: MysqlPlacement): Rendered {
  const server = renderServer(context, placement);
  // A database that is left out is dropped: it stays with its server, whatever became of that.
  const within = renderWithin(context, placement, server);
  if (!placement.current) return { instance: server, ready: [], waits: [] };
  const suffix = partitionOf(context.site.region.code).mysqlSuffix;
  return reached(context, placement, { server, within }, { service: 'mysql', id: server.id, part: 'mysqlServer', suffix });
}
