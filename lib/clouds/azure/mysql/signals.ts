import type { Signal, Watched } from '../../../port/signals';
import { fallsBehind, numberAlone, toldAbove } from '../../../words/lag';
import { mysqlBehind } from '../cli-mysql';
import { published as publishedBy } from '../relational-database/published';
import { copiedSignals } from '../relational-database/copies';
import { isMade } from '../restored';
import { mysql, type MysqlPlacement } from './names';
import { copiedOf } from './steps';

/*
 * Names of metrics, their units, and who publishes which: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-dbformysql-flexibleservers-metrics and
 * https://learn.microsoft.com/azure/mysql/flexible-server/concepts-monitoring, 2026-11. UNVERIFIED: not seen on a real subscription.
 */

/** How far a replica is behind, whether what carries and what writes it runs, told there; the lag is asked, too, since an alert hears no silence. */
export function mysqlSignals(placement: MysqlPlacement, rpo: number): readonly Signal[] {
  const { id, here, component } = placement;
  if (!isMade(placement)) return copiedSignals(placement, copiedOf(placement));
  const title = fallsBehind(component, here.region, rpo);
  const above = toldAbove(rpo);
  const stopped = (what: string): string => `${component} at ${here.region}: ${what} does not run`;
  return [
    { ...published(placement, 'behind', 'replication_lag'), title: numberAlone(title), watches: 'replica', above },
    {
      ...published(placement, 'carried', 'Replica_IO_Running'),
      title: stopped('what fetches from its source'),
      watches: 'replica',
      below: 1,
    },
    {
      ...published(placement, 'written', 'Replica_SQL_Running'),
      title: stopped('what writes down what it fetched'),
      watches: 'replica',
      below: 1,
    },
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${here.names.server}-lag`,
      title,
      watches: 'replica',
      run: mysqlBehind(mysql(here).of),
      endpoint: here.region,
      every: 300,
      above,
    },
    full(placement, 'replica'),
  ];
}

/** Where it serves: that it has room, and what it keeps for a replica that lags. */
export const mysqlServingSignals = (placement: MysqlPlacement): readonly Signal[] => [
  full(placement, 'service'),
  ...(placement.joined === 'replica' ? [kept(placement)] : []),
];

/** Logs that the slowest replica has not read are kept, in the storage of their source. A tenth of it is the library's own bound. */
const kept = (placement: MysqlPlacement): Signal => ({
  ...published(placement, 'kept', 'binlog_storage_used'),
  title: `${placement.component} at ${placement.here.region} keeps logs in more than a tenth of its storage: for what ${placement.peer.region} lacks, or for a backup`,
  watches: 'replica',
  above: Math.floor((placement.declaration.gib * 2 ** 30) / 10),
});

/** Above which somebody has to look, in percent: the library's own bound. */
const FULL = 80;

const full = (placement: MysqlPlacement, watches: Watched): Signal => ({
  ...published(placement, 'storage', 'storage_percent'),
  title: `More than ${FULL} % of the storage of ${placement.component} at ${placement.here.region} is used: near its end it takes no write`,
  watches,
  above: FULL,
});

const published = ({ id, here }: MysqlPlacement, what: string, metric: string) =>
  publishedBy(
    { id, server: here.names.server, type: 'azurerm_mysql_flexible_server', namespace: 'Microsoft.DBforMySQL/flexibleServers' },
    what,
    metric,
  );
