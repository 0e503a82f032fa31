import type { SitePlan } from '../../../plan/plan';
import type { Signal } from '../../../port/signals';
import { fallsBehind } from '../../../words/lag';
import type { Place } from '../../../words/place';
import { latestSnapshot } from '../cli';
import { copyFails, copyIsOld, oldest } from '../copy-signals';
import { partitionOf } from '../partition';
import type { DatabasePlacement } from './steps';

/** How far a replica is behind, and how old the newest copy is. */
export function databaseSignals(placement: DatabasePlacement, rpo: number, copies: SitePlan['copies']): readonly Signal[] {
  const { id, here, peer, component, posture } = placement;
  const copying = { id, component, name: here.names.instance, region: here.region, resources: [arnOf(peer)] };
  const taken = latestSnapshot(here.region, 'OriginalSnapshotCreateTime', { instance: peer.names.instance });
  return [
    // Where copies are all there is, no instance stands that could tell.
    ...(posture === 'backup' ? [] : [lag(placement, rpo)]),
    ...(copies.toPeer ? [copyIsOld(copying, taken, oldest(copies, rpo))] : []),
    copyFails(copying),
  ];
}

/** Copies are made where it serves. */
export const databaseServingSignals = ({ id, here, component }: DatabasePlacement): readonly Signal[] => [
  copyFails({ id, component, name: here.names.instance, region: here.region, resources: [arnOf(here)] }),
];

/** Published where the replica stands, and silent where nobody knows. */
function lag({ id, here, component }: DatabasePlacement, rpo: number): Signal {
  const { names, region } = here;
  return {
    kind: 'metric',
    id: `${id}-lag`,
    name: `${names.instance}-lag`,
    title: fallsBehind(component, region, rpo),
    watches: 'replica',
    namespace: 'AWS/RDS',
    metric: 'ReplicaLag',
    of: { DBInstanceIdentifier: names.instance },
    above: rpo,
    period: 60,
    periods: 5,
    silenceIsAlarm: true,
  };
}

const arnOf = ({ region, account, names }: Place<'instance'>): string =>
  `arn:${partitionOf(region)}:rds:${region}:${account}:db:${names.instance}`;
