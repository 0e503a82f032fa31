import type { LoadBalancerDeclaration } from '../../../components/load-balancer';
import { asked, type DoctorItem } from '../../../words/doctor';
import type { AwsPlacement } from '../cell';
import { balancerRoom, balancerState, HAS_ROOM } from '../cli-doctor';
import { APPLY } from '../doctor';

/** Whether a load balancer is there, or could be made on the day. */
export function balancerDoctor({ id, component, here, posture }: AwsPlacement<LoadBalancerDeclaration, 'balancer'>): DoctorItem[] {
  const { region, names } = here;
  if (posture !== 'none')
    return [
      asked({
        about: 'standby',
        id: `there-${id}`,
        title: `${component} at ${region} is there`,
        run: balancerState(region, names.balancer),
        matches: 'active',
        endpoint: region,
        fix: APPLY,
      }),
    ];
  return [
    asked({
      about: 'quota',
      id: `quota-balancer-${id}`,
      title: `${region} has room for ${component}, which is made on the day`,
      run: balancerRoom(region),
      matches: HAS_ROOM,
      endpoint: region,
      fix: 'ask for more: aws service-quotas request-service-quota-increase --service-code elasticloadbalancing; it may take days',
    }),
  ];
}
