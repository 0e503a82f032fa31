import { CoreComputeCapacityReservation } from '@cdktf/provider-oci/core-compute-capacity-reservation';
import { availabilityDomains } from '../availability-domains';
import type { OciContext } from '../cell';
import type { MachinePlacement } from './names';
import { takenShape } from './sizes';

/** Capacity at a site, the same in every situation: nothing of it is ordered on the day. https://docs.oracle.com/iaas/Content/Compute/Tasks/reserve-capacity.htm, 2026-11. */
export function renderReserved(
  context: OciContext,
  { id, here, declaration }: MachinePlacement,
): CoreComputeCapacityReservation | undefined {
  const { stack, site, workload } = context;
  const reserved = declaration.reserved[here.site];
  if (reserved === undefined) return undefined;
  const { shape, ocpus, gib } = takenShape(declaration);
  return new CoreComputeCapacityReservation(stack, `${id}-reserved`, {
    compartmentId: site.account,
    availabilityDomain: availabilityDomains(context)[0] as string,
    displayName: here.names.reservation,
    instanceReservationConfigs: [
      { instanceShape: shape, instanceShapeConfig: { ocpus, memoryInGbs: gib }, reservedCount: String(reserved) },
    ],
    freeformTags: { workload: workload.id },
  });
}
