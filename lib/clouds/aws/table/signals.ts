import type { Metric, Signal } from '../../../port/signals';
import { fallsBehind, numberAlone, toldAbove } from '../../../words/lag';
import { tableBehind } from '../cli-table';
import type { TablePlacement } from './names';

/*
 * Names of metrics, their units and dimensions: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html, 2026-11. How late
 * items arrive is published where they are sent from, and only while they are: an alarm of it stands at the site that serves, and the one that survives asks.
 */

/** How far a replica is behind, as the region that sends says. */
export const tableSignals = ({ id, component, here, peer }: TablePlacement, rpo: number): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${id}-lag`,
    name: `${here.names.table}-lag`,
    title: fallsBehind(component, here.region, rpo),
    watches: 'replica',
    run: tableBehind(peer.region, peer.names.table, here.region),
    endpoint: peer.region,
    every: 300,
    above: toldAbove(rpo),
  },
];

/** Where it serves: how late what is written arrives at the other site, and that writes are refused. */
export function tableServingSignals(placement: TablePlacement, _: unknown, rpo: number): readonly Signal[] {
  const { component, here, peer } = placement;
  const late: Signal = {
    ...published(placement, 'late', 'ReplicationLatency', { ReceivingRegion: peer.region }),
    title: numberAlone(fallsBehind(component, peer.region, rpo)),
    watches: 'replica',
    above: toldAbove(rpo) * 1000,
  };
  const refused: Signal = {
    ...published(placement, 'refused', 'WriteThrottleEvents', {}),
    title: `${component} at ${here.region} refuses writes: more is asked of it than its throughput, or than one of its keys takes`,
    watches: 'service',
    above: 0,
    summed: true,
  };
  return [late, refused];
}

const published = (
  { id, here }: TablePlacement,
  what: string,
  metric: string,
  more: Readonly<Record<string, string>>,
): Omit<Metric, 'above' | 'below'> & { id: string; name: string } => ({
  kind: 'metric',
  id: `${id}-${what}`,
  name: `${here.names.table}-${what}`,
  namespace: 'AWS/DynamoDB',
  metric,
  of: { TableName: here.names.table, ...more },
  period: 60,
  periods: 5,
  silenceIsAlarm: false,
});
