import type { Signal, Watched } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import type { DatabasePlacement } from './names';

/*
 * Names of metrics, and where they are published: https://docs.oracle.com/iaas/autonomous-database-serverless/doc/autonomous-monitor-metrics-list.html,
 * 2026-11; of a peer in another region the lag is published there. UNVERIFIED: not seen on a real tenancy.
 */

/** How far it is behind, told where it follows: silence is an alarm. */
export function databaseSignals(placement: DatabasePlacement, rpo: number): readonly Signal[] {
  const { here, component } = placement;
  return [
    {
      ...published(placement, 'behind', 'PeerLag', 'replica'),
      title: fallsBehind(component, here.region, rpo),
      above: toldAbove(rpo),
    },
    ...changes(placement),
  ];
}

/** Above which somebody has to look, in percent: the library's own bound. */
const FULL = 80;

/** Where it serves: that it takes connections, and has room. */
export const databaseServingSignals = (placement: DatabasePlacement): readonly Signal[] => [
  {
    ...published(placement, 'available', 'DatabaseAvailability', 'service'),
    title: `${placement.component} at ${placement.here.region} takes no connections, or nobody knows`,
    below: 1,
  },
  {
    ...published(placement, 'storage', 'StorageUtilization', 'service'),
    title: `More than ${FULL} % of the storage of ${placement.component} at ${placement.here.region} is used, or nobody knows`,
    above: FULL,
  },
  ...changes(placement),
];

/**
 * What somebody does to a database beside the library, and what a move does: the names of operations of its API, as Events has them
 * (https://docs.oracle.com/iaas/Content/Events/Reference/eventsproducers.htm, Database, 2026-11). UNVERIFIED: each of the names.
 */
const DONE = ['deleteautonomousdatabase', 'stopautonomousdatabase', 'switchoverautonomousdatabase', 'failoverautonomousdatabase'];

const changes = ({ id, here, component }: DatabasePlacement): readonly Signal[] => [
  {
    kind: 'event',
    id: `${id}-changed`,
    name: `${here.names.database}-changed`,
    title: `${component} at ${here.region} is deleted or stopped, or takes or loses the role, as a move does, and nobody else should`,
    watches: 'service',
    pattern: {
      eventType: DONE.map((what) => `com.oraclecloud.databaseservice.${what}.begin`),
      data: { resourceName: [here.names.database] },
    },
  },
];

const published = ({ id, here }: DatabasePlacement, what: string, metric: string, watches: Watched) => ({
  kind: 'metric' as const,
  id: `${id}-${what}`,
  name: `${here.names.database}-${what}`,
  watches,
  namespace: 'oci_autonomous_database',
  metric,
  // By its name: of what follows, the OCID is known to no stack of its site.
  of: { displayName: here.names.database },
  period: 300,
  periods: 1,
  silenceIsAlarm: true,
});
