import type { LoadBalancerDeclaration } from '../components/load-balancer';
import type { Placement } from '../plan/plan';

/** Whether something runs behind an entrance while it stands by. What its architect registers there is not known. */
export const keepsRunning = ({
  declaration,
  form,
  posture,
}: Pick<Placement<LoadBalancerDeclaration>, 'declaration' | 'form' | 'posture'>): boolean =>
  declaration.target !== undefined && form !== 'fenced' && (posture === 'reduced' || posture === 'full');
