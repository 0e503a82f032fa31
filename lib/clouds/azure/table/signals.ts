import type { Metric, Signal, Watched } from '../../../port/signals';
import { fallsBehind, numberAlone, toldAbove } from '../../../words/lag';
import { tableBehind } from '../cli-table';
import { accountId, accountOf, type TablePlacement } from './names';

/*
 * Names of metrics, their units and dimensions: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-documentdb-databaseaccounts-metrics,
 * 2026-11. They are of the account, whichever region has the writes. UNVERIFIED: not seen on a real subscription.
 */

/** How far the region behind is, told there and asked, since an alert hears no silence. */
export function tableSignals(placement: TablePlacement, rpo: number): readonly Signal[] {
  const { id, here, component } = placement;
  const title = fallsBehind(component, here.region, rpo);
  const above = toldAbove(rpo);
  return [
    { ...published(placement, 'behind', 'ReplicationLatency'), title: numberAlone(title), watches: 'replica', above: above * 1000 },
    {
      kind: 'polled',
      id: `${id}-lag`,
      name: `${here.names.door}-lag`,
      title,
      watches: 'replica',
      run: tableBehind(accountOf(here)),
      endpoint: here.region,
      every: 300,
      above,
    },
  ];
}

/** In percent of what a partition may take: beyond it requests are refused (429). The bound is the library's own. */
const FULL = 90;

/** Where it serves: that it takes what is asked of it. */
export const tableServingSignals = (placement: TablePlacement): readonly Signal[] => [busy(placement, 'service')];

const busy = (placement: TablePlacement, watches: Watched): Signal => ({
  ...published(placement, 'busy', 'NormalizedRUConsumption'),
  title: `${placement.component} at ${placement.here.region} is asked for more than ${FULL} % of its throughput: beyond it requests are refused`,
  watches,
  above: FULL,
});

const published = (
  { id, here }: TablePlacement,
  what: string,
  metric: string,
): Omit<Metric, 'above' | 'below'> & { id: string; name: string } => ({
  kind: 'metric',
  id: `${id}-${what}`,
  name: `${here.names.door}-${what}`,
  namespace: 'Microsoft.DocumentDB/databaseAccounts',
  metric,
  of: { account: accountId(here) },
  period: 60,
  periods: 5,
  silenceIsAlarm: false,
});
