import type { Signal, Watched } from '../../../port/signals';
import { fallsBehind, numberAlone, toldAbove } from '../../../words/lag';
import { behindSeconds } from '../cli-database';
import { isMade } from '../restored';
import { copiedSignals } from './copies';
import { copiedOf } from './steps';
import { idOfServer, serverOf, type DatabasePlacement } from './names';
import { published as publishedBy } from './published';

/*
 * Names of metrics, their units, and who publishes which: https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-monitoring and
 * concepts-read-replicas ("Monitor replication") there, 2026-11. UNVERIFIED: not seen on a real subscription.
 */

/**
 * The metric is the time since the last transaction that the replica replayed, whether any was made since ("if there are no transactions occurring on your primary server, … the Read Replica Lag
 * shows 5 second delay": concepts-read-replicas, "Monitor replication"). No metric of a replica tells the two apart: its source knows the bytes, and is another resource, which one rule
 * cannot look at beside it, and which is lost with its region.
 */
const IDLE = '; or nothing was written for so long, since that number goes on then, too: continuity doctor tells which';

/** How far a replica is behind, told there and asked, since an alert hears no silence; and whether it works and has room. */
export function databaseSignals(placement: DatabasePlacement, rpo: number): readonly Signal[] {
  const { id, here, component } = placement;
  if (!isMade(placement)) return copiedSignals(placement, copiedOf(placement));
  const title = fallsBehind(component, here.region, rpo);
  const above = toldAbove(rpo);
  return [
    {
      ...published(placement, 'behind', 'physical_replication_delay_in_seconds'),
      title: `${numberAlone(title)}${IDLE}`,
      watches: 'replica',
      above,
    },
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${here.names.server}-lag`,
      title,
      watches: 'replica',
      run: behindSeconds(serverOf(here, placement.declaration), serverOf(placement.peer, placement.declaration)),
      endpoint: here.region,
      every: 300,
      above,
    },
    ...works(placement, 'replica'),
  ];
}

/** Where it serves: that it works and has room, and what it keeps for a replica that lags. */
export const databaseServingSignals = (placement: DatabasePlacement): readonly Signal[] => [
  ...works(placement, 'service'),
  ...(placement.joined === 'replica' ? [kept(placement)] : []),
];

/**
 * Of what a source keeps for its replica nothing is written to a backlog of its own: it fills its storage, takes no write from 95 % on, or gives
 * the replica up (concepts-read-replicas, "Replication slot issues mitigation"). A tenth of the storage is the library's own bound.
 */
const kept = (placement: DatabasePlacement): Signal => ({
  ...published(placement, 'kept', 'physical_replication_delay_in_bytes'),
  title: `${placement.component} at ${placement.here.region} keeps more than a tenth of its storage for what ${placement.peer.region} lacks`,
  watches: 'replica',
  above: Math.floor((placement.declaration.gib * 2 ** 30) / 10),
});

/** Above which somebody has to look, in percent: what the vendor gives as its example. */
const FULL = 80;

const works = (placement: DatabasePlacement, watches: Watched): readonly Signal[] => {
  const what = `${placement.component} at ${placement.here.region}`;
  return [
    { ...published(placement, 'alive', 'is_db_alive'), title: `${what} does not work`, watches, below: 1 },
    {
      ...published(placement, 'storage', 'storage_percent'),
      title: `More than ${FULL} % of the storage of ${what} is used: from 95 % on it takes no write`,
      watches,
      above: FULL,
    },
  ];
};

const published = ({ id, here, declaration }: DatabasePlacement, what: string, metric: string) =>
  publishedBy(
    {
      id,
      server: here.names.server,
      type: 'azurerm_postgresql_flexible_server',
      namespace: 'Microsoft.DBforPostgreSQL/flexibleServers',
      ...(here.existing ? { exists: idOfServer(here, declaration) } : {}),
    },
    what,
    metric,
  );
