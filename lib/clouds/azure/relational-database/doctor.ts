import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { backupsOf, serverRole, zonesOf } from '../cli-database';
import { passwordIsThere } from '../database-password';
import { registered } from '../doctor';
import { outgrownAt } from './alike';
import { serverOf, type DatabasePlacement } from './names';

/** Whether a server is there and ready, and whoever works on it finds its password at its own site. */
export function databaseDoctor(placement: DatabasePlacement): DoctorItem[] {
  const { id, component, here, attached, form } = placement;
  const { region, account } = here;
  return [
    registered(account, region, 'Microsoft.DBforPostgreSQL', id),
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${region} is there, and ready`,
      run: serverRole(serverOf(here)),
      matches: attached ? 'Ready (Geo)?AsyncReplica' : 'Ready \\w+',
      endpoint: region,
      fix: APPLY,
    }),
    passwordIsThere(placement, 'what joins the sites carries it'),
    ...(works(form) ? serving(placement) : []),
    ...(placement.spread === 'zonal' ? [overZones(placement)] : []),
  ];
}

/** A server that was changed by hand, or whose second one found no room, stands in one zone. */
function overZones({ id, component, here }: DatabasePlacement): DoctorItem {
  return asked({
    about: 'standby',
    id: `zones-${id}`,
    title: `${component} at ${here.region} has a second server in another zone, which is in step`,
    run: zonesOf(serverOf(here)),
    matches: 'ZoneRedundant Healthy',
    endpoint: here.region,
    fix: 'apply its stack; where Azure has no room for it in another zone, another size',
  });
}

/** What is made from it has to be as large; and what took the role has no backup of its own until the next day. */
function serving(placement: DatabasePlacement): DoctorItem[] {
  const { id, component, here } = placement;
  const { onFailure: fix, ...fits } = outgrownAt(placement, here);
  return [
    asked({ about: 'standby', id: `fits-${id}`, ...fits, fix }),
    asked({
      about: 'copies',
      id: `backups-${id}`,
      title: `There is a backup of ${component} at ${here.region}, from which a moment of the last days can be restored`,
      run: backupsOf(serverOf(here)),
      matches: '[1-9]\\d*',
      endpoint: here.region,
      fix: 'wait for the first one: none is made of what follows, and one a day of what has the role',
    }),
  ];
}
