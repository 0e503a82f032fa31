import type { SitePlan } from '../../../plan/plan';
import type { Signal, Watched } from '../../../port/signals';
import { fallsBehind, numberAlone, toldAbove } from '../../../words/lag';
import { latestClusterCopy } from '../cli-aurora';
import { copyAwayIsOld, copyFails, copyIsOld, noneMade, oldest } from '../copy-signals';
import { passwordChanges } from '../relational-database/signals';
import { clusterArn, type AuroraPlacement } from './names';

/*
 * Metrics are in milliseconds, published where a cluster follows, by itself and the region that it follows
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html; https://awsauroralabsmy.com/global/cw/, 2026-11).
 */

/** How far a cluster is behind, and how old the newest copy is. */
export function auroraSignals(placement: AuroraPlacement, rpo: number, copies: SitePlan['copies']): readonly Signal[] {
  const { id, here, peer, component, posture } = placement;
  const copying = { id, component, name: here.names.instance, region: here.region, resources: [clusterArn(peer)] };
  const taken = latestClusterCopy(here.region, 'SnapshotCreateTime', { cluster: peer.names.instance });
  return [
    ...(posture === 'backup' ? [] : [lag(placement, rpo), lost(placement, rpo), happens(placement, 'replica')]),
    ...(copies.toPeer ? [copyIsOld(copying, taken, oldest(copies, rpo))] : []),
    ...(copies.away ? [copyAwayIsOld(copying, copies.away, oldest(copies, rpo))] : []),
    copyFails(copying),
  ];
}

/** Where it serves: what the service says of it, and whether copies are made there. */
export const auroraServingSignals = (placement: AuroraPlacement, copies: SitePlan['copies']): readonly Signal[] => {
  const { id, here, component, joined } = placement;
  const copying = { id, component, name: here.names.instance, region: here.region, resources: [clusterArn(here)] };
  return [
    happens(placement, 'service'),
    ...(joined === undefined ? [] : [passwordChanges(placement)]),
    copyFails(copying),
    noneMade(here, copies),
  ];
};

const measured = ({ id, here, peer }: AuroraPlacement, what: string, metric: string, rpo: number) => ({
  kind: 'metric' as const,
  id: `${id}-${what}`,
  name: `${here.names.instance}-${what}`,
  watches: 'replica' as const,
  namespace: 'AWS/RDS',
  metric,
  of: { DBClusterIdentifier: here.names.instance, SourceRegion: peer.region },
  above: toldAbove(rpo) * 1000,
  period: 60,
  periods: 5,
});

/** How late what is sent arrives; silent where nothing follows any more, which is an alarm, too. */
const lag = (placement: AuroraPlacement, rpo: number): Signal => ({
  ...measured(placement, 'lag', 'AuroraGlobalDBReplicationLag', rpo),
  title: fallsBehind(placement.component, placement.here.region, rpo),
  silenceIsAlarm: true,
});

/** What would be lost of what users wrote. That it is published by the same words is UNVERIFIED, so that its silence tells nothing. */
const lost = (placement: AuroraPlacement, rpo: number): Signal => ({
  ...measured(placement, 'lost', 'AuroraGlobalDBRPOLag', rpo),
  title: numberAlone(fallsBehind(placement.component, placement.here.region, rpo)),
  silenceIsAlarm: false,
});

/**
 * What the service itself says of a cluster that may become a disaster, or that its role moved, as a planned move does and nobody else should. Told once, on a best-effort basis:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html (DB cluster events), rds-cloud-watch-events.html there, 2026-11.
 */
const LEADS_TO_DISASTER = ['failover', 'failure', 'global-failover', 'maintenance'];

const happens = ({ id, here, component }: AuroraPlacement, watches: Watched): Signal => ({
  kind: 'event',
  id: `${id}-happens`,
  name: `${here.names.instance}-happens`,
  title: `Amazon RDS says that ${component} at ${here.region} failed, is maintained, changed over to another instance, or that roles were moved`,
  watches,
  pattern: {
    source: ['aws.rds'],
    'detail-type': ['RDS DB Cluster Event'],
    detail: { EventCategories: LEADS_TO_DISASTER, SourceArn: [clusterArn(here)] },
  },
});
