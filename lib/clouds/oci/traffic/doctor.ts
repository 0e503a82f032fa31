import { SERVING_PATH } from '../../../components/load-balancer';
import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { certificateHas, recordsOf } from '../cli-traffic';
import { hostOf, namesOf, ordersOf, usersOf, zoneIn, type Entrance, type Traffic } from './names';

/** Whether the zone has what the switch writes, users are led to a site that serves, and each certificate has the names that its site is asked under. */
export const trafficDoctor = (traffic: Traffic): DoctorItem[] => [
  records(traffic),
  leads(traffic),
  ...[traffic.first, traffic.second].flatMap((peer) => certificateAt(traffic, peer)),
];

/** DNS is one service of all regions: it is asked through that of the side that stands by, which outlives the other one. */
function records(traffic: Traffic): DoctorItem {
  const { zone, name, first, second, other } = traffic;
  const entrances = [first, second].flatMap((peer) => Object.values(namesOf(traffic, peer)) as string[]);
  const names = [...usersOf(traffic), ...entrances, ...ordersOf(traffic).map((order) => hostOf(order, traffic))];
  return asked({
    about: 'traffic',
    id: `records-${name}`,
    title: `${zone} has a record of ${name}, of each entrance, and of both orders`,
    run: recordsOf(other.region, zoneIn(traffic), zone, names),
    matches: 'complete',
    endpoint: other.region,
    fix: `the zone is yours to make; the records are made by the stack of traffic: ${APPLY}`,
  });
}

/**
 * A policy finds out whether an answer is down by its name, as a target of the monitor: were it not found, the first answer of the order would be given, which
 * stands by (UNVERIFIED: how the service compares them).
 */
const leads = ({ name, entrance, base }: Traffic): DoctorItem =>
  asked({
    about: 'traffic',
    id: `leads-${name}`,
    title: `${name} leads to the site that serves`,
    run: [...['curl', '-fsS', '-m', '10'], `${entrance.certificates[base.site] === undefined ? 'http' : 'https'}://${name}${SERVING_PATH}`],
    matches: 'serving.*',
    endpoint: 'global',
    fix: `look whether the monitor reports each of its targets (oci health-checks http-probe-result list), and whether the policy has it: ${APPLY}`,
  });

/** A certificate without the name that users know fails them; without those of the entrance, its site is never seen to serve. */
function certificateAt(traffic: Traffic, peer: Entrance): DoctorItem[] {
  const { entrance } = traffic;
  const id = entrance.certificates[peer.site];
  if (id === undefined) return [];
  const { plain, again } = namesOf(traffic, peer);
  const names = [...usersOf(traffic), plain, again];
  return [
    asked({
      about: 'traffic',
      id: `certificate-${peer.region}`,
      title: `The certificate of ${entrance.id} at ${peer.site} is in use, and has the names ${names.join(', ')}`,
      run: certificateHas(peer.region, id, names),
      matches: 'complete',
      endpoint: peer.region,
      fix: `a certificate with these names, or hostNames that it has: ${APPLY}`,
    }),
  ];
}
