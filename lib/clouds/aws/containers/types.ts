import type { TypeRow } from '../../../port/facts';

/** What is known of the types of a service. Import ids: the pages of each resource at https://github.com/hashicorp/terraform-provider-aws/tree/v6.25.0/website/docs/r */
export const CONTAINER_TYPES: Readonly<Record<string, TypeRow>> = {
  aws_ecs_cluster: { holdsData: false, importId: '{name}' },
  aws_ecs_service: { holdsData: false, importId: '! CLUSTER/SERVICE, by their names' },
  // A revision is never changed: another one is made beside it.
  aws_ecs_task_definition: {
    holdsData: false,
    importId: '! its ARN, with the revision: aws ecs list-task-definitions --family-prefix NAME',
  },
  // What the application prints: it is told to nobody at the other site, and no state of the business stands there alone.
  aws_appautoscaling_target: { holdsData: false, importId: '{service_namespace}/{resource_id}/{scalable_dimension}' },
  aws_appautoscaling_policy: { holdsData: false, importId: '{service_namespace}/{resource_id}/{scalable_dimension}/{name}' },
};
