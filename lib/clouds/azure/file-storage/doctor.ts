import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { registered } from '../doctor';
import { shareCopyAge } from '../cli-geo';
import { geoDoctor } from '../geo-account/doctor';
import { SHARE, type FilePlacement } from './names';
import { vaultOf } from './signals';

/** Whether the account has the region and is led to from the site, and whether copies are made. */
export function fileDoctor(placement: FilePlacement): DoctorItem[] {
  const { id, component, here } = placement;
  return [
    ...geoDoctor(placement),
    registered(here.account, here.region, 'Microsoft.RecoveryServices', id),
    asked({
      about: 'copies',
      id: `copied-${id}`,
      title: `Copies of ${component} are made`,
      run: shareCopyAge(vaultOf(placement), SHARE),
      matches: '\\d+',
      endpoint: here.region,
      fix: `${APPLY} of the base of the site that the code names first, and wait: the first copy is made within hours`,
    }),
  ];
}
