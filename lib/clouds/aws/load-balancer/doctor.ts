import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { balancerState, uploadedLasts } from '../cli-doctor';
import { balancerRoom } from '../cli-room';
import { askedRoom } from '../../../port/room-words';
import { logsItem } from '../doctor';
import { askedOf } from '../../../port/needed';
import { balancerNeeds } from './existing';
import type { BalancerPlacement as Entrance } from './names';
import { DAYS_LEFT } from './signals';

/** Whether a load balancer is there, or could be made on the day; and whether its logs have somewhere to go: it is not made without. */
export function balancerDoctor(entrance: Entrance): DoctorItem[] {
  const needed = entrance.here.existing ? askedOf(entrance.here.region, balancerNeeds(entrance)) : [];
  return [...standsOf(entrance), ...needed, ...logsOf(entrance), ...certificateOf(entrance)];
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
    askedRoom({
      id: `quota-balancer-${id}`,
      title: `${region} has room for ${MORE} entrances more: ${component} is made on the day`,
      of: 'application load balancers',
      more: 1,
      run: balancerRoom(region),
      endpoint: region,
      fix: 'ask for more: aws service-quotas request-service-quota-increase --service-code elasticloadbalancing; it may take days',
    }),
  ];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html, 2026-11: the bucket is in the region of the load balancer. */
const logsOf = ({ id, component, here: { region, site }, declaration }: Entrance): DoctorItem[] =>
  logsItem({ id, component, region, bucket: declaration.accessLogs[site] });

/** A certificate that was uploaded to IAM is renewed by nobody, and no alarm tells when it ends: it is asked. */
function certificateOf({ id, component, here: { region, site }, declaration }: Entrance): DoctorItem[] {
  const certificate = declaration.certificates[site];
  if (!certificate?.includes(':server-certificate/')) return [];
  const name = certificate.slice(certificate.lastIndexOf('/') + 1);
  return [
    asked({
      about: 'traffic',
      id: `certificate-lasts-${id}`,
      title: `The certificate of ${component} at ${region}, which was uploaded to IAM, lasts ${DAYS_LEFT} days more`,
      run: uploadedLasts(name, DAYS_LEFT),
      matches: 'lasts: .*',
      endpoint: region,
      fix: 'upload one that lasts, under another name, and give its ARN; or take one of AWS Certificate Manager, which is renewed, and told of',
    }),
  ];
}
