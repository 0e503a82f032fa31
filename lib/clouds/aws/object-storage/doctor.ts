import { asked, type DoctorItem } from '../../../words/doctor';
import { bucketThere, replicationRule } from '../cli-doctor';
import { APPLY, optInItem } from '../doctor';
import type { BucketPlacement } from './steps';

/** Whether a bucket is there, is copied, and has what is written at the other side. */
export function bucketDoctor(placement: BucketPlacement): DoctorItem[] {
  const { id, component, here, form, joined } = placement;
  const { region, names } = here;
  const there = asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${region} is there`,
    run: bucketThere(region, names.bucket),
    matches: '[\\s\\S]*',
    endpoint: region,
    fix: APPLY,
  });
  const follows = form === 'standby' && joined === 'replica';
  return [there, optInItem(region, 'S3', component), ...(follows ? [sent(placement)] : [])];
}

function sent({ id, component, here, peer }: BucketPlacement): DoctorItem {
  return asked({
    about: 'standby',
    id: `sends-${id}`,
    title: `${component} at ${peer.region} sends what is written to ${here.region}`,
    run: replicationRule(peer.region, peer.names.bucket),
    matches: 'Enabled',
    endpoint: peer.region,
    fix: `the rule is made where the sites meet: ${APPLY}`,
  });
}
