import type { RecoverySteps } from '../../../port/phases';
import { imageDigest, IS_STEADY, NO_TASK, serviceSteady, serviceTasks, startService } from '../cli-containers';
import { ofExisting } from '../service-existing';
import { runningSteps, type ImageCheck } from '../service-steps';
import { wakingOf } from './existing';
import { serviceAt, type ServicePlacement } from './names';

/** Seconds until connections are closed, a target is taken out, and a task that was told to stop is killed: the defaults of the services. */
const DRAINS = 300;
/** Longest time between the word to stop and the end of a task: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, 2026-11. */
export const STOPS_WITHIN = 120;
/** Seconds that placing a task and pulling its image may take (the library's own bound). */
const PULLS_WITHIN = 600;

/** Whether the image is at a site, by its digest: a task that cannot pull it never starts. */
export function imageCheck({ id, component, here, declaration }: ServicePlacement): ImageCheck {
  const { repository, digest } = declaration;
  return {
    id: `image-${id}`,
    title: `The image of ${component} is in the registry of ${here.region}`,
    run: imageDigest(here.region, here.account, repository, digest),
    matches: digest,
    endpoint: here.region,
  };
}

/** What a person does where the image is missing. */
export const COPY_IMAGE =
  'push that digest to the repository there, too (a registry copies only what is pushed after its rule was made): crane copy, or the pipeline';

/** Looks and commands around a service that takes over, and around one that is left. */
export function serviceRecovery(placement: ServicePlacement): RecoverySteps {
  const { here, declaration } = placement;
  const { region, names } = here;
  const at = serviceAt(placement);
  const made = runningSteps(placement, {
    image: imageCheck(placement),
    missing: COPY_IMAGE,
    one: 'task',
    start: (least) => startService(at, least),
    steady: (least) => serviceSteady(at, least),
    isSteady: IS_STEADY,
    within: PULLS_WITHIN + 2 * declaration.startup,
    why: `the answer says why the last task stopped (a secret without a value, an image that is not there); the service's events${here.existing ? '' : `, and its log ${names.logs},`} say more. Mend it, and have ECS try at once, which it does less and less often, up to 27 minutes apart: aws ecs update-service --region ${region} --cluster ${at.cluster} --service ${at.service} --force-new-deployment. Then run the procedure again`,
    left: serviceTasks(at),
    none: NO_TASK,
    endsWithin: DRAINS + STOPS_WITHIN + 180,
  });
  return here.existing ? ofExisting(placement, made, wakingOf(placement)) : made;
}
