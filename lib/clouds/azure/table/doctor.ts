import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { accountState, doorsIn, regionRole, restorableTo } from '../cli-table';
import { registered } from '../doctor';
import { BACKUP_TIERS } from './limits';
import { accountOf, containerOf, type TablePlacement } from './names';

/** Whether the account has the region, is led to from the site, is closed to keys, and can be restored to a moment there. */
export function tableDoctor(placement: TablePlacement): DoctorItem[] {
  const { id, component, here, form, declaration } = placement;
  const { region, account, ground } = here;
  const words = accountOf(here);
  return [
    registered(account, region, 'Microsoft.DocumentDB', id),
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} is at ${region}, and ${works(form) ? 'takes writes' : 'follows'} there`,
      run: regionRole(words, region),
      matches: works(form) ? 'Succeeded writes' : 'Succeeded reads',
      endpoint: region,
      fix: `${APPLY}; a region that was taken out is brought back by Microsoft, within days`,
    }),
    asked({
      about: 'standby',
      id: `led-${id}`,
      title: `An endpoint at ${region} leads to ${component}`,
      run: doorsIn(words, ground.group),
      matches: '[1-9]\\d*',
      endpoint: region,
      fix: APPLY,
    }),
    asked({
      about: 'copies',
      id: `kept-${id}`,
      title: `${component} is backed up for ${declaration.restorableDays} days, opened by no key, and changed over by nobody but a move`,
      run: accountState(words),
      matches: `Continuous ${BACKUP_TIERS[declaration.restorableDays] ?? '\\w+'} [Tt]rue [Ff]alse`,
      endpoint: region,
      fix: 'apply the base stack of the site that the code names first',
    }),
    asked({
      about: 'copies',
      id: `restorable-${id}`,
      title: `${component} can be restored to a moment in ${region}`,
      run: restorableTo(words, containerOf(component), region),
      matches: '\\d.*',
      endpoint: region,
      fix: 'wait: the first backup of a region comes once it is filled',
    }),
  ];
}
