import { inWords } from '../../../objectives/duration';
import type { DoctorFacts } from '../../../port/facts';
import { atMost, WITHIN } from '../../../words/at-most';
import { asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { copyAge, instance, latestSnapshot } from '../cli';
import { classOffered, databaseRoom, HAS_ROOM } from '../cli-doctor';
import { copiesBound, optInItem } from '../doctor';
import { instanceClass } from './sizes';
import type { DatabasePlacement } from './steps';

const RAISE = 'ask for more: aws service-quotas request-service-quota-increase --service-code rds; it may take days';

/** Whether an instance is copied, serves, or could be made: of copies nothing stands until the day. */
export function databaseDoctor(placement: DatabasePlacement, facts: DoctorFacts): DoctorItem[] {
  const { component, here, form, posture, attached } = placement;
  const copied = optInItem(here.region, 'RDS', component);
  const zones = placement.spread === 'zonal' && posture !== 'backup' ? [overZones(placement)] : [];
  if (works(form)) return [serving(placement), ...zones, copied];
  if (posture === 'backup') return [copied, ...made(placement)];
  return [...zones, copied, ...(attached && facts.copies.toPeer ? [underneath(placement, copiesBound(facts))] : [])];
}

/** An instance that was changed by hand, or whose second one could not be made, stands in one zone: nothing else tells. */
function overZones({ id, component, here }: DatabasePlacement): DoctorItem {
  const { region, names } = here;
  return asked({
    about: 'standby',
    id: `zones-${id}`,
    title: `${component} at ${region} has a second instance in another zone`,
    run: instance(region, names.instance, 'DBInstances[0].[MultiAZ,SecondaryAvailabilityZone]'),
    matches: 'True\\s+(?!None)\\S+',
    endpoint: region,
    fix: 'apply its stack; where AWS has no room for it in another zone, another class',
  });
}

function serving({ id, component, here }: DatabasePlacement): DoctorItem {
  const { region, names } = here;
  return asked({
    about: 'standby',
    id: `serves-${id}`,
    title: `${component} at ${region} takes writes`,
    run: instance(region, names.instance, 'DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]'),
    matches: '(available|backing-up|storage-optimization)\\s+None',
    endpoint: region,
    fix: 'look at the instance: what stands by follows it, and what is copied is copied from it',
  });
}

/** What a restore needs of the account on the day. */
function made({ id, component, here, declaration }: DatabasePlacement): DoctorItem[] {
  const { region } = here;
  const { engine, gib, size } = declaration;
  const name = instanceClass(size);
  const room = (quota: string, what: string, more: number): DoctorItem =>
    asked({
      about: 'quota',
      id: `quota-${quota.toLowerCase()}-${id}`,
      title: `${region} has room for ${what} of ${component}`,
      run: databaseRoom(region, quota, more),
      matches: HAS_ROOM,
      endpoint: region,
      fix: RAISE,
    });
  return [
    room('DBInstances', 'the instance', 1),
    room('AllocatedStorage', `${gib} GiB`, gib),
    asked({
      about: 'quota',
      id: `offered-${id}`,
      title: `${region} offers ${name} for ${component}`,
      run: classOffered(region, engine.name, engine.version, name),
      matches: '[1-9]\\d*',
      endpoint: region,
      fix: 'another size, or another standby; that it is offered is no promise that there is capacity on the day',
    }),
  ];
}

/** Replication is no backup: the copies under it are looked at, too. */
function underneath({ id, component, here, peer }: DatabasePlacement, most: number): DoctorItem {
  return asked({
    about: 'copies',
    id: `copy-age-${id}`,
    title: `The newest copy of ${component} at ${here.region} is at most ${inWords(most)} old`,
    run: atMost(most, copyAge('', latestSnapshot(here.region, 'OriginalSnapshotCreateTime', { instance: peer.names.instance }))),
    matches: WITHIN,
    endpoint: here.region,
    fix: `aws backup list-copy-jobs at ${peer.region} says why there is no newer one`,
  });
}
