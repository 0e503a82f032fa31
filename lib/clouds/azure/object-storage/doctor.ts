import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { policies } from '../cli';
import { accountState, neverSent, restorable } from '../cli-doctor';
import { registered } from '../doctor';
import { accountAsked, restoreFix } from './existing';
import { accountOf, peerOf, type AccountPlacement } from './names';
import { RESTORE_DAYS } from './figures';

/**
 * Whether an account is there; where it stands by, whether it follows the other side and is sent all that is there; where it serves, whether
 * what is deleted comes back.
 */
export function containerDoctor(placement: AccountPlacement): DoctorItem[] {
  const { id, component, here, attached } = placement;
  const { region, account } = here;
  const there = asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${region} is there`,
    run: accountState(accountOf(placement)),
    matches: 'Succeeded available',
    endpoint: region,
    fix: APPLY,
  });
  return [
    registered(account, region, 'Microsoft.Storage', id),
    there,
    ...(attached ? [follows(placement), isSent(placement)] : [isRestorable(placement)]),
    ...accountAsked(placement),
  ];
}

function follows(placement: AccountPlacement): DoctorItem {
  const { id, component, here, peer } = placement;
  return asked({
    about: 'standby',
    id: `received-${id}`,
    title: `${component} at ${here.region} follows ${peer.region}`,
    run: policies(accountOf(placement)),
    matches: '[1-9][0-9]*',
    endpoint: here.region,
    fix: `the policy is made where the sites meet: ${APPLY}`,
  });
}

/** Nothing else brings back what somebody deleted: no vault has a copy. */
function isRestorable(placement: AccountPlacement): DoctorItem {
  const { id, component, here } = placement;
  return asked({
    about: 'copies',
    id: `restorable-${id}`,
    title: `${component} at ${here.region} can be brought back to a moment`,
    run: restorable(accountOf(placement)),
    matches: '[Tt]rue [1-9][0-9]*',
    endpoint: here.region,
    fix: here.existing ? `by its owner: ${restoreFix(accountOf(placement), RESTORE_DAYS)}` : APPLY,
  });
}

/** https://learn.microsoft.com/azure/storage/blobs/object-replication-overview: block blobs, neither snapshots nor archived blobs. */
function isSent(placement: AccountPlacement): DoctorItem {
  const { id, component, here, peer } = placement;
  return asked({
    about: 'standby',
    id: `never-sent-${id}`,
    title: `${component} at ${peer.region} has nothing that is never sent to ${here.region}: append and page blobs, snapshots, archived blobs`,
    run: neverSent(peerOf(placement)),
    matches: '0',
    endpoint: peer.region,
    fix: 'write block blobs, bring back what is archived, and copy the rest by a tool of your own (azcopy)',
  });
}
