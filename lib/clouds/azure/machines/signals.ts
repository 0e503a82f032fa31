import type { Metric, Signal } from '../../../port/signals';
import { leastAt, type MachinePlacement } from './names';

/** Minutes: one that is made again takes some, so that a single one is none (the library's own figure). */
const PERIODS = 15;

/**
 * What runs there, whether it serves or stands by: that as many are wanted, as the one that scales them sees it, and that each is there. Where none is to run there is
 * nothing to be told. https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-insights-autoscalesettings-metrics and
 * microsoft-compute-virtualmachinescalesets-metrics there, 2026-11. UNVERIFIED: not seen on a real subscription.
 */
export function machineSignals(placement: MachinePlacement): readonly Signal[] {
  const { component, here } = placement;
  const wanted = leastAt(placement);
  if (wanted === 0) return [];
  return [
    ...tooFew(placement, wanted),
    measured(placement, 'available', `A machine of ${component} at ${here.region} is not available`, {
      namespace: 'Microsoft.Compute/virtualMachineScaleSets',
      metric: 'VmAvailabilityMetric',
      of: { machines: idOf(placement) },
      averaged: true,
      below: 1,
    }),
  ];
}

/** The group, by its id. */
const idOf = ({ id, here, declaration }: MachinePlacement): string =>
  declaration.existing?.[here.site]?.id ?? `\${azurerm_linux_virtual_machine_scale_set.${id}.id}`;

/** What scales one that exists is its owner's. */
function tooFew(placement: MachinePlacement, wanted: number): readonly Signal[] {
  const { id, component, here } = placement;
  if (here.existing) return [];
  return [
    measured(placement, 'machines', `Fewer than ${wanted} machines of ${component} are there at ${here.region}`, {
      namespace: 'Microsoft.Insights/autoscalesettings',
      metric: 'ObservedCapacity',
      of: { bounds: `\${azurerm_monitor_autoscale_setting.${id}-scaling.id}` },
      below: wanted,
    }),
  ];
}

type Bound = Pick<Metric, 'namespace' | 'metric' | 'of' | 'averaged'> & { readonly below: number };

const measured = ({ id, here }: MachinePlacement, what: string, title: string, bound: Bound): Signal => ({
  kind: 'metric',
  id: `${id}-${what}`,
  name: `${here.names.machines}-${what}`,
  title,
  watches: 'service',
  period: 60,
  periods: PERIODS,
  // Azure hears no silence of a number.
  silenceIsAlarm: false,
  ...bound,
});
