import type { LoadBalancerDeclaration } from '../../../components/load-balancer';
import type { AwsPlacement } from '../cell';
import { AWS_NAMES } from '../facts';

/** The names that a load balancer asks for. */
export const BALANCER_NAMES = { balancer: AWS_NAMES.loadBalancer, group: AWS_NAMES.securityGroup };

/** A name of a load balancer. */
export type BalancerName = keyof typeof BALANCER_NAMES;
/** A load balancer at a site. */
export type BalancerPlacement = AwsPlacement<LoadBalancerDeclaration, BalancerName>;
