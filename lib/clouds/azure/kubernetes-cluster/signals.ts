import { hasNodes } from '../../../components/node-pools';
import { copiesTooOld } from '../../../port/velero-lines';
import type { Metric, Signal } from '../../../port/signals';
import { copyAge } from '../cli-velero';
import { CONTAINER } from '../facts';
import { clusterOf, type ClusterPlacement } from './names';

/** Metrics of a cluster: https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-containerservice-managedclusters-metrics, 2026-11. */
const NAMESPACE = 'Microsoft.ContainerService/managedClusters';

/** Minutes: a node that is replaced, and a pod that waits for one, take some (the library's own figures). */
const PERIODS = 15;

/** What runs there, and how old its newest copy is where it stands by: what is not heard of at the site that survives is nowhere. */
export function clusterSignals(placement: ClusterPlacement, rpo: number): readonly Signal[] {
  return [
    ...clusterServingSignals(placement),
    ...(placement.declaration.backup ? [copiesTooOld(placement, copyAge(clusterOf(placement), CONTAINER), rpo)] : []),
  ];
}

/** Where nodes of the application stand: none of them fails, and nothing waits for one. */
export function clusterServingSignals(placement: ClusterPlacement): readonly Signal[] {
  if (!hasNodes(placement)) return [];
  const { component, here } = placement;
  return [
    measured(placement, 'not-ready', `A node of ${component} at ${here.region} is not ready`, 'kube_node_status_condition', {
      condition: 'Ready',
      status2: 'NotReady',
    }),
    measured(placement, 'pending', `Pods of ${component} at ${here.region} wait for a node`, 'kube_pod_status_phase', { phase: 'Pending' }),
  ];
}

const measured = (
  { id, here }: ClusterPlacement,
  what: string,
  title: string,
  metric: string,
  dimensions: Readonly<Record<string, string>>,
): Signal & Metric => ({
  kind: 'metric',
  id: `${id}-${what}`,
  name: `${here.names.cluster}-${what}`,
  title,
  watches: 'service',
  namespace: NAMESPACE,
  metric,
  of: { cluster: `\${azurerm_kubernetes_cluster.${id}.id}`, ...dimensions },
  period: 60,
  periods: PERIODS,
  // Azure hears no silence of a number.
  silenceIsAlarm: false,
  above: 0,
});
