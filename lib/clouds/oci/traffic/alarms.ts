import type { HealthChecksHttpMonitor } from '@cdktf/provider-oci/health-checks-http-monitor';
import type { LinksContext } from '../../../port/cloud';
import { renderNumber } from '../alarm';
import { renderTopic } from '../topic';
import { namesOf, type Entrance, type Traffic } from './names';

/**
 * What holds in peace is watched where the monitor lives, by a topic of its own there: the base serves, the other one does not. A monitor publishes how much of
 * what it asked a target was right (https://docs.oracle.com/iaas/Content/HealthChecks/Reference/metricsalarms-reference.htm, 2026-11); in the region that it is
 * made in (UNVERIFIED). They go on calling while a move is made: what they say is so then.
 */
export function renderAlarms(context: LinksContext, traffic: Traffic, monitor: HealthChecksHttpMonitor): void {
  const { stack, site, stateProvider } = context;
  const { base, other, first, second, name } = traffic;
  const provider = stateProvider();
  const told = [first, second].flatMap((peer) => site(peer.site).subscriptions);
  const subscriptions = told.filter((one, i) => told.findIndex((same) => JSON.stringify(same) === JSON.stringify(one)) === i);
  const topic = renderTopic(stack, { account: first.account, subscriptions }, `${first.ground.topic}-switch`, provider);
  const alarm = (id: string, end: Entrance, title: string, bound: { readonly below: number } | { readonly above: number }): void =>
    renderNumber(
      { stack, compartmentId: first.account, topics: [topic], provider },
      {
        ...{ kind: 'metric', id, name: `${first.ground.topic}-${id}`, title, calls: true },
        ...{ namespace: 'oci_healthchecks', metric: 'HTTP.isHealthy', of: { resourceId: monitor.id, target: namesOf(traffic, end).plain } },
        ...{ period: 300, periods: 1, averaged: true, silenceIsAlarm: true, ...bound },
      },
    );
  alarm('serves-told', base, `${base.region} does not answer as the site that serves ${name}, or nobody knows`, { below: 0.5 });
  alarm('not-serving-told', other, `${other.region} answers as a site that serves ${name}, or nobody knows`, { above: 0.5 });
}
