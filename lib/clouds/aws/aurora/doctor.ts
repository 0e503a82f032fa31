import { asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { cluster, CLUSTER_IS, versionsAlike, WRITES, zonesOf } from '../cli-aurora';
import { classOffered } from '../cli-doctor';
import { optInItem } from '../doctor';
import { roomOfDatabases } from '../room-doctor';
import { auroraOf, versionOf } from './engines';
import { membersAt, type AuroraPlacement } from './names';
import { auroraClass } from './sizes';

/** Whether a cluster serves, is over zones, is of one version with what follows, and could be made. */
export function auroraDoctor(placement: AuroraPlacement): DoctorItem[] {
  const { id, component, here, peer, form, posture, spread, joined, declaration } = placement;
  const { region, names } = here;
  const name = auroraClass(declaration.size);
  const always = [
    optInItem(region, 'Aurora', component),
    asked({
      about: 'quota',
      id: `offered-${id}`,
      title: `${region} offers ${name} for ${component}`,
      run: classOffered(region, auroraOf(declaration).name, versionOf(declaration).replace(/\.\d+$/, ''), name),
      matches: '[1-9]\\d*',
      endpoint: region,
      fix: 'another size, or another site; that it is offered is no promise that there is capacity on the day',
    }),
  ];
  // What is made on the day needs room for it then.
  if (posture === 'backup' && !works(form)) return [...always, ...room(placement)];
  const zonal = asked({
    about: 'standby',
    id: `zones-${id}`,
    title: `${component} at ${region} has instances in two zones`,
    run: zonesOf(region, names.instance),
    matches: '(\\S+) (?!\\1$)\\S+',
    endpoint: region,
    fix: 'apply its stack; where both are in one zone, delete the second one (aws rds delete-db-instance), and apply it again',
  });
  const alike = asked({
    about: 'standby',
    id: `version-${id}`,
    title: `${component} is of one version at ${region} and at ${peer.region}`,
    run: versionsAlike([region, names.instance], [peer.region, peer.names.instance]),
    matches: 'alike',
    endpoint: peer.region,
    fix: 'raise the one that follows first (docs/databases-on-aws.md, "A version of Aurora"): no role is moved between two',
  });
  const serving = asked({
    about: 'standby',
    id: `serves-${id}`,
    title: `${component} at ${region} takes writes`,
    run: cluster(region, names.instance, CLUSTER_IS),
    matches: WRITES,
    endpoint: region,
    fix: 'look at the cluster: what stands by follows it, and what is copied is copied from it',
  });
  return [...(works(form) ? [serving, ...(joined === 'replica' ? [alike] : [])] : []), ...(spread === 'zonal' ? [zonal] : []), ...always];
}

const room = (placement: AuroraPlacement): DoctorItem[] => [
  roomOfDatabases(placement, 'DBClusters', 'clusters', 1),
  roomOfDatabases(placement, 'DBInstances', 'instances', membersAt(placement.spread).length),
];
