import { askedRoom } from '../../../port/room-words';
import { APPLY, asked, MORE, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { capacityKept, featureState, groupSteady, IS_KEPT, IS_STEADY_GROUP, machineRoom } from '../cli-machines';
import { registered } from '../doctor';
import { identityDoctor } from '../service-identity';
import { groupAsked } from './existing';
import { groupOf, leastAt, type MachinePlacement } from './names';
import { takenSize } from './sizes';
import { whyNot } from './steps';

/** Whether a group runs where it serves; elsewhere, whether it could: who its machines are, and room for as many as serve. Its image and its size are asked by the checks of a move. */
export function machineDoctor(placement: MachinePlacement): DoctorItem[] {
  const { id, component, here, form } = placement;
  const { account, region } = here;
  const kept = leastAt(placement);
  return [
    registered(account, region, 'Microsoft.Compute', id),
    ...(here.existing ? groupAsked(placement) : [replaces(placement), identityDoctor(placement)]),
    ...(works(form)
      ? [
          asked({
            about: 'standby',
            id: `serves-${id}`,
            title: `${component} at ${region} runs ${kept} machines at least, and each is well`,
            run: groupSteady(groupOf(placement), kept, !here.existing),
            matches: IS_STEADY_GROUP,
            endpoint: region,
            fix: `${APPLY}; else ${whyNot(placement)}`,
          }),
        ]
      : []),
    ...(works(form) ? [] : [room(placement, kept)]),
    ...isKept(placement),
  ];
}

/**
 * A newer version comes in machines of its own, ahead of the older ones' end: a feature that is registered once a subscription
 * (https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-maxsurge; UNVERIFIED that it still is asked for).
 */
const replaces = ({ id, component, here: { account, region } }: MachinePlacement): DoctorItem =>
  asked({
    about: 'opt-in',
    id: `surge-${id}`,
    title: `Newer machines of ${component} may stand beside older ones at ${region}`,
    run: featureState(account, 'Microsoft.Compute', 'MaxSurgeRollingUpgrade'),
    matches: 'Registered',
    endpoint: region,
    fix: `az feature register --subscription ${account} --namespace Microsoft.Compute --name MaxSurgeRollingUpgrade, and once it is: az provider register --subscription ${account} --namespace Microsoft.Compute`,
  });

/** What runs there, and what capacity is kept for, is counted already. */
function room({ id, component, here, declaration }: MachinePlacement, kept: number): DoctorItem {
  const [size, vcpus] = takenSize(declaration);
  const more = Math.max(0, declaration.instances.active - Math.max(kept, declaration.reserved[here.site] ?? 0)) * vcpus;
  return askedRoom({
    id: `quota-${id}`,
    title: `${here.region} has room for ${MORE} vCPUs more of ${component} (${size})`,
    of: `vCPUs ${size}`,
    more,
    run: machineRoom(here.account, here.region, size),
    endpoint: here.region,
    fix: 'ask for more: https://learn.microsoft.com/azure/quotas/per-vm-quota-requests; it may take days. That it is granted is no promise that there is capacity on the day: reserved keeps some',
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
      run: capacityKept(here.account, here.ground.group, here.names.reservation, reserved),
      matches: IS_KEPT,
      endpoint: here.region,
      fix: `${APPLY}; where Azure has no room for it, another size or another site`,
    }),
  ];
}
