import type { KubernetesClusterDeclaration } from '../../../components/kubernetes-cluster';
import { addressFlaws, nodeFlaws, rangeFlaws } from '../../../port/cluster-flaws';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { INNER } from './cluster';
import { LARGEST_NODE, nodeShape } from './sizes';

/** What OKE does not take of a cluster. */
export const clusterFlaws = (declaration: KubernetesClusterDeclaration, site: SiteFacts): Flaw[] => [
  ...nodeFlaws(declaration, (size) => nodeShape(size) !== undefined, { vcpus: LARGEST_NODE.ocpus * 2, gib: LARGEST_NODE.gib }),
  ...rangeFlaws(site, Object.values(INNER)),
  ...addressFlaws(declaration, site, 'the private subnet of its network'),
];
