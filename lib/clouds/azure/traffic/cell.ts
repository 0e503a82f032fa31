import type { TrafficCell } from '../../../port/cloud';
import { OWN } from '../../../words/figure';
import { TRAFFIC_SLA } from '../slas';
import { renderAlerts } from './alerts';
import { trafficDoctor } from './doctor';
import type { Traffic } from './names';
import { PROBE, renderProfiles, TTL } from './profiles';
import { recordsByHand, renderRecords } from './records';
import { trafficFlaws } from './refused';

const MONITORING = 'https://learn.microsoft.com/azure/traffic-manager/traffic-manager-monitoring';

/** Seconds after which a gateway closes a connection on which nothing is sent. https://learn.microsoft.com/azure/application-gateway/application-gateway-faq (keep-alive timeout), 2026-11. */
const IDLE = 75;

/**
 * The switch (docs/design.md, "Traffic"): profiles of Traffic Manager that ask both entrances who serves. The answers come from DNS servers
 * of Azure, which ask by themselves; nothing is applied, and no control plane is called, on the day.
 */
export const traffic: TrafficCell = {
  facts: {
    switch:
      'Traffic Manager profiles of priorities over both entrances: DNS answers alone, no apply on the day; profiles and records change in peace, through Azure Resource Manager, beside the state of the witness. It is a service of no region; nothing is promised of changes. With both entrances out the name leads to the one that stands by',
    detection: {
      seconds: (PROBE.toleratedNumberOfFailures + 1) * PROBE.intervalInSeconds + PROBE.timeoutInSeconds,
      source: `${PROBE.toleratedNumberOfFailures + 1} failed probes at ${PROBE.intervalInSeconds} s, the last one given up after ${PROBE.timeoutInSeconds} s, ${MONITORING}`,
      verified: true,
    },
    propagation: {
      seconds: TTL + IDLE,
      source: `TTL of the profile, and then as long as a gateway keeps a connection that is idle; a client that never pauses keeps its own, and reads the page of the old one: ${OWN}`,
      verified: false,
    },
    says: 'redirect',
    sla: TRAFFIC_SLA,
    told: 'alerts of Azure Monitor on the state of both endpoints, at the action groups of both sites',
    deaf: true,
  },
  refuses: (plan) => trafficFlaws(plan as Traffic),
  doctor: (plan) => trafficDoctor(plan as Traffic),
  byHand: (plan) => recordsByHand(plan as Traffic),
  render(context, plan) {
    const own = plan as Traffic;
    const profiles = renderProfiles(context, own);
    renderAlerts(context, own, profiles, renderRecords(context, own, profiles));
    return { first: [] };
  },
};
