import type { Signal } from '../../../port/signals';
import { toldAs } from '../existing';
import { measuredOf } from './existing';
import type { BalancerPlacement as Placement } from './names';

/** Days before a certificate ends at which somebody is called: ACM renews its own 45 days ahead or more, so that one is late by then (the library's own figure). https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
const DAYS_LEFT = 21;

/** At a site that stands by, as where it serves: its certificate must not have ended on the day. */
export const balancerSignals = (placement: Placement): readonly Signal[] => certificateEnds(placement);

/** Where it serves: a host answers, and the balancer itself has no errors. */
export const balancerServingSignals = (placement: Placement): readonly Signal[] => [
  ...certificateEnds(placement),
  noHost(placement),
  ...errors(placement),
];

/** ACM publishes it twice a day, in the certificate's region, until it ended: so silence is an alarm. What was uploaded to IAM has none. https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html */
function certificateEnds({ id, here, component, declaration }: Placement): readonly Signal[] {
  const certificate = declaration.certificates[here.site];
  if (!certificate?.includes(':acm:')) return [];
  return [
    {
      kind: 'metric',
      id: `${id}-certificate`,
      name: `${toldAs(here, component, here.names.balancer)}-certificate`,
      title: `The certificate of ${component} at ${here.region} ends within ${DAYS_LEFT} days, or nobody knows`,
      watches: 'service',
      namespace: 'AWS/CertificateManager',
      metric: 'DaysToExpiry',
      of: { CertificateArn: certificate },
      below: DAYS_LEFT,
      period: 86_400,
      periods: 1,
      silenceIsAlarm: true,
    },
  ];
}

/** A number of hosts is published while some are registered: silence says that there is none (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). */
function noHost(placement: Placement): Signal {
  const { id, here, component } = placement;
  return {
    kind: 'metric',
    id: `${id}-hosts`,
    name: `${toldAs(here, component, here.names.balancer)}-hosts`,
    title: `No host answers for ${component} at ${here.region}, or nobody knows`,
    watches: 'service',
    namespace: 'AWS/ApplicationELB',
    metric: 'HealthyHostCount',
    of: measuredOf(placement),
    below: 1,
    period: 60,
    periods: 3,
    silenceIsAlarm: true,
  };
}

/**
 * Errors of the balancer's own, not of what is behind it: published only where there are some
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). Users see them; the figure is
 * the library's own. 503 is left out: the balancer says so to the probes of the switch in peace, and where no host is left, which is told above.
 */
const errors = (placement: Placement): readonly Signal[] => [
  errorsOf(placement, 502, 'gets no answer, or a broken one, from what is behind it'),
  errorsOf(placement, 504, 'waits too long for what is behind it'),
];

function errorsOf(placement: Placement, status: number, what: string): Signal {
  const { id, here, component } = placement;
  return {
    kind: 'metric',
    id: `${id}-errors-${status}`,
    name: `${toldAs(here, component, here.names.balancer)}-errors-${status}`,
    title: `${component} at ${here.region} ${what} (${status})`,
    watches: 'service',
    namespace: 'AWS/ApplicationELB',
    metric: `HTTPCode_ELB_${status}_Count`,
    of: { LoadBalancer: measuredOf(placement).LoadBalancer },
    above: 0,
    period: 300,
    periods: 3,
    summed: true,
    silenceIsAlarm: false,
  };
}
