import type { Signal, Watched } from '../../../port/signals';
import { toldAbove } from '../../../words/lag';
import { outOfStep } from '../cli-sql';
import { geoBackupAge } from '../cli-backups';
import { isMade } from '../restored';
import { databaseId, pairOf, sqlOf, type SqlPlacement } from './names';

/*
 * Names of metrics and what they mean: https://learn.microsoft.com/azure/azure-sql/database/monitoring-metrics-alerts, as of 2023-11. None is of the lag: seconds
 * are told inside of the database alone (sys.dm_geo_replication_link_status), to whoever logs in. UNVERIFIED: not seen on a real subscription.
 */

/** Whether a database follows in step, asked at its own site, and whether it has room; of copies, how old the newest one is. */
export function sqlSignals(placement: SqlPlacement, rpo: number): readonly Signal[] {
  const { id, here, peer, component } = placement;
  if (!isMade(placement)) return [copied(placement, rpo)];
  const { own, partner } = pairOf(placement);
  return [
    {
      kind: 'polled',
      id: `${id}-link`,
      name: `${here.names.server}-link`,
      title: `${component} at ${here.region} does not follow ${peer.region} in step, or nobody knows`,
      watches: 'replica',
      run: outOfStep(own, partner),
      endpoint: here.region,
      every: 300,
      above: 0,
    },
    room(placement, 'replica'),
  ];
}

/** Of the service's own copies no metric tells: they are asked about at the server that they are of. UNVERIFIED: how often that moment is told anew. */
const copied = ({ id, here, peer, component, declaration }: SqlPlacement, rpo: number): Signal => ({
  kind: 'polled',
  id: `${id}-copy`,
  name: `${here.names.server}-copy`,
  title: `The newest backup of ${component} that is at ${here.region} is older than half of the RPO, or nobody knows`,
  watches: 'copies',
  run: geoBackupAge(sqlOf(peer, declaration)),
  endpoint: peer.region,
  every: 900,
  above: toldAbove(rpo),
});

/** Above which connections that the service failed are told, in a minute: what the vendor gives as its example. */
const FAILED = 10;

/** Where it serves: that it lets in whom it should, and has room. */
export const sqlServingSignals = (placement: SqlPlacement): readonly Signal[] => [
  {
    ...published(placement, 'connections', 'connection_failed'),
    title: `More than ${FAILED} connections a minute to ${placement.component} at ${placement.here.region} fail by faults of the service`,
    watches: 'service',
    period: 60,
    periods: 1,
    above: FAILED,
    summed: true,
  },
  room(placement, 'service'),
];

/** Above which somebody has to look, in percent: the library's own figure; the vendor's example is 95. */
const FULL = 80;

const room = (placement: SqlPlacement, watches: Watched): Signal => ({
  ...published(placement, 'storage', 'storage_percent'),
  title: `${placement.component} at ${placement.here.region} uses more than ${FULL} % of what it may hold: full, it takes no write`,
  watches,
  period: 60,
  periods: 5,
  above: FULL,
});

const published = ({ id, here, declaration }: SqlPlacement, what: string, metric: string) => ({
  kind: 'metric' as const,
  id: `${id}-${what}`,
  name: `${here.names.server}-${what}`,
  namespace: 'Microsoft.Sql/servers/databases',
  metric,
  // An alert is refused where its database is not there yet.
  of: { database: here.existing ? databaseId(here, declaration) : `\${azurerm_mssql_database.${id}-database.id}` },
  silenceIsAlarm: false,
});
