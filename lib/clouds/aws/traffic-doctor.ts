import type { TrafficPlan } from '../../plan/plan';
import { APPLY, asked, notSeen, type DoctorItem } from '../../words/doctor';
import { certificateHas, recordsOf } from './cli-doctor';

/** Whether the zone has what the switch writes, and each certificate the names that its site answers under. */
export function trafficDoctor(traffic: TrafficPlan): DoctorItem[] {
  return [recordsIn(traffic), ...Object.keys(traffic.entrances).flatMap((site) => certificateAt(traffic, site))];
}

function recordsIn({ zone, name, aliases, entrances, zoneOwner }: TrafficPlan): DoctorItem {
  const title = `${zone} has a record of ${name}, and of each entrance`;
  if (zoneOwner)
    return notSeen('traffic', `whether ${title}`, `it is of the account ${zoneOwner.account}: the program aws logs in by itself`);
  return asked({
    about: 'traffic',
    id: `records-${name}`,
    title,
    run: recordsOf(zone, [name, ...aliases, ...Object.values(entrances)]),
    matches: 'complete',
    endpoint: 'us-east-1',
    fix: `the zone is yours to make; the records are made by the stack of traffic: ${APPLY}`,
  });
}

/** A certificate without the name of the entrance fails the check of the switch, and one without the name that users know fails them. */
function certificateAt({ entrance, name, aliases, entrances }: TrafficPlan, site: string): DoctorItem[] {
  const arn = entrance.certificates[site];
  if (arn === undefined) return [];
  const names = [name, ...aliases, entrances[site] as string];
  const title = `The certificate of ${entrance.id} at ${site} is in use, and has the names ${names.join(', ')}`;
  const [, , service, region] = arn.split(':') as [string, string, string, string];
  if (service !== 'acm') return [notSeen('traffic', `whether ${title}`, 'it is not of AWS Certificate Manager')];
  return [
    asked({
      about: 'traffic',
      id: `certificate-${region}`,
      title,
      run: certificateHas(region, arn, names),
      matches: 'complete',
      endpoint: region,
      fix: `a certificate with these names, or hostNames that it has: ${APPLY}`,
    }),
  ];
}
