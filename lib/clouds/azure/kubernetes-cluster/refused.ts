import type { KubernetesClusterDeclaration } from '../../../components/kubernetes-cluster';
import { addressFlaws, nodeFlaws, rangeFlaws } from '../../../port/cluster-flaws';
import type { Flaw, SiteFacts } from '../../../port/facts';
import { INNER } from './cluster';
import { LARGEST_NODE, nodeSize } from './sizes';

/** What AKS does not take of a cluster. */
export const clusterFlaws = (declaration: KubernetesClusterDeclaration, site: SiteFacts): Flaw[] => [
  ...poolNames(declaration),
  ...nodeFlaws(declaration, (size) => nodeSize(size) !== undefined, LARGEST_NODE),
  ...rangeFlaws(site, [INNER.pods, INNER.services]),
  ...addressFlaws(declaration, site, 'the subnet of the cluster'),
];

/** https://learn.microsoft.com/azure/aks/create-node-pools ("Limitations"), 2026-11; `system` and `rotating` are those of Kubernetes itself. */
const poolNames = ({ pools }: KubernetesClusterDeclaration): Flaw[] =>
  pools
    .filter(({ name }) => !/^[a-z][a-z0-9]{0,11}$/.test(name) || ['system', 'rotating'].includes(name))
    .map(({ name }) => ({
      of: 'pools',
      value: name,
      allowed: 'names of at most 12 small letters and digits, and neither system nor rotating',
      fix: "name: 'apps'",
    }));
