import type { Signal } from '../../../port/signals';
import { toldAs } from '../existing';
import { fewerRun } from '../service-signals';
import { leastAt } from './existing';
import type { MachinePlacement } from './names';

/** What stands by: as many as its tier keeps, and no launch that failed. */
export const machineSignals = (placement: MachinePlacement): readonly Signal[] => [...tooFew(placement), launchFails(placement)];

/** What serves: the same of what it runs there. */
export const machineServingSignals = machineSignals;

/**
 * A machine that its load balancer finds unhealthy is taken out and made again: too few in service says both. The group publishes it each
 * minute, so silence is an alarm. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
 */
function tooFew(placement: MachinePlacement): readonly Signal[] {
  const { id, here, component } = placement;
  const wanted = leastAt(placement);
  return fewerRun({
    id: `${id}-in-service`,
    name: `${toldAs(here, component, here.names.machines)}-in-service`,
    title: `Fewer than ${wanted} machines of ${component} are in service at ${here.region}, or nobody knows`,
    wanted,
    namespace: 'AWS/AutoScaling',
    metric: 'GroupInServiceInstances',
    of: { AutoScalingGroupName: here.names.machines },
  });
}

/**
 * No capacity in a zone, no image, no right to the key; or a newer version that never gets healthy, which the group gives up, and those before
 * it go on running: told at once. https://docs.aws.amazon.com/autoscaling/ec2/userguide/automating-ec2-auto-scaling-with-eventbridge.html,
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-eventbridge-events.html
 */
const launchFails = ({ id, here, component }: MachinePlacement): Signal => ({
  kind: 'event',
  id: `${id}-launch-fails`,
  name: `${toldAs(here, component, here.names.machines)}-launch-fails`,
  title: `A machine of ${component} could not be launched at ${here.region}, or not be replaced by its newer version`,
  watches: 'service',
  pattern: {
    source: ['aws.autoscaling'],
    'detail-type': ['EC2 Instance Launch Unsuccessful', 'EC2 Auto Scaling Instance Refresh Failed'],
    detail: { AutoScalingGroupName: [here.names.machines] },
  },
});
