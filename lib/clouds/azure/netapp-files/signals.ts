import type { Metric, Signal, Told, Watched } from '../../../port/signals';
import { fallsBehind, numberAlone, toldAbove } from '../../../words/lag';
import { snapshotAge, volumeBehind } from '../cli-netapp';
import { wordsAt, type NetappPlacement } from './names';

/*
 * Names of metrics, and that they are told every five minutes as a mean: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-netapp-netappaccounts-capacitypools-volumes-metrics.
 * UNVERIFIED: not seen on a real subscription.
 */

/** Of its quota, in percent: near its end replication may fail (95 %), and beyond it nothing is written. The bound is the library's own. */
const FULL = 85;
/** Two snapshots were missed. */
const TOO_OLD = 3 * 3600;

const published = (
  { id, here }: NetappPlacement,
  what: string,
  metric: string,
): Pick<Told, 'id' | 'name'> & Omit<Metric, 'above' | 'below'> => ({
  kind: 'metric' as const,
  id: `${id}-${what}`,
  name: `${here.names.account}-${what}`,
  namespace: 'Microsoft.NetApp/netAppAccounts/capacityPools/volumes',
  metric,
  of: { volume: `\${azurerm_netapp_volume.${id}.id}` },
  averaged: true,
  period: 300,
  periods: 3,
  silenceIsAlarm: false,
});

/** How far a volume is behind, and whether its replication is healthy; the lag is asked, too, since an alert hears no silence. */
export function netappSignals(placement: NetappPlacement, rpo: number): readonly Signal[] {
  const { id, here, component, posture } = placement;
  const title = fallsBehind(component, here.region, rpo);
  const watches: Watched = posture === 'backup' ? 'copies' : 'replica';
  const above = toldAbove(rpo);
  return [
    { ...published(placement, 'behind', 'XregionReplicationLagTime'), title: numberAlone(title), watches, above },
    {
      ...published(placement, 'healthy', 'XregionReplicationHealthy'),
      title: `${component} at ${here.region}: its replication is not healthy`,
      watches,
      below: 1,
    },
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${here.names.account}-lag`,
      title,
      watches,
      run: volumeBehind(wordsAt(here)),
      endpoint: here.region,
      every: 300,
      above,
    },
    full(placement, watches),
  ];
}

/** Where it serves: that it has room, and that snapshots of it are made. */
export const netappServingSignals = (placement: NetappPlacement): readonly Signal[] => {
  const { id, here, component } = placement;
  return [
    full(placement, 'service'),
    {
      kind: 'polled',
      id: `${id}-copies`,
      name: `${here.names.account}-copies`,
      title: `The newest snapshot of ${component} at ${here.region} is more than ${TOO_OLD / 3600} h old, or nobody knows`,
      watches: 'copies',
      run: snapshotAge(wordsAt(here)),
      endpoint: here.region,
      every: 3600,
      above: TOO_OLD,
    },
  ];
};

const full = (placement: NetappPlacement, watches: Watched): Signal => ({
  ...published(placement, 'full', 'VolumeConsumedSizePercentage'),
  title: `${placement.component} at ${placement.here.region} has used more than ${FULL} % of its room: beyond 95 % it may not be replicated, beyond all of it nothing is written`,
  watches,
  above: FULL,
});
