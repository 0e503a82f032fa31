import { instancesAt } from '../../../components/instances';
import type { Signal } from '../../../port/signals';
import { arnOf } from '../arn';
import { toldAs } from '../existing';
import { fewerRun } from '../service-signals';
import type { ServicePlacement } from './names';

/** What stands by: as many as its tier keeps, and what the service cannot start. */
export const serviceSignals = (placement: ServicePlacement): readonly Signal[] => [...tooFew(placement), startFails(placement)];

/** What serves: the same of what it runs there. */
export const serviceServingSignals = serviceSignals;

/**
 * Container Insights publishes it each minute, so silence is an alarm (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html).
 * On a cluster that exists it is its owner's whether it does.
 */
function tooFew(placement: ServicePlacement): readonly Signal[] {
  const { id, here, component, declaration } = placement;
  const { cluster, service } = here.names;
  if (here.existing) return [];
  const wanted = instancesAt(declaration, placement);
  return fewerRun({
    id: `${id}-running`,
    name: `${service}-running`,
    title: `Fewer than ${wanted} tasks of ${component} run at ${here.region}, or nobody knows`,
    wanted,
    namespace: 'ECS/ContainerInsights',
    metric: 'RunningTaskCount',
    of: { ClusterName: cluster, ServiceName: service },
  });
}

/**
 * Tasks that stop again and again, and those that no room, or no right to an image or a secret, lets start: told once.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html, 2026-11.
 */
const startFails = ({ id, here, component }: ServicePlacement): Signal => ({
  kind: 'event',
  id: `${id}-start-fails`,
  name: `${toldAs(here, component, here.names.service)}-start-fails`,
  title: `Tasks of ${component} cannot be started at ${here.region}, or stop again and again`,
  watches: 'service',
  pattern: {
    source: ['aws.ecs'],
    'detail-type': ['ECS Service Action'],
    resources: [arnOf(here, 'ecs', `service/${here.names.cluster}/${here.names.service}`)],
    detail: { eventName: ['SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_PLACEMENT_FAILURE'] },
  },
});
