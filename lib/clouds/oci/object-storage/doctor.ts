import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { sources } from '../cli';
import { ownBucketSays } from '../cli-doctor';
import type { BucketPlacement } from './steps';

/**
 * Whether a bucket is there, without versions, and follows the other side where it stands by. There are no copies that could be asked about.
 * One that has, or ever had, versions is not known to follow anybody: that the roles can turn is looked at on both sides.
 */
export function bucketDoctor({ id, component, here, peer, attached }: BucketPlacement): DoctorItem[] {
  const { region, names } = here;
  const look = (step: string, title: string, run: string[], matches: string, fix: string): DoctorItem =>
    asked({ about: 'standby', id: `${step}-${id}`, title: `${component} at ${region} ${title}`, run, matches, endpoint: region, fix });
  const unversioned = `${APPLY}. Where somebody turned versions on, they are never off again: no replication ends in it, so move the data to one that never had any`;
  const there = look(
    'there',
    'is there, and never had versions',
    ownBucketSays(region, names.bucket, 'versioning'),
    'Disabled',
    unversioned,
  );
  if (!attached) return [there];
  const fix = `the policy is made where the sites meet: ${APPLY}`;
  return [there, look('received', `follows ${peer.region}`, sources(region, names.bucket), '[1-9][0-9]*', fix)];
}
