import type { SitePlan } from '../../../plan/plan';
import type { Signal, Watched } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { COPIES } from './copies';
import type { MysqlPlacement } from './names';

/*
 * Names of metrics: https://docs.oracle.com/iaas/mysql-database/doc/metrics.html, 2026-11, as others call what they collect
 * (https://docs.datadoghq.com/integrations/oci-mysql-database). UNVERIFIED: each of them, and that a channel's bear the OCID of its DB system.
 */

/** How far it is behind and whether its channel runs, told where it follows; where copies are all there is, how old the newest one is, asked there. */
export function mysqlSignals(placement: MysqlPlacement, rpo: number, copies: SitePlan['copies']): readonly Signal[] {
  const { here, component, posture } = placement;
  if (posture === 'backup') return copies.toPeer ? [COPIES.copyIsOld(placement, here.names.system, copies.every)] : [];
  const title = fallsBehind(component, here.region, rpo);
  const failing = `${component} at ${here.region}: its channel fails, or nobody knows`;
  return [
    { ...published(placement, 'behind', 'ChannelLag', 'replica'), title, above: toldAbove(rpo) },
    { ...published(placement, 'broken', 'ChannelFailure', 'replica'), title: failing, above: 0 },
    changes(placement),
  ];
}

/** Above which somebody has to look, in percent: the library's own bound. */
const FULL = 80;

/** Where it serves: that it has room, and that its backups are made. */
export const mysqlServingSignals = (placement: MysqlPlacement): readonly Signal[] => [
  {
    ...published(placement, 'storage', 'DbVolumeUtilization', 'service'),
    title: `More than ${FULL} % of the storage of ${placement.component} at ${placement.here.region} is used, or nobody knows`,
    above: FULL,
  },
  {
    ...published(placement, 'backups', 'BackupFailure', 'copies'),
    title: `A backup of ${placement.component} at ${placement.here.region} failed: nothing of it is copied`,
    above: 0,
    // Told where there was one, and by none in between.
    silenceIsAlarm: false,
  },
  changes(placement),
];

/** What somebody does to a DB system beside the library: https://docs.oracle.com/en-us/iaas/mysql-database/doc/db-system-events.html, 2026-11. */
const DONE = ['deletedbsystem', 'stopdbsystem'];

const changes = ({ id, here, component }: MysqlPlacement): Signal => ({
  kind: 'event',
  id: `${id}-changed`,
  name: `${here.names.system}-changed`,
  title: `${component} at ${here.region} is deleted or stopped`,
  watches: 'service',
  pattern: {
    eventType: DONE.map((what) => `com.oraclecloud.mysqlaas.${what}.begin`),
    data: { resourceName: [here.names.system] },
  },
});

const published = ({ id, here }: MysqlPlacement, what: string, metric: string, watches: Watched) => ({
  kind: 'metric' as const,
  id: `${id}-${what}`,
  name: `${here.names.system}-${what}`,
  watches,
  namespace: 'oci_mysql_database',
  metric,
  // It stands in the same stack, whichever role it has.
  of: { resourceID: `\${oci_mysql_mysql_db_system.${id}.id}` },
  period: 300,
  periods: 1,
  silenceIsAlarm: true,
});
