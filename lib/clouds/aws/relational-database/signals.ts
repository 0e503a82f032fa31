import { Duration } from '../../../objectives/duration';
import type { Signal } from '../../../port/signals';
import { fallsBehind } from '../../../words/lag';
import type { DatabasePlacement } from './steps';

/**
 * Seconds that a replica seems to be behind though it lacks nothing: its lag is the age of the last transaction, and a source that nobody
 * writes to has one only where its log is switched, every 5 minutes
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html, 2026-11); a minute more is
 * the library's own margin.
 */
const IDLE = 360;

/** How far a replica is behind: published where it stands, and silent where nobody knows. */
export function databaseSignals({ id, here, component, posture }: DatabasePlacement, rpo: number): readonly Signal[] {
  // Where copies are all there is, nothing stands that could tell.
  if (posture === 'backup') return [];
  const { names, region } = here;
  const above = Math.max(rpo, IDLE);
  const later = above > rpo ? `; told above ${Duration.seconds(above)}, since a source that nobody writes to looks like that` : '';
  return [
    {
      kind: 'metric',
      id: `${id}-lag`,
      name: `${names.instance}-lag`,
      title: `${fallsBehind(component, region, rpo)}${later}`,
      namespace: 'AWS/RDS',
      metric: 'ReplicaLag',
      of: { DBInstanceIdentifier: names.instance },
      above,
      period: 60,
      periods: 5,
      silenceIsAlarm: true,
    },
  ];
}
