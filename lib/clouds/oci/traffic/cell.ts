import type { TrafficCell } from '../../../port/cloud';
import { OWN } from '../../../words/figure';
import { IDLE } from '../load-balancer/listeners';
import { DNS_SLA } from '../slas';
import { renderAlarms } from './alarms';
import { trafficDoctor } from './doctor';
import type { Traffic } from './names';
import { renderEntrances, renderUsers, TTL, zoneOf } from './records';
import { trafficFlaws } from './refused';
import { PROBE, renderMonitor, renderOrders } from './steering';

/** How many probes in vain are waited for. */
const FAILED = 3;

/**
 * The switch (docs/design.md, "Traffic"): policies of steering over names of both entrances, by one monitor of Health Checks. The answers come from DNS alone;
 * nothing is applied, and no control plane is called, on the day.
 */
export const traffic: TrafficCell = {
  facts: {
    switch:
      'Policies of steering over both entrances by one monitor of Health Checks: DNS answers alone, no apply on the day; policies, records and monitor change in peace, from the region of the witness. With both entrances out the name leads to the one that stands by. UNVERIFIED: that Health Checks is found by the name that an answer is; doctor asks where the name leads',
    detection: {
      seconds: FAILED * PROBE.intervalInSeconds + PROBE.timeoutInSeconds,
      source: `${FAILED} failed probes at ${PROBE.intervalInSeconds} s, the last one given up after ${PROBE.timeoutInSeconds} s; after how many a target is reported down is stated nowhere: ${OWN}`,
      verified: false,
    },
    propagation: {
      seconds: TTL + IDLE,
      source: `TTL of the policy, and then as long as a load balancer keeps a connection that is idle; a client that never pauses keeps its own, and reads the page of the old one: ${OWN}`,
      verified: false,
    },
    told: 'alarms of Monitoring on what the monitor reports of both entrances, with a topic of their own in the region of the witness',
    sla: DNS_SLA,
    toldApart: true,
  },
  refuses: (plan) => trafficFlaws(plan as Traffic),
  doctor: (plan) => trafficDoctor(plan as Traffic),
  render(context, plan) {
    const own = plan as Traffic;
    const zone = zoneOf(context, own);
    const monitor = renderMonitor(context, own, renderEntrances(context, own, zone));
    renderUsers(own, zone, renderOrders(context, own, monitor, zone));
    renderAlarms(context, own, monitor);
    return { first: [`oci_health_checks_http_monitor.${monitor.friendlyUniqueId}`] };
  },
};
