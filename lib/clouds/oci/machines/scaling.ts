import {
  AutoscalingAutoScalingConfiguration,
  type AutoscalingAutoScalingConfigurationPoliciesRules,
} from '@cdktf/provider-oci/autoscaling-auto-scaling-configuration';
import type { CoreInstancePool } from '@cdktf/provider-oci/core-instance-pool';
import { AIM } from '../../../port/starting';
import { works } from '../../../words/posture';
import type { OciContext } from '../cell';
import { boundsAt, type MachinePlacement } from './names';

/** Seconds between two steps of it: 300 at the least (v7.29.0, autoscaling_auto_scaling_configuration). */
const COOLS_DOWN = 300;

/**
 * What scales a pool, where it serves and may grow, and nowhere else: where it stands by its number is that of its form, and nothing brings a machine back that a fence took. All of a
 * policy is force-new, and a new one begins at its first number again (`initial`): a change of the bounds takes back what the load asked for, once.
 */
export function renderScaling(
  { stack, site, workload }: OciContext,
  placement: MachinePlacement,
  pool: CoreInstancePool,
): AutoscalingAutoScalingConfiguration[] {
  const { id, here, component, form } = placement;
  const { least, most } = boundsAt(placement);
  if (!works(form) || most === least) return [];
  const scaling = new AutoscalingAutoScalingConfiguration(stack, `${id}-scaling`, {
    compartmentId: site.account,
    displayName: here.names.machines,
    autoScalingResources: { id: pool.id, type: 'instancePool' },
    coolDownInSeconds: COOLS_DOWN,
    isEnabled: true,
    policies: [
      {
        displayName: 'load',
        policyType: 'threshold',
        isEnabled: true,
        capacity: { initial: least, min: least, max: most },
        rules: [rule('grows', 'GT', AIM, Math.max(1, Math.floor(least / 2))), rule('shrinks', 'LT', AIM / 2, -1)],
      },
    ],
    freeformTags: { workload: workload.id, component },
  });
  return [scaling];
}

const rule = (displayName: string, operator: string, percent: number, by: number): AutoscalingAutoScalingConfigurationPoliciesRules => ({
  displayName,
  action: { type: 'CHANGE_COUNT_BY', value: by },
  metric: { metricType: 'CPU_UTILIZATION', threshold: { operator, value: percent } },
});
