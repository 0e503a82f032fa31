import { atMost, WITHIN } from '../../../words/at-most';
import type { DoctorFacts } from '../../../port/facts';
import { asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { instance, keptBehind, storageLeft } from '../cli-database';
import { optInItem } from '../doctor';
import { roomOfDatabases } from '../room-doctor';
import { askedOf } from '../../../port/needed';
import { instanceNeeds, instanceWants } from './existing';
import { engineOf } from './engines';
import { offeredAt } from './orderable';
import { IS, TAKES_WRITES } from './state';
import type { DatabasePlacement } from './names';
import { leastFree, mostKept } from './storage';

/** Whether an instance is copied, serves, or could be made: of copies nothing stands until the day, and what lost the role is made anew. */
export function databaseDoctor(placement: DatabasePlacement, { copiesIn }: DoctorFacts): DoctorItem[] {
  const { component, here, peer, form, posture, joined } = placement;
  const needed = here.existing ? [...instanceNeeds(placement, here, peer), ...instanceWants(placement, here, copiesIn)] : [];
  const always = [...askedOf(here.region, needed), optInItem(here.region, 'RDS', component)];
  // What is made on the day is asked for by the step that proves that it stands by.
  if (posture === 'backup' && !works(form)) return [...always, ...made(placement)];
  const zones = placement.spread === 'zonal' && posture !== 'backup' ? [overZones(placement)] : [];
  const kept = joined === 'replica' ? [keeps(placement)] : [];
  const own = works(form) ? [serving(placement), ...zones, roomLeft(placement), ...kept] : [...zones, roomLeft(placement)];
  return [...own, ...always, offered(placement)];
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
    run: instance(region, names.instance, IS),
    matches: TAKES_WRITES,
    endpoint: region,
    fix: 'look at the instance: what stands by follows it, and what is copied is copied from it',
  });
}

/** An instance whose storage is full stops, and takes neither a write nor a promotion. */
function roomLeft({ id, component, here: { region, names }, declaration: { gib } }: DatabasePlacement): DoctorItem {
  return asked({
    about: 'standby',
    id: `storage-${id}`,
    title: `A tenth of the storage of ${component} at ${region} is free`,
    run: storageLeft(region, names.instance, leastFree(gib)),
    matches: '[Tt]rue',
    endpoint: region,
    fix: `storageGiB: as many as it has (AllocatedStorage), and more than ${gib}; it grows by itself, but not at once, and not for ever`,
  });
}

/** Beyond what a bounded log keeps for it, a replica of another region never catches up; one without a bound fills the storage. */
function keeps({ id, component, here: { region, names }, peer, declaration }: DatabasePlacement): DoctorItem {
  const { by, metric } = engineOf(declaration).feed;
  return asked({
    about: 'standby',
    id: `kept-${id}`,
    title:
      by === 'slot'
        ? `${component} at ${peer.region} is far from missing what ${region} keeps for it`
        : `${component} at ${region} keeps few binary logs for ${peer.region}`,
    run: atMost(mostKept(declaration.gib), keptBehind(region, names.instance, metric)),
    matches: WITHIN,
    endpoint: region,
    fix: `see why ${peer.region} does not receive it: once more is kept than ${by === 'slot' ? 'may be' : 'there is room for'}, its replica has to be made anew`,
  });
}

/** What a restore needs of the account on the day. */
const made = (placement: DatabasePlacement): DoctorItem[] => [
  roomOfDatabases(placement, 'DBInstances', 'instances', 1),
  roomOfDatabases(placement, 'AllocatedStorage', 'GiB', placement.declaration.gib),
];

/** At both sites, since each is made anew where it loses the role. */
function offered(placement: DatabasePlacement): DoctorItem {
  const { onFailure: fix, ...look } = offeredAt(placement);
  return asked({ about: 'quota', id: `offered-${placement.id}`, fix, ...look });
}
