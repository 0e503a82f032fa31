import { CapacityReservationGroup } from '@cdktf/provider-azurerm/lib/capacity-reservation-group/index.js';
import { CapacityReservation } from '@cdktf/provider-azurerm/lib/capacity-reservation/index.js';
import type { TerraformResource } from 'cdktf';
import type { AzureContext } from '../cell';
import { zonesOf } from '../partition';
import type { MachinePlacement } from './names';
import { takenSize } from './sizes';

/** Capacity that is kept: the id of its group, and what makes it. */
export interface Reserved {
  readonly group: string;
  readonly made: readonly TerraformResource[];
}

/**
 * Capacity in each zone of a site, the same in every situation: nothing of it is ordered on the day. Machines of this group alone take it, and are
 * started beside it where it does not suffice. https://learn.microsoft.com/azure/virtual-machines/capacity-reservation-overview and -overallocate, 2026-11.
 */
export function renderReserved(context: AzureContext, { id, here, declaration }: MachinePlacement): Reserved | undefined {
  const { stack, site, sitePlan, workload } = context;
  const reserved = declaration.reserved[here.site];
  if (reserved === undefined) return undefined;
  const { code } = site.region;
  const { zones = [] } = zonesOf(code);
  const tags = { workload: workload.id };
  const group = new CapacityReservationGroup(stack, `${id}-reserved`, {
    name: here.names.reservation,
    resourceGroupName: sitePlan.ground.group,
    location: code,
    ...(zones.length > 0 ? { zones } : {}),
    tags,
  });
  const [size] = takenSize(declaration);
  const places = zones.length > 0 ? zones : [undefined];
  const made = places.map(
    (zone) =>
      new CapacityReservation(stack, `${id}-reserved-${zone ?? 'any'}`, {
        name: `zone-${zone ?? 'any'}`,
        capacityReservationGroupId: group.id,
        sku: { name: size, capacity: Math.ceil(reserved / places.length) },
        ...(zone === undefined ? {} : { zone }),
        tags,
      }),
  );
  return { group: group.id, made };
}
