import { APPLY } from '../../../words/doctor';
import type { DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { IS_STEADY, serviceSteady } from '../cli-containers';
import type { VcpuQuota } from '../cli-room';
import { askedOf } from '../../../port/needed';
import { hasImage, hasRoles, hasRoom, serves } from '../service-doctor';
import { taskSize } from './sizes';
import { serviceWants } from './existing';
import { serviceAt, type ServicePlacement } from './names';
import { COPY_IMAGE, imageCheck } from './steps';

/** Of Fargate. New accounts begin with few: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const FARGATE: VcpuQuota = { service: 'fargate', quota: 'L-3032A538', usage: 'Fargate' };

/** Whether a service runs where it serves; elsewhere, whether it could: its image, its roles, and room for as many as serve. */
export function serviceDoctor(placement: ServicePlacement): DoctorItem[] {
  const { here, form, declaration } = placement;
  if (works(form)) {
    const fix = `look at its events: aws ecs describe-services --region ${here.region}; a deployment that failed is begun again by continuity run`;
    const wanted = here.existing ? askedOf(here.region, serviceWants(placement)) : [];
    // Of one that exists its owner says how many run.
    const least = here.existing ? 1 : declaration.instances.active;
    return [...wanted, serves(placement, 'task', serviceSteady(serviceAt(placement), least), IS_STEADY, fix)];
  }
  // What exists has its roles, and an image of its own registry.
  return [
    ...(here.existing ? [] : [hasImage(imageCheck(placement), placement, COPY_IMAGE), rolesOf(placement)]),
    hasRoom(placement, FARGATE, (taskSize(declaration.size)?.cpu ?? 0) / 1024),
  ];
}

/** Made by AWS itself with the first service of an account, through IAM: on the day it may be too late. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html */
const SERVICE_ROLES = { ecs: 'AWSServiceRoleForECS', scaling: 'AWSServiceRoleForApplicationAutoScaling_ECSService' };

function rolesOf(placement: ServicePlacement): DoctorItem {
  const { names } = placement.here;
  const { most, active } = placement.declaration.instances;
  const { ecs, scaling } = SERVICE_ROLES;
  const roles = [names.executionRole, names.taskRole, ecs, ...(most > active ? [scaling] : [])];
  return hasRoles(
    placement,
    roles,
    `${APPLY}; the service's own: aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com, and ecs.application-autoscaling.amazonaws.com`,
  );
}
