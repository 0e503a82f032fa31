import { scales } from '../../../components/node-pools';
import { VELERO } from '../../../port/velero';
import type { ClusterBase } from './names';

/** A service account of a cluster that is somebody of AWS. */
export interface PodIdentity {
  /** What of it logical ids end in. */
  readonly what: 'volumes' | 'velero' | 'scaler';
  readonly namespace: string;
  readonly account: string;
  /** Its role. */
  readonly role: string;
}

/** Which of them a cluster has: what makes volumes, Velero where it is copied, and what scales it where it scales. */
export function podIdentities({ here: { names }, declaration }: ClusterBase): PodIdentity[] {
  return [
    // https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html, 2026-11.
    { what: 'volumes', namespace: 'kube-system', account: 'ebs-csi-controller-sa', role: names.volumes },
    ...(declaration.backup ? [{ what: 'velero' as const, namespace: VELERO.namespace, account: VELERO.account, role: names.velero }] : []),
    ...(declaration.pools.some(scales)
      ? [{ what: 'scaler' as const, namespace: 'kube-system', account: 'cluster-autoscaler', role: names.scaler }]
      : []),
  ];
}
