import type { Signal } from '../../../port/signals';
import { certificateDaysGone } from '../cli-gateway';
import { inVault } from '../vault-region';
import type { GatewayPlacement as Placement } from './names';
import { CALLS, TARGETS } from './paths';

/** Metrics of a gateway, with what each is added up by: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-network-applicationgateways-metrics, 2026-11. */
const NAMESPACE = 'Microsoft.Network/applicationGateways';

/** Days before a certificate ends at which somebody is told (the library's own figure). */
const DAYS_LEFT = 21;

/** Minutes: users wait; one host of several is made again meanwhile (the library's own figures). */
const AT_ONCE = 5;
const PATIENTLY = 15;

/**
 * The pool of the application, as a metric names it: pool and settings. Without it the pool that is empty for ever counts, too, and an average over both says
 * that half of the hosts answer. UNVERIFIED: not seen on a real subscription.
 */
const OF_TARGETS = { BackendSettingsPool: `${TARGETS}~${CALLS}` } as const;

/**
 * At a site that stands by: its certificate must not have ended on the day. Of hosts it says nothing there: no rule leads to them, and a gateway asks those
 * alone that a rule leads to (https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview, 2026-11). What runs behind it is told
 * by itself, and the gateway by what Azure says of it (`alarm.ts`, resource health).
 */
export const gatewaySignals = (placement: Placement): readonly Signal[] => certificateEnds(placement);

/** Where it serves: a host answers, none does not, and neither the gateway nor what is behind it has errors. */
export const gatewayServingSignals = (placement: Placement): readonly Signal[] => [
  ...certificateEnds(placement),
  measured(placement, {
    ...{ what: 'hosts', title: 'has no host that answers', metric: 'HealthyHostCount', of: OF_TARGETS },
    ...{ below: 1, periods: AT_ONCE },
  }),
  measured(placement, {
    ...{ what: 'unhealthy', title: 'has a host that does not answer', metric: 'UnhealthyHostCount', of: OF_TARGETS },
    ...{ above: 0, periods: PATIENTLY },
  }),
  ...errors(placement),
];

/** An application has a few errors of its own while all is well; the figures are the library's own. What a closed gateway answers users with counts, too. */
const errors = (placement: Placement): readonly Signal[] => [
  measured(placement, {
    ...{ what: 'failed', title: 'fails to serve requests, or is closed while users come', metric: 'FailedRequests', summed: true },
    ...{ above: 10, periods: AT_ONCE },
  }),
  measured(placement, {
    ...{ what: 'errors-5xx', title: 'has errors of what is behind it (5xx)', metric: 'BackendResponseStatus', summed: true },
    ...{ above: 10, periods: PATIENTLY, of: { HttpStatusGroup: '5xx' } },
  }),
];

/** How a number of a gateway is told of. */
type Told = {
  readonly what: string;
  readonly title: string;
  readonly metric: string;
  readonly periods: number;
  readonly summed?: boolean;
  readonly of?: Readonly<Record<string, string>>;
} & ({ readonly above: number } | { readonly below: number });

const measured = ({ id, here, component }: Placement, { what, title, of = {}, ...how }: Told): Signal => ({
  kind: 'metric',
  id: `${id}-${what}`,
  name: `${here.names.gateway}-${what}`,
  title: `${component} at ${here.region} ${title}`,
  watches: 'service',
  namespace: NAMESPACE,
  of: { gateway: `\${azurerm_application_gateway.${id}.id}`, ...of },
  period: 60,
  // Azure hears no silence of a number.
  silenceIsAlarm: false,
  ...how,
});

/** A vault tells that one ends by an event that the architect would have to subscribe to (https://learn.microsoft.com/azure/key-vault/general/event-grid-overview): it is asked. */
function certificateEnds({ id, here, component, declaration }: Placement): readonly Signal[] {
  const certificate = declaration.certificates[here.site];
  if (certificate === undefined) return [];
  const { vaultName, name } = inVault(certificate);
  return [
    {
      kind: 'polled',
      id: `${id}-certificate`,
      name: `${here.names.gateway}-certificate`,
      title: `The certificate of ${component} at ${here.region} ends within ${DAYS_LEFT} days`,
      watches: 'service',
      run: certificateDaysGone(here.account, vaultName, name, DAYS_LEFT),
      endpoint: here.region,
      every: 43_200,
      above: 0,
    },
  ];
}
