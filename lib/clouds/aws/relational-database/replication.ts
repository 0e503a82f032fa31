import { Duration } from '../../../objectives/duration';
import type { Metric, Signal } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import type { Place } from '../../../words/place';
import { toldAs } from '../existing';
import { engineOf } from './engines';
import type { DatabasePlacement } from './names';
import { mostKept } from './storage';

/* What tells how a replica follows, and what its source keeps for it: each engine has its own words. */

/** Of a replica, where it stands. */
export const replicationSignals = (placement: DatabasePlacement, rpo: number): readonly Signal[] => [
  lag(placement, rpo),
  ...(engineOf(placement.declaration).feed.by === 'binlog' ? [broken(placement)] : []),
];

/** Of its source, where that stands. */
export const sourceSignals = (placement: DatabasePlacement): readonly Signal[] => [kept(placement)];

/**
 * Published where the replica stands. Of PostgreSQL the age of the last transaction that it replayed: it grows while the source answers nobody
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html, 2026-11), and is silent where there is no
 * instance, or none was replayed: both are alarms.
 */
function lag({ id, here, component, declaration }: DatabasePlacement, rpo: number): Signal {
  const { names, region } = here;
  const above = Math.max(toldAbove(rpo), engineOf(declaration).feed.idle);
  const later =
    above > toldAbove(rpo) ? `; told above ${Duration.seconds(above)}, since a source that nobody writes to looks like that` : '';
  return {
    kind: 'metric',
    id: `${id}-lag`,
    name: `${toldAs(here, component, names.instance)}-lag`,
    title: `${fallsBehind(component, region, rpo)}${later}`,
    watches: 'replica',
    ...published('ReplicaLag', here),
    above,
    period: 60,
    periods: 5,
    silenceIsAlarm: true,
  };
}

/**
 * Of MySQL and MariaDB the lag is -1 where the replication does not run, whether it is broken or its source answers nobody: a number that no bound above it hears
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Monitoring.html, 2026-11).
 */
const broken = ({ id, here, component }: DatabasePlacement): Signal => ({
  kind: 'metric',
  id: `${id}-broken`,
  name: `${toldAs(here, component, here.names.instance)}-broken`,
  title: `${component} at ${here.region} fetches or applies nothing: its replication does not run, or nobody knows`,
  watches: 'replica',
  ...published('ReplicaLag', here),
  below: 0,
  period: 60,
  periods: 5,
  silenceIsAlarm: true,
});

/**
 * What the source has to keep, in bytes. Of PostgreSQL for the one that is furthest behind: beyond its bound a replica of another region never catches up.
 * Of MySQL and MariaDB all binary logs, which have no bound: they fill the storage
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html, 2026-11). That either is silent only where none is kept for is UNVERIFIED.
 */
const kept = ({ id, here, peer, component, declaration }: DatabasePlacement): Signal => {
  const { feed } = engineOf(declaration);
  return {
    kind: 'metric',
    id: `${id}-kept`,
    name: `${toldAs(here, component, here.names.instance)}-kept`,
    title:
      feed.by === 'slot'
        ? `${component} at ${peer.region} may soon miss what ${here.region} keeps for it, and would have to be made anew, or nobody knows`
        : `${component} at ${here.region} keeps many binary logs, until ${peer.region} has fetched them: its storage may fill, or nobody knows`,
    watches: 'replica',
    ...published(feed.metric, here),
    above: mostKept(declaration.gib),
    period: 60,
    periods: 5,
    silenceIsAlarm: true,
  };
};

/** A metric of an instance. */
export const published = (metric: string, { names }: Place<'instance'>): Pick<Metric, 'namespace' | 'metric' | 'of'> => ({
  namespace: 'AWS/RDS',
  metric,
  of: { DBInstanceIdentifier: names.instance },
});
