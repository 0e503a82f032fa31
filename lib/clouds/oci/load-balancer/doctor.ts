import { askedRoom } from '../../../port/room-words';
import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { balancerRoom, balancersNamed } from '../cli-balancer';
import type { BalancerPlacement as Entrance } from './names';

/** Whether a load balancer is there, or could be made on the day. That its firewall stands, and its certificate lasts, is a signal, which is asked anyway. */
export function balancerDoctor({ id, component, posture, here: { region, account, names } }: Entrance): DoctorItem[] {
  if (posture !== 'none')
    return [
      asked({
        about: 'standby',
        id: `there-${id}`,
        title: `${component} at ${region} is there`,
        run: balancersNamed(region, account, names.balancer),
        matches: '[1-9]\\d*',
        endpoint: region,
        fix: APPLY,
      }),
    ];
  return [
    askedRoom({
      id: `quota-balancer-${id}`,
      title: `${region} has room for ${MORE} load balancers more: ${component} is made on the day`,
      of: 'flexible load balancers',
      more: 1,
      run: balancerRoom(region, account),
      endpoint: region,
      fix: 'ask for more: https://docs.oracle.com/iaas/Content/General/Concepts/servicelimits.htm; it may take days',
    }),
  ];
}
