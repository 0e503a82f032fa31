import type { AutoscalingGroupConfig } from '@cdktf/provider-aws/lib/autoscaling-group/index.js';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet/index.js';
import { Ec2CapacityReservation } from '@cdktf/provider-aws/lib/ec2-capacity-reservation/index.js';
import type { AwsContext } from '../cell';
import { networkOf } from '../network/cell';
import type { MachinePlacement } from './names';
import { takenType } from './sizes';

/**
 * Capacity in each zone of a site, the same in every situation: nothing of it is ordered on the day. Machines of this group alone take it, and are launched beside it where it does not suffice. It is of Linux without a licence: of another platform by `aws.customize`.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-reservations.html,
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CapacityReservationSpecification.html
 */
export function renderReserved(
  context: AwsContext,
  { id, here, declaration }: MachinePlacement,
): Pick<AutoscalingGroupConfig, 'capacityReservationSpecification'> {
  const { stack } = context;
  const reserved = declaration.reserved[here.site];
  if (reserved === undefined) return {};
  const { privateSubnets } = networkOf(context);
  const kept = privateSubnets.map((subnet, i) => {
    const zone = new DataAwsSubnet(stack, `${id}-zone-${i + 1}`, { id: subnet });
    return new Ec2CapacityReservation(stack, `${id}-reserved-${i + 1}`, {
      availabilityZone: zone.availabilityZone,
      instanceType: takenType(declaration)[0],
      instancePlatform: 'Linux/UNIX',
      instanceCount: Math.ceil(reserved / privateSubnets.length),
      instanceMatchCriteria: 'targeted',
      endDateType: 'unlimited',
      tags: { Name: here.names.machines },
    });
  });
  return {
    capacityReservationSpecification: {
      capacityReservationPreference: 'capacity-reservations-first',
      capacityReservationTarget: { capacityReservationIds: kept.map((one) => one.id) },
    },
  };
}
