import { keepsRunning } from '../../../port/entrance';
import type { Signal } from '../../../port/signals';
import { certificateDaysGone, unguarded } from '../cli-balancer';
import { TARGETS } from './listeners';
import type { BalancerPlacement as Placement } from './names';

/**
 * Metrics of a load balancer and of its backend sets, published each minute
 * (https://docs.oracle.com/iaas/Content/Balance/Reference/loadbalancermetrics.htm, 2026-11). UNVERIFIED: the names and dimensions on a real tenancy.
 */
const NAMESPACE = 'oci_lbaas';

/** Days before a certificate ends at which somebody is told (the library's own figure). */
const DAYS_LEFT = 21;

/** Minutes: users wait, where it serves; where it stands by, one that is made again takes minutes (the library's own figures). */
const AT_ONCE = 5;
const PATIENTLY = 15;

/** At a site that stands by: its certificate has not ended, its firewall is there, and what its tier keeps running there answers. */
export const balancerSignals = (placement: Placement): readonly Signal[] => [
  ...askedOnly(placement),
  ...(keepsRunning(placement) ? [hosts(placement, PATIENTLY)] : []),
];

/** Where it serves: each host answers, and what is behind it has no errors. */
export const balancerServingSignals = (placement: Placement): readonly Signal[] => [
  ...askedOnly(placement),
  hosts(placement, AT_ONCE),
  errors(placement),
];

const TOLD = ({ id, here, component }: Placement, what: string, title: string) => ({
  id: `${id}-${what}`,
  name: `${here.names.balancer}-${what}`,
  title: `${component} at ${here.region} ${title}`,
  watches: 'service' as const,
});

const OF_TARGETS = ({ id }: Placement) => ({ resourceId: `\${oci_load_balancer_load_balancer.${id}.id}`, backendSetName: TARGETS });

/** Silence is one: a backend set says how many of its servers do not answer, as long as it has any. */
const hosts = (placement: Placement, minutes: number): Signal => ({
  ...TOLD(placement, 'hosts', 'has a host that does not answer, or nobody knows'),
  ...{ kind: 'metric', namespace: NAMESPACE, metric: 'UnHealthyBackendServers', of: OF_TARGETS(placement) },
  // One of them, for half of the time at the least.
  ...{ above: 0.5, period: 60 * minutes, periods: 1, averaged: true, silenceIsAlarm: true },
});

/** An application has a few errors of its own while all is well: the figure is the library's own. Answers of the firewall are none of a backend set. */
const errors = (placement: Placement): Signal => ({
  ...TOLD(placement, 'errors-5xx', 'has errors of what is behind it (5xx)'),
  ...{ kind: 'metric', namespace: NAMESPACE, metric: 'HttpResponses5xx', of: OF_TARGETS(placement) },
  ...{ above: 10, period: 60 * PATIENTLY, periods: 1, summed: true, silenceIsAlarm: false },
});

/** OCI publishes neither: that a certificate ends, and that a firewall was taken away (UNVERIFIED: read in no list of events). */
function askedOnly(placement: Placement): readonly Signal[] {
  const { here, declaration } = placement;
  const certificate = declaration.certificates[here.site];
  const polled = (what: string, title: string, run: string[], every: number): Signal => ({
    ...TOLD(placement, what, title),
    ...{ kind: 'polled', run, endpoint: here.region, every, above: 0 },
  });
  const bare = unguarded(here.region, here.account, here.names.balancer);
  const ends = `has a certificate that ends within ${DAYS_LEFT} days`;
  return [
    polled('unguarded', 'has no firewall in front of it: it lets everybody in, whatever its site is to do', bare, 300),
    ...(certificate === undefined ? [] : [polled('certificate', ends, certificateDaysGone(here.region, certificate, DAYS_LEFT), 43_200)]),
  ];
}
