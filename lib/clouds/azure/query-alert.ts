import { MonitorScheduledQueryRulesAlertV2 } from '@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2/index.js';
import type { Metric, Told } from '../../port/signals';
import { toldOf } from './alarm';
import type { AzureContext } from './cell';

/** How Application Insights calls the numbers that an application publishes by it: they are in its logs, too, and a query hears their silence. */
const PUBLISHED = 'azure.applicationinsights';

/** A component of Application Insights among what a number is about. */
const insightsIn = ({ of }: Metric): string | undefined => Object.values(of).find((id) => /\/Microsoft\.Insights\/components\//i.test(id));

/** What is written to a container of blobs, below the address that stands for its number: in the logs of its site. */
export const DUMPS_LOGGED = 'azure.storageblobs';

/** Whether it is in the logs of Application Insights, or of a site. */
export const isLogged = (signal: Metric): boolean =>
  signal.namespace === DUMPS_LOGGED || (signal.namespace.toLowerCase() === PUBLISHED && insightsIn(signal) !== undefined);

/** Windows of a rule, in seconds, as it writes them; those of a metric that an architect declares are all among them, since rules on numbers and rules on logs share no others. */
const WINDOWS: Readonly<Record<number, string>> = {
  60: 'PT1M',
  300: 'PT5M',
  900: 'PT15M',
  1800: 'PT30M',
  3600: 'PT1H',
  21_600: 'PT6H',
  86_400: 'P1D',
  172_800: 'P2D',
};

/** A text as the query language has it: https://learn.microsoft.com/kusto/query/scalar-data-types/string, 2026-11. */
const quoted = (text: string): string => JSON.stringify(text);

/**
 * Logs of one component, asked again and again: it calls where the query gives a row. One that summarizes without `by` gives a row of nothing, too
 * (https://learn.microsoft.com/kusto/query/summarize-operator, default values of aggregations), so that silence is one. UNVERIFIED: not seen on a real subscription.
 */
function renderQuery(
  { stack, site, sitePlan }: AzureContext,
  { id, name, title, calls }: Pick<Told, 'id' | 'name' | 'title' | 'calls'>,
  asked: { readonly of: string; readonly query: string; readonly seconds: number },
): void {
  new MonitorScheduledQueryRulesAlertV2(stack, id, {
    name,
    resourceGroupName: sitePlan.ground.group,
    location: sitePlan.region,
    description: title,
    scopes: [asked.of],
    enabled: calls,
    severity: 1,
    evaluationFrequency: asked.seconds < 300 ? 'PT1M' : 'PT5M',
    windowDuration: WINDOWS[asked.seconds] ?? 'P1D',
    criteria: [
      {
        query: asked.query,
        timeAggregationMethod: 'Count',
        operator: 'GreaterThan',
        threshold: 0,
        failingPeriods: { minimumFailingPeriodsToTriggerAlert: 1, numberOfEvaluationPeriods: 1 },
      },
    ],
    // A table is made with the first row that is written to it.
    skipQueryValidation: true,
    autoMitigationEnabled: true,
    action: { actionGroups: toldOf(sitePlan, site.subscriptions).map(({ actionGroupId }) => actionGroupId) },
  });
}

/** A number that the application publishes by Application Insights: its bound, and its silence. */
export function renderLogged(context: AzureContext, signal: Told & Metric): void {
  if (signal.namespace === DUMPS_LOGGED) {
    renderWritten(context, signal);
    return;
  }
  const { of, metric, above, below, summed, averaged, silenceIsAlarm, period } = signal;
  const dimensions = Object.entries(of)
    .filter(([, value]) => !value.startsWith('/'))
    .map(([name, value]) => ` and tostring(customDimensions[${quoted(name)}]) == ${quoted(value)}`);
  const extreme = above === undefined ? 'min(valueMin)' : 'max(valueMax)';
  const number = summed ? 'sum(valueSum)' : averaged ? 'sum(valueSum) / sum(valueCount)' : extreme;
  const wrong = above === undefined ? `number < ${below}` : `number > ${above}`;
  const query = [
    `customMetrics | where name == ${quoted(metric)}${dimensions.join('')}`,
    `summarize number = ${number}, heard = count()`,
    `where ${silenceIsAlarm ? `heard == 0 or ${wrong}` : `heard > 0 and ${wrong}`}`,
  ].join(' | ');
  renderQuery(context, signal, { of: insightsIn(signal) as string, query, seconds: period });
}

/** Nothing was written below an address for a while: https://learn.microsoft.com/azure/azure-monitor/reference/tables/storagebloblogs, 2026-11. A file of one block or of a list of them counts once it is there. Addresses are logged with their port, or without. */
function renderWritten(context: AzureContext, signal: Told & Metric): void {
  const query = [
    `StorageBlobLogs | where OperationName == "PutBlockList" and StatusText == "Success" and replace_string(Uri, ":443/", "/") startswith ${quoted(signal.metric)}`,
    'summarize heard = count()',
    'where heard == 0',
  ].join(' | ');
  renderQuery(context, signal, { of: signal.of['logs'] as string, query, seconds: signal.period });
}

/** Nothing was asked for a while by a test: neither right nor wrong. */
export function renderTestSilence(context: AzureContext, signal: Pick<Told, 'id' | 'name' | 'calls'>, component: string): void {
  const { id, name, calls } = signal;
  const query = `availabilityResults | where name == ${quoted(name)} | summarize heard = count() | where heard == 0`;
  const title = `Nothing is heard of the test ${name}: whether its page answers, nobody knows`;
  renderQuery(context, { id: `${id}-silence`, name: `${name}-silence`, title, calls }, { of: component, query, seconds: 1800 });
}
