import { EventsRule } from '@cdktf/provider-oci/events-rule';
import { HealthChecksHttpMonitor } from '@cdktf/provider-oci/health-checks-http-monitor';
import { MonitoringAlarm } from '@cdktf/provider-oci/monitoring-alarm';
import type { TerraformProvider, TerraformStack } from 'cdktf';
import type { Alarms, SiteContext } from '../../port/cloud';
import type { Flaw } from '../../port/facts';
import type { Metric, Observed, Page, Told } from '../../port/signals';
import type { OciGround } from './ground';
import type { OciSite } from './site';
import { toTopics } from './topic';

/** An event, by a rule; a number by an alarm; a page by a monitor of Health Checks. Object Storage publishes no number of replication (docs.oracle.com/iaas/Content/Object/Reference/objectstoragemetrics.htm). */
export const alarms: Alarms<OciGround> = {
  event: ({ stack, site, ground }, { id, name, title, pattern, calls }) => {
    new EventsRule(stack, id, {
      compartmentId: (site as OciSite).account,
      displayName: name,
      description: title,
      isEnabled: calls,
      condition: JSON.stringify(pattern),
      actions: toTopics(ground.topics),
    });
  },
  metric: (context, signal) => renderNumber(placeOf(context), signal),
  page: renderPage,
  refuses: pageFlaws,
};

/** Seconds of a window, as the query language has it: `1m` to `60m`, `1h` to `24h` (https://docs.oracle.com/iaas/Content/Monitoring/Reference/mql.htm, 2026-11). */
const windowOf = (seconds: number): string => (seconds < 3600 ? `${Math.ceil(seconds / 60)}m` : `${Math.ceil(seconds / 3600)}h`);

/** What a number is about. A value that is decided later is an expression, and stays one. */
const about = (of: Metric['of']): string => {
  const dimensions = Object.entries(of).map(([name, value]) => `${name} = "${value}"`);
  return dimensions.length === 0 ? '' : `{${dimensions.join(', ')}}`;
};

/**
 * How long a silence is told of: the longest that there is. Left out it is two hours, behind which the alarm is over, whether anybody answers again or not
 * (https://docs.oracle.com/iaas/Content/Monitoring/Tasks/create-edit-alarm-query-absence-detection-period.htm, 2026-12).
 */
const SILENT_FOR = '3d';

/** One number over all that publishes it, and its silence. UNVERIFIED: that an alarm takes a query of both, joined. */
function queryOf({ metric, of, period, periods, summed, averaged, above, below, silenceIsAlarm }: Metric): string {
  const measured = `${metric}[${windowOf(period * periods)}]${about(of)}`;
  const worst = above === undefined ? 'min' : 'max';
  const statistic = summed ? 'sum' : averaged ? 'mean' : worst;
  const wrong = `${measured}.grouping().${statistic}() ${above === undefined ? `< ${below}` : `> ${above}`}`;
  return silenceIsAlarm ? `${wrong} || ${measured}.grouping().absent(${SILENT_FOR})` : wrong;
}

/** Where an alarm stands, and who is told by it. */
interface AlarmPlace {
  readonly stack: TerraformStack;
  readonly compartmentId: string;
  readonly topics: readonly string[];
  /** @default that of the stack */
  readonly provider?: TerraformProvider;
}

const placeOf = ({ stack, site, ground }: SiteContext<OciGround>): AlarmPlace => ({
  ...{ stack, compartmentId: site.account, topics: ground.topics },
});

/** It calls while it lasts, and once it is over. */
export function renderNumber(
  { stack, compartmentId, topics, provider }: AlarmPlace,
  signal: Pick<Told, 'id' | 'name' | 'title' | 'calls'> & Metric,
): void {
  new MonitoringAlarm(stack, signal.id, {
    compartmentId,
    metricCompartmentId: compartmentId,
    displayName: signal.name,
    body: signal.title,
    namespace: signal.namespace,
    query: queryOf(signal),
    severity: 'CRITICAL',
    isEnabled: signal.calls,
    destinations: [...topics],
    ...(provider ? { provider } : {}),
  });
}

/**
 * A monitor of Health Checks, which asks each minute from places that OCI chooses, and an alarm once half of what was asked for in five minutes was
 * not given (https://docs.oracle.com/iaas/Content/HealthChecks/Reference/metricsalarms-reference.htm, 2026-11). UNVERIFIED: not run on OCI.
 */
function renderPage(context: SiteContext<OciGround>, signal: Told & Page): void {
  const { id, name, title, calls, host, port, path, silenceIsAlarm } = signal;
  const monitor = new HealthChecksHttpMonitor(context.stack, `${id}-test`, {
    compartmentId: (context.site as OciSite).account,
    displayName: name,
    protocol: port === 443 ? 'HTTPS' : 'HTTP',
    targets: [host],
    port,
    path,
    method: 'GET',
    intervalInSeconds: 60,
    timeoutInSeconds: 30,
    isEnabled: calls,
  });
  renderNumber(placeOf(context), {
    ...{ kind: 'metric', id, name, title, calls, silenceIsAlarm },
    ...{ namespace: 'oci_healthchecks', metric: 'HTTP.isHealthy', of: { resourceId: monitor.id } },
    ...{ averaged: true, below: 0.5, period: 300, periods: 1 },
  });
}

/** It looks at nothing but the status, and each from 200 to 299 is right (https://docs.oracle.com/iaas/api/#/en/healthchecks/20180501/HttpProbeResultSummary/, 2026-11: UNVERIFIED). */
function pageFlaws(signal: Observed): readonly Flaw[] {
  if (signal.kind !== 'page') return [];
  const { status, contains } = signal;
  const flaw = (of: string, value: string | number | undefined): Flaw[] =>
    value === undefined
      ? []
      : [
          {
            of,
            value,
            allowed: 'each status from 200 to 299 counts as right on OCI, whatever the answer says',
            fix: 'leave it out, with a path whose status says whether the application works',
            taken: true,
          },
        ];
  return [...flaw('status', status), ...flaw('contains', contains)];
}
