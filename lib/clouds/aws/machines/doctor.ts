import { asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { capacityKept, groupSteady, IS_KEPT, IS_STEADY_GROUP, typeOffered } from '../cli-machines';
import type { VcpuQuota } from '../cli-room';
import { APPLY } from '../doctor';
import { askedOf } from '../existing';
import { hasImage, hasRoles, hasRoom, serves } from '../service-doctor';
import { LAUNCHES } from './base';
import { groupNeeds, leastAt } from './existing';
import { groupAt, type MachinePlacement } from './names';
import { takenType } from './sizes';
import { missingImage } from './image';
import { imageCheck } from './steps';

/**
 * Of instances on demand of the families that are taken here; capacity that is reserved counts, too.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html, 2026-11.
 */
export const ON_DEMAND: VcpuQuota = { service: 'ec2', quota: 'L-1216C47A', usage: 'EC2' };

/** Whether a group runs where it serves; elsewhere, whether it could: its image, its roles, its type in each zone, and room for as many as serve. */
export function machineDoctor(placement: MachinePlacement): DoctorItem[] {
  const { here, form, declaration } = placement;
  if (works(form)) {
    const fix = `look at its activities: aws autoscaling describe-scaling-activities --region ${here.region} --auto-scaling-group-name ${here.names.machines}`;
    const run = groupSteady(groupAt(placement), leastAt(placement));
    const needed = here.existing ? askedOf(here.region, groupNeeds(placement, here)) : [];
    return [...needed, serves(placement, 'machine', run, IS_STEADY_GROUP, fix), ...isKept(placement)];
  }
  // What exists has its image and its roles.
  if (here.existing) return [hasRoom(placement, ON_DEMAND, takenType(declaration)[1])];
  return [
    hasImage(imageCheck(placement), placement, missingImage(placement)),
    hasRoles(
      placement,
      [here.names.role, LAUNCHES],
      `${APPLY}; the service's own: aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com`,
    ),
    isOffered(placement),
    hasRoom(placement, ON_DEMAND, takenType(declaration)[1], declaration.reserved[here.site]),
    ...isKept(placement),
  ];
}

/** Not every zone has every type: a group is made all the same, and launches in the others, until they are full. */
function isOffered(placement: MachinePlacement): DoctorItem {
  const { id, component, here, declaration } = placement;
  const [type] = takenType(declaration);
  return asked({
    about: 'quota',
    id: `offered-${id}`,
    title: `Each zone of ${component} at ${here.region} offers ${type}`,
    run: typeOffered(groupAt(placement), type),
    matches: 'offered',
    endpoint: here.region,
    fix: 'another size, other zones, or another site; that it is offered is no promise that there is capacity on the day',
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
      run: capacityKept(here.region, here.names.machines, reserved),
      matches: IS_KEPT,
      endpoint: here.region,
      fix: `${APPLY}; where AWS has no room for it, another size or other zones`,
    }),
  ];
}
