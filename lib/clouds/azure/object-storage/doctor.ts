import { inWords } from '../../../objectives/duration';
import type { DoctorFacts } from '../../../port/facts';
import { atMost, WITHIN } from '../../../words/at-most';
import { asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { policies } from '../cli';
import { accountState, copyAge } from '../cli-doctor';
import { APPLY, registered } from '../doctor';
import { accountOf, type AccountPlacement } from './steps';

/** Vaulted copies are made once a day; one may be under way while the next is due. The figure is the library's own. */
const TWO_DAYS = 172_800;

/** Whether an account is there, follows the other side where it stands by, and is copied where it serves. */
export function containerDoctor(placement: AccountPlacement, facts: DoctorFacts): DoctorItem[] {
  const { id, component, here, form, attached } = placement;
  const { region, account } = here;
  const there = asked({
    about: 'standby',
    id: `there-${id}`,
    title: `${component} at ${region} is there`,
    run: accountState(accountOf(here)),
    matches: 'Succeeded available',
    endpoint: region,
    fix: APPLY,
  });
  return [
    registered(account, region, 'Microsoft.Storage', id),
    there,
    ...(attached ? [follows(placement)] : []),
    ...(works(form) ? [copied(placement, Math.max(facts.rpo, TWO_DAYS))] : []),
  ];
}

function follows({ id, component, here, peer }: AccountPlacement): DoctorItem {
  return asked({
    about: 'standby',
    id: `received-${id}`,
    title: `${component} at ${here.region} follows ${peer.region}`,
    run: policies(accountOf(here)),
    matches: '[1-9][0-9]*',
    endpoint: here.region,
    fix: `the policy is made where the sites meet: ${APPLY}`,
  });
}

function copied({ id, component, here }: AccountPlacement, most: number): DoctorItem {
  return asked({
    about: 'copies',
    id: `copy-age-${id}`,
    title: `The newest vaulted copy of ${component} at ${here.region} is at most ${inWords(most)} old`,
    run: atMost(most, copyAge(accountOf(here), here.ground.backupVault)),
    matches: WITHIN,
    endpoint: here.region,
    fix: 'az dataprotection job list says why there is no newer one',
  });
}
