import { keepsRunning } from '../../../port/entrance';
import type { Signal } from '../../../port/signals';
import { toldAs } from '../existing';
import { measuredOf } from './existing';
import type { BalancerPlacement as Placement } from './names';

/** Days before a certificate ends at which somebody is called: ACM renews its own 45 days ahead or more, so that one is late by then (the library's own figure). https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
export const DAYS_LEFT = 21;

/**
 * At a site that stands by, as where it serves: its certificate must not have ended on the day; and what its tier keeps running there works. A
 * machine or a task that never gets healthy is made again and again, and seems to run for a while each time: the load balancer alone knows.
 */
export const balancerSignals = (placement: Placement): readonly Signal[] => [
  ...certificateEnds(placement),
  ...(keepsRunning(placement) ? [noHost(placement, PATIENTLY)] : []),
];

/** Where it serves: a host answers, and the balancer itself has no errors. */
export const balancerServingSignals = (placement: Placement): readonly Signal[] => [
  ...certificateEnds(placement),
  noHost(placement, AT_ONCE),
  ...errors(placement),
];

/** ACM publishes it twice a day, in the certificate's region, until it ended: so silence is an alarm. What was uploaded to IAM has none, and doctor asks. https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html */
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

/** Minutes in a row: users wait, where it serves; where it stands by, one that is made again takes minutes (the library's own figures). */
const AT_ONCE = 3;
const PATIENTLY = 15;

/** A number of hosts is published while some are registered: silence says that there is none (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). */
function noHost(placement: Placement, periods: number): Signal {
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
    periods,
    silenceIsAlarm: true,
  };
}

/**
 * Errors that users see, the balancer's own and those of what is behind it: published only where there are some
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). An application has a few of its
 * own while all is well; the figures are the library's own. 503 is left out: the balancer says so to the probes of the switch in peace, and where no host is left, which is told above.
 */
function errors(placement: Placement): readonly Signal[] {
  const { LoadBalancer, TargetGroup } = measuredOf(placement);
  const own = (status: number, what: string): Signal =>
    errorsOf(placement, { status: `${status}`, what, metric: `HTTPCode_ELB_${status}_Count`, of: { LoadBalancer }, above: 0 });
  return [
    own(502, 'gets no answer, or a broken one, from what is behind it'),
    own(504, 'waits too long for what is behind it'),
    errorsOf(placement, {
      ...{ status: '5xx', what: 'has errors of what is behind it', metric: 'HTTPCode_Target_5XX_Count' },
      ...{ of: { LoadBalancer, TargetGroup }, above: 10 },
    }),
  ];
}

/** Errors of one kind. */
interface Errors {
  readonly status: string;
  readonly what: string;
  readonly metric: string;
  readonly of: Readonly<Record<string, string>>;
  readonly above: number;
}

const errorsOf = ({ id, here, component }: Placement, { status, what, metric, of, above }: Errors): Signal => ({
  kind: 'metric',
  id: `${id}-errors-${status}`,
  name: `${toldAs(here, component, here.names.balancer)}-errors-${status}`,
  title: `${component} at ${here.region} ${what} (${status})`,
  watches: 'service',
  namespace: 'AWS/ApplicationELB',
  metric,
  of,
  above,
  period: 300,
  periods: 3,
  summed: true,
  silenceIsAlarm: false,
});
