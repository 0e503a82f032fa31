import type { Signal } from '../../../port/signals';
import { fallsBehind } from '../../../words/lag';
import type { DatabasePlacement } from './steps';

/** How far a replica is behind: published where it stands, and silent where nobody knows. */
export function databaseSignals({ id, here, component, posture }: DatabasePlacement, rpo: number): readonly Signal[] {
  // Where copies are all there is, nothing stands that could tell.
  if (posture === 'backup') return [];
  const { names, region } = here;
  return [
    {
      kind: 'metric',
      id: `${id}-lag`,
      name: `${names.instance}-lag`,
      title: fallsBehind(component, region, rpo),
      namespace: 'AWS/RDS',
      metric: 'ReplicaLag',
      of: { DBInstanceIdentifier: names.instance },
      above: rpo,
      period: 60,
      periods: 5,
      silenceIsAlarm: true,
    },
  ];
}
