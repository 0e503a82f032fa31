import { keepsRunning } from '../../../port/entrance';
import type { Signal } from '../../../port/signals';
import { certificateDaysGone } from '../cli-gateway';
import { certificateIn } from './certificate';
import type { GatewayPlacement as Placement } from './names';

/** Metrics of a gateway, with what each is added up by: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-network-applicationgateways-metrics, 2026-11. */
const NAMESPACE = 'Microsoft.Network/applicationGateways';

/** Days before a certificate ends at which somebody is told (the library's own figure). */
const DAYS_LEFT = 21;

/** Minutes: users wait where it serves; where it stands by, one that is made again takes minutes (the library's own figures). */
const AT_ONCE = 5;
const PATIENTLY = 15;

/** At a site that stands by: its certificate must not have ended on the day, and what its tier keeps running there answers. */
export const gatewaySignals = (placement: Placement): readonly Signal[] => [
  ...certificateEnds(placement),
  ...(keepsRunning(placement) ? [noHost(placement, PATIENTLY)] : []),
];

/** Where it serves: a host answers, none does not, and neither the gateway nor what is behind it has errors. */
export const gatewayServingSignals = (placement: Placement): readonly Signal[] => [
  ...certificateEnds(placement),
  noHost(placement, AT_ONCE),
  measured(placement, {
    ...{ what: 'unhealthy', title: 'has a host that does not answer', metric: 'UnhealthyHostCount' },
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

const noHost = (placement: Placement, periods: number): Signal =>
  measured(placement, { what: 'hosts', title: 'has no host that answers', metric: 'HealthyHostCount', below: 1, periods });

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
  const { vaultName, name } = certificateIn(certificate);
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
