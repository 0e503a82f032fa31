import { works } from '../words/posture';
import type { Standing } from './capacity';
import { instancesAt } from './instances';
import type { KubernetesClusterDeclaration, NodePoolDeclaration } from './kubernetes-cluster';

/** A pool, and how many of its nodes there are at least and at most. */
export interface PoolWords {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

/** A cluster at a site. */
type Placed = Pick<Standing, 'form' | 'posture'> & { readonly declaration: Pick<KubernetesClusterDeclaration, 'pools'> };

/** How many nodes of a pool stand at a site at the least, and at the most. */
export function nodesOf(pool: NodePoolDeclaration, at: Pick<Standing, 'form' | 'posture'>): PoolWords {
  const least = instancesAt(pool, at);
  return { name: pool.name, least, most: works(at.form) ? pool.instances.most : least };
}

/** The pools of a cluster, as many nodes of each as its site wants. */
export const poolsOf = (placement: Placed): PoolWords[] => placement.declaration.pools.map((pool) => nodesOf(pool, placement));

/** The same ahead of a move, which raises them itself: how many its standby kept is no matter of it, and no longer known where the role is about to change. */
export const poolsAhead = (placement: Placed): PoolWords[] => poolsOf(placement).map((pool) => ({ ...pool, least: 0 }));

/** The same once it serves. */
export const poolsServing = ({ declaration: { pools } }: Pick<Placed, 'declaration'>): PoolWords[] =>
  pools.map(({ name, instances: { active, most } }) => ({ name, least: active, most }));

/** How many nodes of each pool a standby lacks of what serves. */
export const nodesLacking = (placement: Placed): { readonly pool: NodePoolDeclaration; readonly more: number }[] =>
  placement.declaration.pools.map((pool) => ({ pool, more: Math.max(0, pool.instances.active - nodesOf(pool, placement).least) }));

/** Whether nodes of the application stand there. */
export const hasNodes = (placement: Placed): boolean => poolsOf(placement).some(({ least }) => least > 0);

/** Whether the number of nodes of a pool follows the load, where its cluster serves. */
export const scales = ({ instances: { active, most } }: Pick<NodePoolDeclaration, 'instances'>): boolean => most > active;
