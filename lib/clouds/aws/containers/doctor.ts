import { instancesAt } from '../../../components/container-service';
import { asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { IS_STEADY, rolesThere, serviceSteady, vcpuRoom } from '../cli-containers';
import { HAS_ROOM } from '../cli-room';
import { APPLY } from '../doctor';
import { askedOf } from '../existing';
import { taskSize } from './sizes';
import { serviceWants } from './existing';
import { serviceAt, type ServicePlacement } from './names';
import { COPY_IMAGE, imageCheck } from './steps';

/** Whether a service runs where it serves; elsewhere, whether it could: its image, its roles, and room for as many as serve. */
export function serviceDoctor(placement: ServicePlacement): DoctorItem[] {
  const { id, component, here, form, declaration } = placement;
  const { region } = here;
  if (works(form))
    return [
      ...(here.existing ? askedOf(region, serviceWants(placement)) : []),
      asked({
        about: 'standby',
        id: `serves-${id}`,
        title: `${component} at ${region} runs, and every task is healthy`,
        run: serviceSteady(serviceAt(placement), declaration.instances.active),
        matches: IS_STEADY,
        endpoint: region,
        fix: `look at its events: aws ecs describe-services --region ${region}; a deployment that failed is begun again by continuity run`,
      }),
    ];
  // What exists has its roles, and an image of its own registry.
  const made = [asked({ about: 'standby', ...imageCheck(placement), id: `image-ready-${id}`, fix: COPY_IMAGE }), ...rolesOf(placement)];
  return [...(here.existing ? [] : made), roomFor(placement)];
}

/** Made by AWS itself with the first service of an account, through IAM: on the day it may be too late. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html */
const SERVICE_ROLES = { ecs: 'AWSServiceRoleForECS', scaling: 'AWSServiceRoleForApplicationAutoScaling_ECSService' };

function rolesOf({ id, component, here, declaration: { instances } }: ServicePlacement): DoctorItem[] {
  const { ecs, scaling } = SERVICE_ROLES;
  const roles = [here.names.executionRole, here.names.taskRole, ecs, ...(instances.most > instances.active ? [scaling] : [])];
  return [
    asked({
      about: 'standby',
      id: `roles-${id}`,
      title: `The roles of ${component} at ${here.region} are there`,
      run: rolesThere(roles),
      matches: roles.join('\\s+'),
      endpoint: here.region,
      fix: `${APPLY}; the service's own: aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com, and ecs.application-autoscaling.amazonaws.com`,
    }),
  ];
}

function roomFor(placement: ServicePlacement): DoctorItem {
  const { id, component, here, declaration } = placement;
  const { size, instances } = declaration;
  const each = (taskSize(size)?.cpu ?? 0) / 1024;
  const more = (instances.active - instancesAt(declaration, placement)) * each;
  return asked({
    about: 'quota',
    id: `quota-${id}`,
    title: `${here.region} has room for ${more} vCPUs more of ${component}`,
    run: vcpuRoom(here.region, more),
    matches: HAS_ROOM,
    endpoint: here.region,
    fix: 'ask for more: aws service-quotas request-service-quota-increase --service-code fargate --quota-code L-3032A538; it may take days. That it is granted is no promise that there is capacity on the day',
  });
}
