import type { Metric, Signal } from '../../../port/signals';
import { replicasAt, type AppPlacement } from './names';

/** Metrics of an app, each minute: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-app-containerapps-metrics, 2026-11. */
const NAMESPACE = 'Microsoft.App/containerapps';

/** Minutes: one that is started again takes some, so that a single one is none (the library's own figures). */
const PERIODS = 15;
/** Starts of one replica that are too many (the library's own figure). */
const RESTARTS = 3;

/** What runs there, whether it serves or stands by: that as many do as are wanted, and that none is started again and again. Where none is wanted there is no app. */
export function appSignals(placement: AppPlacement): readonly Signal[] {
  const { component, here } = placement;
  const wanted = replicasAt(placement);
  if (wanted === 0) return [];
  return [
    measured(placement, 'running', `Fewer than ${wanted} replicas of ${component} run at ${here.region}`, {
      metric: 'Replicas',
      below: wanted,
    }),
    measured(placement, 'restarts', `Replicas of ${component} at ${here.region} stop again and again`, {
      metric: 'RestartCount',
      above: RESTARTS,
    }),
  ];
}

type Bound = { readonly metric: string } & ({ readonly below: number } | { readonly above: number });

const measured = ({ id, here }: AppPlacement, what: string, title: string, bound: Bound): Signal & Metric => ({
  kind: 'metric',
  id: `${id}-${what}`,
  name: `${here.names.app}-${what}`,
  title,
  watches: 'service',
  namespace: NAMESPACE,
  of: { app: `\${azurerm_container_app.${id}.id}` },
  period: 60,
  periods: PERIODS,
  // Azure hears no silence of a number.
  silenceIsAlarm: false,
  ...bound,
});
