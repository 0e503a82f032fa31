import { asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { instance } from '../cli';
import { classOffered, databaseRoom, HAS_ROOM } from '../cli-doctor';
import { optInItem } from '../doctor';
import { instanceClass } from './sizes';
import type { DatabasePlacement } from './steps';

const RAISE = 'ask for more: aws service-quotas request-service-quota-increase --service-code rds; it may take days';

/** Whether an instance is copied, serves, or could be made: of copies nothing stands until the day. */
export function databaseDoctor(placement: DatabasePlacement): DoctorItem[] {
  const { component, here, form, posture } = placement;
  const copied = optInItem(here.region, 'RDS', component);
  if (works(form)) return [serving(placement), copied];
  if (posture === 'backup') return [copied, ...made(placement)];
  return [copied];
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
