import type { AwsContext } from '../cell';
import { isOf } from '../../../components/declarations';

/** Where what serves behind a load balancer registers itself. */
export interface Entrance {
  /** The ARN of its target group. */
  readonly targets: string;
  /** The id of its security group. */
  readonly guard: string;
  /** The address of what leads there: a target group takes nobody before something does. */
  readonly leads: string;
}

/**
 * The load balancer that serves a component at this site, by the addresses of what is rendered for it: it waits for what is behind it, so
 * it is rendered later.
 */
export function entranceOf({ placements }: Pick<AwsContext, 'placements'>, component: string): Entrance | undefined {
  const found = placements.find(
    ({ declaration, retired }) => !retired && isOf('load-balancer', declaration) && declaration.target === component,
  );
  if (!found) return undefined;
  return {
    targets: `\${aws_lb_target_group.${found.id}-targets.arn}`,
    guard: `\${aws_security_group.${found.id}-guard.id}`,
    leads: `aws_lb_listener_rule.${found.id}-attached`,
  };
}
