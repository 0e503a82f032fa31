import { MonitorMetricAlert } from '@cdktf/provider-azurerm/lib/monitor-metric-alert/index.js';
import type { Alarms } from '../../port/cloud';
import type { Metric, Told } from '../../port/signals';
import { toldOf } from './alarm';
import type { AzureContext } from './cell';
import type { AzureGround } from './ground';

/** What tells of a signal, to whom the site tells: a metric by an alert. What somebody does is told by the base (`renderLossAlert`). */
export const alarms: Alarms<AzureGround> = {
  metric: (context, signal) => {
    renderMetric(context as AzureContext, signal);
  },
};

/** Seconds that an alert may look back over. https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/monitor_metric_alert.html.markdown */
const WINDOWS: Readonly<Record<number, string>> = { 60: 'PT1M', 300: 'PT5M', 900: 'PT15M', 1800: 'PT30M', 3600: 'PT1H' };

/**
 * All measures of the window are beyond the bound: the lowest of them above it, or the highest below. An alert hears no silence: one of a
 * fixed bound is evaluated where there is a measure (UNVERIFIED), so that what must not be silent is asked about, too (polled).
 */
function renderMetric({ stack, site, sitePlan }: AzureContext, signal: Told & Metric): void {
  const { above, below, period, periods } = signal;
  const bound =
    above === undefined
      ? { aggregation: 'Maximum', operator: 'LessThan', threshold: below as number }
      : { aggregation: 'Minimum', operator: 'GreaterThan', threshold: above };
  new MonitorMetricAlert(stack, signal.id, {
    name: signal.name,
    resourceGroupName: sitePlan.ground.group,
    scopes: Object.values(signal.of),
    description: signal.title,
    severity: 1,
    enabled: signal.calls,
    frequency: 'PT1M',
    windowSize: WINDOWS[period * periods],
    criteria: [{ metricNamespace: signal.namespace, metricName: signal.metric, ...bound }],
    action: toldOf(sitePlan, site.subscriptions),
  });
}
