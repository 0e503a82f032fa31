import { hasNodes } from '../../../components/node-pools';
import { copiesTooOld } from '../../../port/velero-lines';
import type { Metric, Signal } from '../../../port/signals';
import { copyAge } from '../cli-kubernetes';
import { clusterOf, type ClusterPlacement } from './names';

/** Metrics of a cluster, published each minute: https://docs.oracle.com/iaas/Content/ContEng/Reference/contengmetrics.htm, 2026-11 (UNVERIFIED: that each of these has the OCID of the cluster as `resourceId`). */
const NAMESPACE = 'oci_oke';

/** Minutes: a node that is replaced, and a pod that waits for one, take some (the library's own figure). */
const MINUTES = 15;

/** What runs there, and how old its newest copy is where it stands by: what is not heard of at the site that survives is nowhere. */
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
  of: { resourceId: `\${oci_containerengine_cluster.${id}.id}` },
  period: 60 * MINUTES,
  periods: 1,
});

const answers = (placement: ClusterPlacement): Signal & Metric => ({
  ...told(placement, 'api', 'is asked nothing by its own nodes, or nobody knows'),
  ...{ metric: 'APIServerRequestCount', summed: true, below: 1, silenceIsAlarm: true },
});

/** Where none waits there may be no number. */
const pending = (placement: ClusterPlacement): Signal & Metric => ({
  ...told(placement, 'pending', 'has pods that wait for a node'),
  ...{ metric: 'UnschedulablePods', averaged: true, above: 0.5, silenceIsAlarm: false },
});
