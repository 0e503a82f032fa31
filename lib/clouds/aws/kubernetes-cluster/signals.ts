import { hasNodes } from '../../../components/node-pools';
import type { Metric, Signal } from '../../../port/signals';
import { copiesTooOld } from '../../../port/velero-lines';
import { copyAge } from '../cli-kubernetes';
import { clusterOf, type ClusterPlacement } from './names';

/** Metrics of a control plane, each minute and at no charge: https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html ("Basic metrics"), 2026-11. */
const NAMESPACE = 'AWS/EKS';

/** Minutes: a node that is replaced, and a pod that waits for one, take some (the library's own figure). */
const MINUTES = 15;

/** What runs there, and how old its newest copy is where it stands by. */
export function clusterSignals(placement: ClusterPlacement, rpo: number): readonly Signal[] {
  return [
    ...clusterServingSignals(placement),
    ...(placement.declaration.backup ? [copiesTooOld(placement, copyAge(clusterOf(placement)), rpo)] : []),
  ];
}

/** Its API is asked by its own nodes each minute, so that silence of it is an alarm where there is one; and no pod waits for a node. */
export const clusterServingSignals = (placement: ClusterPlacement): readonly Signal[] =>
  hasNodes(placement) ? [answers(placement), pending(placement)] : [];

const told = ({ id, component, here }: ClusterPlacement, what: string, title: string) => ({
  kind: 'metric' as const,
  id: `${id}-${what}`,
  name: `${here.names.cluster}-${what}`,
  title: `${component} at ${here.region} ${title}`,
  watches: 'service' as const,
  namespace: NAMESPACE,
  of: { ClusterName: here.names.cluster },
  period: 60,
  periods: MINUTES,
});

const answers = (placement: ClusterPlacement): Signal & Metric => ({
  ...told(placement, 'api', 'is asked nothing by its own nodes, or nobody knows'),
  ...{ metric: 'apiserver_request_total', summed: true, below: 1, silenceIsAlarm: true },
});

const pending = (placement: ClusterPlacement): Signal & Metric => ({
  ...told(placement, 'pending', 'has pods that wait for a node'),
  ...{ metric: 'scheduler_pending_pods_UNSCHEDULABLE', above: 0, silenceIsAlarm: false },
});
