import { askedRoom } from '../../../port/room-words';
import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { capacityKept, IS_KEPT, IS_STEADY_POOL, ocpuRoom, poolSteady } from '../cli-machines';
import { boundsAt, poolOf, type MachinePlacement } from './names';
import { takenShape } from './sizes';
import { whyNot } from './steps';

/** Whether a group runs where it serves; elsewhere, whether it could: its limits leave room for as many as serve. Its image and its shape are asked by the checks of a move. */
export function machineDoctor(placement: MachinePlacement): DoctorItem[] {
  const { form } = placement;
  return [...(works(form) ? [serves(placement)] : [room(placement)]), ...isKept(placement)];
}

function serves(placement: MachinePlacement): DoctorItem {
  const { id, component, here } = placement;
  const { least } = boundsAt(placement);
  return asked({
    about: 'standby',
    id: `serves-${id}`,
    title: `${component} at ${here.region} runs ${least} machines at least, and each is well`,
    run: poolSteady(poolOf(placement), least, true),
    matches: IS_STEADY_POOL,
    endpoint: here.region,
    fix: `${APPLY}; else ${whyNot(placement)}`,
  });
}

/** What runs there, and what capacity is kept for, is counted already. */
function room(placement: MachinePlacement): DoctorItem {
  const { id, component, here, declaration } = placement;
  const { ocpus, limit, shape } = takenShape(declaration);
  const counted = Math.max(boundsAt(placement).least, declaration.reserved[here.site] ?? 0);
  const more = Math.max(0, declaration.instances.active - counted) * ocpus;
  return askedRoom({
    id: `quota-${id}`,
    title: `${here.region} has room for ${MORE} OCPUs more of ${component} (${shape})`,
    of: `OCPUs ${limit}`,
    more,
    run: ocpuRoom(here.region, here.account, limit),
    endpoint: here.region,
    fix: 'ask for more: https://docs.oracle.com/iaas/Content/General/Concepts/servicelimits.htm; it may take days. That it is granted is no promise that there is capacity on the day: reserved keeps some',
  });
}

function isKept({ id, component, here, declaration }: MachinePlacement): DoctorItem[] {
  const reserved = declaration.reserved[here.site];
  if (reserved === undefined) return [];
  return [
    asked({
      about: 'standby',
      id: `reserved-${id}`,
      title: `Capacity for ${reserved} machines of ${component} is kept at ${here.region}`,
      run: capacityKept(here.region, here.account, here.names.reservation, reserved),
      matches: IS_KEPT,
      endpoint: here.region,
      fix: `${APPLY}; where OCI had no room for it, a reservation is made all the same, with less: another shape or another site`,
    }),
  ];
}
