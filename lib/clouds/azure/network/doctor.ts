import { OWNER } from '../../../components/network';
import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { addressRoom } from '../cli-room';
import { askedRoom } from '../../../port/room-words';
import { groupOutlives, networkState } from '../cli-doctor';
import { registered } from '../doctor';
import { siteGroupId } from '../ids';
import type { NetworkPlacement } from './names';

/** Whether the network is there: a failover makes none; and whether its ways out could be made on the day. */
export function networkDoctor(placement: NetworkPlacement): DoctorItem[] {
  const { id, component, declaration, here } = placement;
  const found = declaration.existing?.[here.site]?.id;
  return [
    registered(here.account, here.region, 'Microsoft.Network', id),
    asked({
      about: 'standby',
      id: `there-${id}`,
      title: `${component} at ${here.region} is there`,
      run: networkState(found ?? `${siteGroupId(here)}/providers/Microsoft.Network/virtualNetworks/${here.names.network}`),
      matches: `Succeeded ${here.region}`,
      endpoint: here.region,
      fix: found === undefined ? APPLY : `make ${found} in ${here.region}, or adopt another network`,
    }),
    ...hasZones(placement),
    ...hasAddresses(placement),
  ];
}

/** An endpoint that is made on the day is written into zones that exist: their group may not die with the region that it is made for. */
function hasZones({ id, component, declaration, here, peer }: NetworkPlacement): DoctorItem[] {
  const zones = declaration.existing?.[here.site]?.privateZones;
  if (zones === undefined || zones === OWNER) return [];
  const [, , subscription = '', , group = ''] = zones.split('/');
  return [
    asked({
      about: 'standby',
      id: `zones-${id}`,
      title: `The private zones that ${component} knows at ${here.region} can be written while ${peer.region} is out`,
      run: groupOutlives(subscription, group, peer.region),
      matches: `outlives ${peer.region}`,
      endpoint: here.region,
      fix: `zones of a resource group in ${here.region}, or in a third region, linked to this network: no group is moved`,
    }),
  ];
}

function hasAddresses({ id, component, declaration, here: { region, account, existing }, posture }: NetworkPlacement): DoctorItem[] {
  if (declaration.egress !== 'nat' || posture !== 'prepared' || existing) return [];
  return [
    askedRoom({
      id: `quota-addresses-${id}`,
      title: `${region} has room for ${MORE} public addresses more: those of ${component} are made on the day`,
      of: 'public addresses',
      more: declaration.zones,
      run: addressRoom(account, region),
      endpoint: region,
      fix: 'ask for more: https://learn.microsoft.com/azure/quotas/networking-quota-requests; it may take days',
    }),
  ];
}
