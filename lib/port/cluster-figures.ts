import type { KubernetesClusterDeclaration } from '../components/kubernetes-cluster';
import { OWN, type Figure } from '../words/figure';
import type { Posture } from '../words/posture';

/** Of what keeps nothing. */
export const KEEPS_NOTHING: Figure = {
  seconds: 0,
  source: 'nothing is kept in it: what runs there is put there again',
  verified: true,
};

/** Seconds that each part of bringing a cluster back takes, on one cloud (the library's own figures). */
export interface ClusterSeconds {
  /** Until a copy is at the other site. */
  readonly carried: number;
  /** Until nodes are there. */
  readonly nodes: number;
  /** Until Velero is installed. */
  readonly installed: number;
}

/** Seconds that Velero takes to restore what is small, and that the second apply takes (the library's own figures). */
const [RESTORED, OPENED] = [1800, 180];

/** What bringing a cluster back loses, which is what the newest copy lacks that has arrived, and takes. `carrier`: what carries copies, and what its maker says of that. */
export function clusterFigures(
  { backup }: Pick<KubernetesClusterDeclaration, 'backup'>,
  posture: Posture,
  { carried, nodes: made, installed }: ClusterSeconds,
  carrier: string,
): { readonly rpo: Figure; readonly promotion: Figure } {
  const nodes = posture === 'full' ? 0 : made;
  return {
    rpo:
      backup === undefined
        ? KEEPS_NOTHING
        : {
            seconds: backup.every + carried,
            source: `Velero copies every ${backup.every / 60} min, and ${carrier}, carries that in ${carried / 60} min: ${OWN}`,
            verified: false,
          },
    promotion: {
      seconds: nodes + OPENED + (backup ? installed + RESTORED : 0),
      source: `nodes ${nodes} s, an apply that lets users in behind them ${OPENED} s${backup ? `, Velero ${installed} s and what it restores ${RESTORED} s` : ''}: ${OWN}; an exercise measures yours`,
      verified: false,
    },
  };
}
