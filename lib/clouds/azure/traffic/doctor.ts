import { APPLY, asked, notSeen, type DoctorItem } from '../../../words/doctor';
import { certificateHas } from '../cli-gateway';
import { profileNamed, recordsOf } from '../cli-traffic';
import { inVault } from '../vault-region';
import { OURS_OR_FREE } from '../name-words';
import { inZone, labelOf, profileHost, usersOf, type Traffic } from './names';

const GLOBAL = 'global';

/** Whether the name of the profile is ours, the zone has what the switch writes, and each certificate the names that its site answers under. */
export const trafficDoctor = (traffic: Traffic): DoctorItem[] => [
  labelFree(traffic),
  records(traffic),
  ...Object.keys(traffic.entrances).flatMap((site) => certificateAt(traffic, site)),
];

/** Names of profiles are unique in the world. One that is deleted is kept for its tenant (https://learn.microsoft.com/azure/traffic-manager/traffic-manager-faqs, 2026-11). */
const labelFree = (traffic: Traffic): DoctorItem =>
  asked({
    about: 'traffic',
    id: `profile-${labelOf(traffic)}`,
    title: `${profileHost(traffic)} is ours, or free`,
    run: profileNamed(traffic.first.account, labelOf(traffic)),
    matches: OURS_OR_FREE,
    endpoint: GLOBAL,
    fix: 'another record: the name of the profile is made of it. Where the witness is in another subscription, look there',
  });

function records(traffic: Traffic): DoctorItem {
  const { zone, name, first, zoneOwner, entrances, zoneElsewhere } = traffic;
  const title = `${zone} has a record of ${name}, and of each entrance`;
  if (zoneElsewhere)
    return notSeen(
      'traffic',
      `whether ${title}`,
      'it is a zone of another provider: its records are made by hand, and the sheet says which',
    );
  return asked({
    about: 'traffic',
    id: `records-${name}`,
    title,
    run: recordsOf(
      zoneOwner?.account ?? first.account,
      zone,
      [...usersOf(traffic), ...Object.values(entrances)].map((one) => inZone(one, zone)),
    ),
    matches: 'complete',
    endpoint: GLOBAL,
    fix: `the zone is yours to make; the records are made by the stack of traffic: ${APPLY}`,
  });
}

/** A certificate without the name that users know fails them, and one without that of the entrance whoever asks a site alone. */
function certificateAt(traffic: Traffic, site: string): DoctorItem[] {
  const { entrance, entrances, first, second } = traffic;
  const id = entrance.certificates[site];
  const peer = [first, second].find((one) => one.site === site);
  if (id === undefined || !peer) return [];
  const { vaultName, name } = inVault(id);
  const names = [...usersOf(traffic), entrances[site] as string];
  return [
    asked({
      about: 'traffic',
      id: `certificate-${peer.region}`,
      title: `The certificate of ${entrance.id} at ${site} is in use, and has the names ${names.join(', ')}`,
      run: certificateHas(peer.account, vaultName, name, names),
      matches: 'complete',
      endpoint: peer.region,
      fix: `a certificate with these names, or hostNames that it has: ${APPLY}`,
    }),
  ];
}
