import {
  MonitorMetricAlert,
  type MonitorMetricAlertAction,
  type MonitorMetricAlertCriteria,
} from '@cdktf/provider-azurerm/lib/monitor-metric-alert/index.js';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { Alarms } from '../../port/cloud';
import type { Flaw } from '../../port/facts';
import type { Metric, Observed, Told } from '../../port/signals';
import { toldOf } from './alarm';
import type { AzureContext } from './cell';
import type { AzureGround } from './ground';
import { isLogged, renderLogged } from './query-alert';
import { renderPage } from './web-test';

/** What tells of a signal at a site: a number by an alert in its group, to whoever is told there. What Azure tells once is told by the base (`alarm.ts`). */
export const alarms: Alarms<AzureGround> = {
  metric: (context, signal) => {
    const { stack, site, sitePlan } = context as AzureContext;
    if (isLogged(signal)) {
      renderLogged(context as AzureContext, signal);
      return;
    }
    renderMetric(stack, { group: sitePlan.ground.group, action: toldOf(sitePlan, site.subscriptions) }, signal);
  },
  page: (context, signal) => {
    renderPage(context as AzureContext, signal);
  },
  refuses: numberFlaws,
  deaf: (signal) => signal.kind === 'metric' && !isLogged(signal),
};

/** A number is one of a resource. It has to be there from peace on, or no alert of it is made. */
function numberFlaws(signal: Observed, { key }: { readonly key: string }): readonly Flaw[] {
  if (signal.kind !== 'metric') return [];
  const ids = Object.values(signal.of).filter(isResource);
  if (ids.length === 1) return [];
  return [
    {
      of: 'of',
      value: `${ids.length === 0 ? 'no id' : ids.join(', ')} at ${key}`,
      allowed: 'one id of what publishes it at each site, from /subscriptions/ on, beside its dimensions',
      fix: `of: { '${key}': { app: '/subscriptions/…/providers/Microsoft.Insights/components/…' } }`,
    },
  ];
}

/** Windows that an alert looks back over, seconds. https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/website/docs/r/monitor_metric_alert.html.markdown */
const WINDOWS: readonly (readonly [seconds: number, text: string])[] = [
  [60, 'PT1M'],
  [300, 'PT5M'],
  [900, 'PT15M'],
  [1800, 'PT30M'],
  [3600, 'PT1H'],
  [21_600, 'PT6H'],
  [43_200, 'PT12H'],
  [86_400, 'P1D'],
];

/** Numbers that are published, or mean something, in one way alone. https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/metrics-index, 2026-11. */
const PUBLISHED: Readonly<Record<string, 'Average' | 'Maximum'>> = {
  HealthyHostCount: 'Average',
  UnhealthyHostCount: 'Average',
  kube_node_status_condition: 'Average',
  kube_pod_status_phase: 'Average',
  ObservedCapacity: 'Average',
  // The highest of all ranges of partitions (https://learn.microsoft.com/azure/cosmos-db/monitor-normalized-request-units, 2026-11): a mean over them hides the one that is refused.
  NormalizedRUConsumption: 'Maximum',
  ProbeAgentCurrentEndpointStateByProfileResourceId: 'Maximum',
  Replica_IO_Running: 'Maximum',
  Replica_SQL_Running: 'Maximum',
};

/** Where an alert stands, and who is told. */
export interface AlertPlace {
  /** The resource group that it is in: an alert has no region. */
  readonly group: string;
  /** The action groups. */
  readonly action: MonitorMetricAlertAction[];
  /** The provider, where the stack has several. */
  readonly provider?: TerraformProvider;
}

/**
 * An alert of a number, looked at each minute over the window that holds all its measures: their sum, or whether all of them are beyond the bound, as
 * far as the number is published so. Azure hears no silence of one (UNVERIFIED): what must not be silent is asked about, too (polled), or told by its logs (`query-alert.ts`).
 */
export function renderMetric(
  stack: TerraformStack,
  { group, action, provider }: AlertPlace,
  signal: Pick<Told, 'id' | 'name' | 'title' | 'calls'> & Metric,
): void {
  new MonitorMetricAlert(stack, signal.id, {
    name: signal.name,
    resourceGroupName: group,
    description: signal.title,
    scopes: Object.values(signal.of).filter(isResource),
    enabled: signal.calls,
    severity: 1,
    frequency: 'PT1M',
    windowSize: windowOf(signal.period * signal.periods),
    criteria: [criteriaOf(signal)],
    action,
    ...(provider ? { provider } : {}),
  });
}

/** Of what a number is about, the resource is an id, or a reference to one; everything else is a part of it, by the name of its dimension. */
const isResource = (text: string): boolean => /^(\/|\$\{)/.test(text);

function criteriaOf({ namespace, metric, of, summed, averaged, above, below, periods }: Metric): MonitorMetricAlertCriteria {
  const dimension = Object.entries(of)
    .filter(([, value]) => !isResource(value))
    .map(([name, value]) => ({ name, operator: 'Include', values: [value] }));
  // Of several measures all have to be beyond the bound, of one the worst number in it counts.
  const beyond = (above === undefined) === periods > 1 ? 'Maximum' : 'Minimum';
  return {
    metricNamespace: namespace,
    metricName: metric,
    aggregation: summed ? 'Total' : averaged ? 'Average' : (PUBLISHED[metric] ?? beyond),
    // A number of an application's own is not known before it is published for the first time.
    ...(/^microsoft\./i.test(namespace) ? {} : { skipMetricValidation: true }),
    ...(above === undefined ? { operator: 'LessThan', threshold: below } : { operator: 'GreaterThan', threshold: above }),
    ...(dimension.length > 0 ? { dimension } : {}),
  };
}

/** The shortest window that holds so many seconds; the longest where none does. */
const windowOf = (seconds: number): string => WINDOWS.find(([window]) => window >= seconds)?.[1] ?? 'P1D';
