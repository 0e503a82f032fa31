import type { KubernetesClusterDeclaration } from '../../../components/kubernetes-cluster';
import { addressFlaws, nodeFlaws, rangeFlaws } from '../../../port/cluster-flaws';
import type { Flaw, SiteFacts } from '../../../port/facts';
import type { BaseContext } from '../../../port/cloud';
import { ContinuityError } from '../../../words/errors';
import type { AwsGroundName } from '../ground-names';
import { SERVICES } from './cluster';
import type { ClusterBase } from './names';
import { LARGEST_NODE, nodeType } from './sizes';

/** What EKS does not take of a cluster. */
export const clusterFlaws = (declaration: KubernetesClusterDeclaration, site: SiteFacts): Flaw[] => [
  ...nodeFlaws(declaration, (size) => nodeType(size) !== undefined, { vcpus: LARGEST_NODE[1], gib: LARGEST_NODE[2] }),
  ...rangeFlaws(site, [SERVICES]),
  ...addressFlaws(declaration, site, 'a private subnet of its network'),
];

/**
 * Velero reads its copies at the side that takes over, in a bucket that has them: copies of AWS Backup come twice a day, and are restored into one first, of
 * which no figure of the cluster knows. Throws `DR-VALUE-01` where that is all there is.
 */
export function refuseUnreplicated({ placements }: Pick<BaseContext<AwsGroundName>, 'placements'>, { id, declaration }: ClusterBase): void {
  const to = declaration.backup?.to;
  const storage = placements.find(({ component }) => component === to);
  if (storage === undefined || storage.joined === 'replica') return;
  throw new ContinuityError({
    id: 'DR-VALUE-01',
    what: `${id} cannot be restored from object storage that is itself restored on the day`,
    value: `backup.to ${to}, which is kept by copies`,
    allowed: 'object storage that is replicated, as hot and vital have it',
    fix: `give ${to} a tier of its own: tier: Tier.HOT`,
  });
}
