import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { bucketThere, replicationRule } from '../cli-doctor';
import { logsItem, optInItem } from '../doctor';
import { askedOf } from '../../../port/needed';
import { bucketNeeds } from './existing';
import { RULE, type BucketPlacement } from './names';
import { failedOperations } from './steps';

/** Whether a bucket is there, is copied, and has what is written at the other side. */
export function bucketDoctor(placement: BucketPlacement): DoctorItem[] {
  const { id, component, here, form, joined, declaration } = placement;
  const { region, account, names } = here;
  const logs = logsItem({ id, component, region, account, bucket: declaration.accessLogs[here.site] });
  const there = asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${region} is there`,
    run: bucketThere(region, names.bucket),
    matches: '[\\s\\S]*',
    endpoint: region,
    fix: here.existing ? `${names.bucket} is not there, or lets nobody look` : APPLY,
  });
  const follows = form === 'standby' && joined === 'replica';
  const needed = here.existing ? askedOf(region, bucketNeeds(placement, here)) : [];
  return [there, ...needed, ...logs, optInItem(region, 'S3', component), ...(follows ? [sent(placement), arrived(placement)] : [])];
}

function sent({ id, component, here, peer }: BucketPlacement): DoctorItem {
  return asked({
    about: 'standby',
    id: `sends-${id}`,
    title: `${component} at ${peer.region} sends what is written to ${here.region}`,
    run: replicationRule(peer.region, peer.names.bucket, RULE),
    matches: 'Enabled',
    endpoint: peer.region,
    fix: `the rule is made where the sites meet: ${APPLY}`,
  });
}

const DAY = 86_400;

/** What failed is at the other side alone, until it is sent once more. */
function arrived(placement: BucketPlacement): DoctorItem {
  const { id, component, peer } = placement;
  return asked({
    about: 'standby',
    id: `failed-${id}`,
    title: `Nothing of ${component} at ${peer.region} failed to replicate in the last day`,
    run: failedOperations(placement, DAY),
    matches: '0(\\.0+)?',
    endpoint: peer.region,
    fix: `mend why (rights of ${peer.names.role}, the keys), then send it once more: the step seed-${id} of the reprotect sheet has the command`,
  });
}
