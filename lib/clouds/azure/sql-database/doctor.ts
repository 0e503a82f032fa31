import { HAS_ROOM } from '../../../port/room-words';
import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { BY_COMMAND, databaseStatus, FOLLOWS, groupOf, overZones, restorableSince, roleIn, roomFor } from '../cli-sql';
import { passwordIsThere } from '../database-password';
import { registered } from '../doctor';
import { isMade } from '../restored';
import { pairOf, type SqlPlacement } from './names';
import { databaseAsked } from './needs';
import { NO_OWNER } from './steps';

/** Whether a database is there and in its role, and whoever works on it finds its password at its own site. */
export function sqlDoctor(placement: SqlPlacement): DoctorItem[] {
  const { id, component, here, attached, form, spread } = placement;
  const { region, account } = here;
  const pair = pairOf(placement);
  // What a move asks first says whether it can be made there.
  if (!isMade(placement)) return [registered(account, region, 'Microsoft.Sql', id), passwordIsThere(placement)];
  return [
    registered(account, region, 'Microsoft.Sql', id),
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${region} is there, and ${attached ? 'follows in step' : 'online'}`,
      run: attached ? roleIn(pair.own, pair) : databaseStatus(pair.own),
      matches: attached ? FOLLOWS : 'Online',
      endpoint: region,
      fix: APPLY,
    }),
    passwordIsThere(placement),
    ...(works(form) ? serving(placement) : []),
    ...databaseAsked(placement),
    ...(spread === 'zonal'
      ? [
          asked({
            about: 'standby',
            id: `zones-${id}`,
            title: `${component} at ${region} is over several zones`,
            run: overZones(pair.own),
            matches: '[Tt]rue',
            endpoint: region,
            fix: here.existing
              ? 'az sql db update --zone-redundant true, with its --subscription, --resource-group, --server and --name: by its owner'
              : 'apply its stack; where Azure has no zone redundancy of General Purpose in that region, another region, or a tier of your own (azure.customize: skuName BC_Gen5_…)',
          }),
        ]
      : []),
  ];
}

/** Who moves roles; whether it may grow as it is declared to; and since when a moment of it can be restored. */
function serving(placement: SqlPlacement): DoctorItem[] {
  const { id, component, here, declaration, joined } = placement;
  const { region } = here;
  const { own, failoverGroup } = pairOf(placement);
  const update = `az sql db update --subscription ${own.subscription} --resource-group ${own.group} --server ${own.server} --name ${own.database} --max-size ${declaration.gib}GB`;
  return [
    ...(joined === 'replica'
      ? [
          asked({
            about: 'standby',
            id: `group-${id}`,
            title: `${component} at ${region} has the role in its failover group, and roles move by command alone`,
            run: groupOf(own, failoverGroup),
            matches: BY_COMMAND,
            endpoint: region,
            fix: NO_OWNER,
          }),
        ]
      : []),
    asked({
      about: 'standby',
      id: `room-${id}`,
      title: `${component} at ${region} may grow as large as it is declared to`,
      run: roomFor(own, declaration.gib),
      matches: HAS_ROOM,
      endpoint: region,
      fix: `${update}: the one that follows has it from there`,
    }),
    asked({
      about: 'copies',
      id: `backups-${id}`,
      title: `${component} at ${region} can be restored to a moment of the last days`,
      run: restorableSince(own),
      matches: '\\d{4}-\\d\\d-\\d\\dT.*',
      endpoint: region,
      fix: 'wait for its first backup: none is made of what follows, and the first one of what takes the role soon after',
    }),
  ];
}
