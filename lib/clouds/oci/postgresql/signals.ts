import type { SitePlan } from '../../../plan/plan';
import type { Signal } from '../../../port/signals';
import { POSTGRES_COPIES } from './copies';
import type { PostgresPlacement } from './names';

/** How old the newest copy is, asked where it would be restored: nothing publishes it there. */
export const postgresSignals = (placement: PostgresPlacement, _: number, copies: SitePlan['copies']): readonly Signal[] =>
  placement.posture === 'backup' && copies.toPeer ? [POSTGRES_COPIES.copyIsOld(placement, placement.here.names.system, copies.every)] : [];

/** Above which somebody has to look, in percent: the library's own bound. */
const BUSY = 90;

/**
 * Where it serves: that it answers for itself, and that nobody deletes it. Its storage grows and shrinks by itself. The namespace, the metric and its
 * dimension as others read them (https://docs.oracle.com/iaas/Content/postgresql/metrics.htm, 2026-11: UNVERIFIED, not read there); types of events:
 * https://docs.oracle.com/iaas/Content/postgresql/events.htm, 2026-11, where none is of one that is stopped.
 */
export const postgresServingSignals = ({ id, here, component }: PostgresPlacement): readonly Signal[] => [
  {
    kind: 'metric',
    id: `${id}-busy`,
    name: `${here.names.system}-busy`,
    title: `The processors of ${component} at ${here.region} have been used by more than ${BUSY} % for a quarter of an hour, or nobody knows`,
    watches: 'service',
    namespace: 'oci_postgresql',
    metric: 'CpuUtilization',
    of: { resourceId: `\${oci_psql_db_system.${id}.id}` },
    period: 900,
    periods: 1,
    averaged: true,
    above: BUSY,
    silenceIsAlarm: true,
  },
  {
    kind: 'event',
    id: `${id}-changed`,
    name: `${here.names.system}-changed`,
    title: `${component} at ${here.region} is deleted`,
    watches: 'service',
    pattern: {
      eventType: ['com.oraclecloud.postgresql.deletedbsystem.begin'],
      data: { resourceName: [here.names.system] },
    },
  },
];
