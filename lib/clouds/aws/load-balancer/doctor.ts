import { asked, type DoctorItem } from '../../../words/doctor';
import { balancerState, bucketRegion } from '../cli-doctor';
import { balancerRoom, HAS_ROOM } from '../cli-room';
import { APPLY } from '../doctor';
import { askedOf } from '../existing';
import { balancerNeeds } from './existing';
import type { BalancerPlacement as Entrance } from './names';

/** Whether a load balancer is there, or could be made on the day; and whether its logs have somewhere to go: it is not made without. */
export function balancerDoctor(entrance: Entrance): DoctorItem[] {
  const needed = entrance.here.existing ? askedOf(entrance.here.region, balancerNeeds(entrance)) : [];
  return [...standsOf(entrance), ...needed, ...logsOf(entrance)];
}

function standsOf({ id, component, here, posture }: Entrance): DoctorItem[] {
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
        fix: here.existing ? `${names.balancer} is not there: name the one that serves` : APPLY,
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

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html, 2026-11: the bucket is in the region of the load balancer. */
function logsOf({ id, component, here, declaration }: Entrance): DoctorItem[] {
  const { region, site } = here;
  const bucket = declaration.accessLogs[site];
  if (bucket === undefined) return [];
  return [
    asked({
      about: 'standby',
      id: `logs-${id}`,
      title: `The access logs of ${component} have a bucket at ${region}`,
      run: bucketRegion(region, bucket),
      matches: region,
      endpoint: region,
      fix: `another bucket for accessLogs: ${bucket} is not in ${region}, or lets nobody look`,
    }),
  ];
}
