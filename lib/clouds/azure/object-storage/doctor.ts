import { asked, type DoctorItem } from '../../../words/doctor';
import { policies } from '../cli';
import { accountState } from '../cli-doctor';
import { APPLY, registered } from '../doctor';
import { accountOf, type AccountPlacement } from './steps';

/** Whether an account is there, and follows the other side where it stands by. Its vaulted copies are asked about with the vault. */
export function containerDoctor(placement: AccountPlacement): DoctorItem[] {
  const { id, component, here, attached } = placement;
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
  return [registered(account, region, 'Microsoft.Storage', id), there, ...(attached ? [follows(placement)] : [])];
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
