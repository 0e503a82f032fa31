import type { LoadBalancerDeclaration } from '../../../components/load-balancer';
import type { OciPlacement } from '../cell';
import { OCI_NAMES } from '../facts';

/** The names that an entrance takes: its own, which its address, its group and its firewall bear, too. */
export const BALANCER_NAMES = { balancer: OCI_NAMES.balancer };

/** One of them. */
export type BalancerName = keyof typeof BALANCER_NAMES;
/** An entrance at a site. */
export type BalancerPlacement = OciPlacement<LoadBalancerDeclaration, BalancerName>;
