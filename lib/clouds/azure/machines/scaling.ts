import {
  MonitorAutoscaleSetting,
  type MonitorAutoscaleSettingProfileRule,
} from '@cdktf/provider-azurerm/lib/monitor-autoscale-setting/index.js';
import type { LinuxVirtualMachineScaleSet } from '@cdktf/provider-azurerm/lib/linux-virtual-machine-scale-set/index.js';
import { AIM } from '../../../port/starting';
import type { AzureContext } from '../cell';
import { boundsAt, type MachinePlacement } from './names';

/** Percent by which a group grows at once (the library's own figure). */
const GROWS = 50;

/**
 * The bounds of a group, where any machine is wanted: Azure moves its number into them, so that none is left out. It grows and shrinks where it serves alone. Where
 * none is wanted there are no bounds (nobody says that the most may be 0: UNVERIFIED), and nothing that would bring a machine back; one that was brought back while
 * they went is taken away by the step that fences. https://learn.microsoft.com/azure/azure-monitor/autoscale/autoscale-understanding-settings, 2026-11.
 */
export function renderScaling(
  context: AzureContext,
  placement: MachinePlacement,
  { id: machines }: LinuxVirtualMachineScaleSet,
): MonitorAutoscaleSetting[] {
  const { stack, site, sitePlan, workload } = context;
  const { id, here, component } = placement;
  const { least, most } = boundsAt(placement);
  const scales = most > least;
  if (most === 0) return [];
  const bounds = new MonitorAutoscaleSetting(stack, `${id}-scaling`, {
    name: here.names.machines,
    resourceGroupName: sitePlan.ground.group,
    location: site.region.code,
    targetResourceId: machines,
    profile: [
      {
        name: 'bounds',
        capacity: { minimum: least, maximum: most, default: least },
        ...(scales ? { rule: rulesOf(machines) } : {}),
      },
    ],
    tags: { workload: workload.id, component },
  });
  return [bounds];
}

/** It grows where processors have more to do than aimed at, by half at once, and shrinks one by one where they have half of that. */
const rulesOf = (machines: string): MonitorAutoscaleSettingProfileRule[] => [
  ruleOf(
    machines,
    { operator: 'GreaterThan', threshold: AIM, window: 'PT5M' },
    { direction: 'Increase', type: 'PercentChangeCount', value: GROWS },
  ),
  ruleOf(machines, { operator: 'LessThan', threshold: AIM / 2, window: 'PT10M' }, { direction: 'Decrease', type: 'ChangeCount', value: 1 }),
];

const ruleOf = (
  machines: string,
  { operator, threshold, window }: { readonly operator: string; readonly threshold: number; readonly window: string },
  action: { readonly direction: string; readonly type: string; readonly value: number },
): MonitorAutoscaleSettingProfileRule => ({
  metricTrigger: {
    metricName: 'Percentage CPU',
    metricResourceId: machines,
    metricNamespace: 'microsoft.compute/virtualmachinescalesets',
    timeGrain: 'PT1M',
    statistic: 'Average',
    timeWindow: window,
    timeAggregation: 'Average',
    operator,
    threshold,
  },
  scaleAction: { ...action, cooldown: 'PT5M' },
});
