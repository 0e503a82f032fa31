import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { capacityKept, groupSteady, IS_KEPT, IS_STEADY_GROUP } from '../cli-machines';
import type { VcpuQuota } from '../cli-room';
import { LAUNCHES } from '../launch-key';
import { askedOf } from '../../../port/needed';
import { hasImage, hasRoles, hasRoom, serves } from '../service-doctor';
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

/** Whether a group runs where it serves; elsewhere, whether it could: its image, its roles, and room for as many as serve; its type in each zone is asked by the check of a move. */
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
    hasRoom(placement, ON_DEMAND, takenType(declaration)[1], declaration.reserved[here.site]),
    ...isKept(placement),
  ];
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
