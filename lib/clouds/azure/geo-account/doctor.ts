import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { accountDoorsIn, FOLLOWS_LIVE, geoRole } from '../cli-geo';
import { registered } from '../doctor';
import { geoAccountOf, type GeoPlacement } from './names';

/** Whether the account has the region, and is led to from the site. */
export function geoDoctor({ id, component, here, form }: GeoPlacement): DoctorItem[] {
  const { region, account, ground } = here;
  const words = geoAccountOf(here);
  return [
    registered(account, region, 'Microsoft.Storage', id),
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} is at ${region}, and ${works(form) ? 'takes writes' : 'follows'} there`,
      run: geoRole(words, region),
      matches: works(form) ? 'succeeded writes live' : FOLLOWS_LIVE,
      endpoint: region,
      fix: `${APPLY}: an account that is in one region since a forced failover is sent to the other one again by a reprotect`,
    }),
    asked({
      about: 'standby',
      id: `led-${id}`,
      title: `An endpoint at ${region} leads to ${component}`,
      run: accountDoorsIn(words, ground.group),
      matches: '[1-9]\\d*',
      endpoint: region,
      fix: APPLY,
    }),
  ];
}
