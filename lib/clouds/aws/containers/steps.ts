import { instancesAt } from '../../../components/container-service';
import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, type Check } from '../../../words/steps';
import { imageDigest, IS_STEADY, NO_TASK, serviceSteady, serviceTasks, startService } from '../cli-containers';
import { serviceFences, startExisting, toldWhere } from './existing';
import { serviceAt, type ServicePlacement } from './names';

/** Seconds until connections are closed, a target is taken out, and a task that was told to stop is killed: the defaults of the services. */
const DRAINS = 300;
/** Longest time between the word to stop and the end of a task: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, 2026-11. */
export const STOPS_WITHIN = 120;
/** Seconds that placing a task and pulling its image may take (the library's own bound). */
const PULLS_WITHIN = 600;

/** Whether the image is at a site, by its digest: a task that cannot pull it never starts. */
export function imageCheck({ id, component, here, declaration }: ServicePlacement): Parameters<typeof checkStep>[0] & { matches: string } {
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
  const { component, here, id, declaration } = placement;
  const { region } = here;
  const { instances, startup } = declaration;
  const at = serviceAt(placement);
  const within = PULLS_WITHIN + 2 * startup;
  const steady = (step: string, title: string, least: number): Check =>
    checkStep({
      id: `${step}-${id}`,
      title: `${component} at ${region} ${title}`,
      run: serviceSteady(at, least),
      matches: IS_STEADY,
      endpoint: region,
      timeout: within,
      onFailure: `aws ecs describe-services --region ${region} --cluster ${at.cluster} --services ${at.service}: its events say why (a secret without a value, an image that is not there); mend it, and run the procedure again: it goes on trying meanwhile`,
    });
  return {
    // What exists runs an image of its own registry.
    check: here.existing ? toldWhere(placement, 'knows') : [checkStep({ ...imageCheck(placement), onFailure: COPY_IMAGE })],
    fence: serviceFences(placement),
    fenced: [
      checkStep({
        id: `fenced-${id}`,
        title: `${component} at ${region} runs no task any more`,
        run: serviceTasks(at),
        matches: NO_TASK,
        endpoint: region,
        timeout: DRAINS + STOPS_WITHIN + 180,
      }),
    ],
    start: [
      here.existing
        ? startExisting(placement)
        : commandStep({
            // Both sites may be started in one procedure.
            id: `start-${id}-${region}`,
            title: `Start ${component} at ${region}: ${instances.active} at least`,
            run: startService(at, instances.active),
            endpoint: region,
            expected: 'how many are wanted',
            timeout: 120,
          }),
    ],
    verify: [steady('running', 'runs, and every task is healthy', instances.active)],
    standing: [
      ...(here.existing ? [] : [checkStep({ ...imageCheck(placement), id: `image-there-${id}`, onFailure: COPY_IMAGE })]),
      ...toldWhere(placement, 'told'),
      steady('standing', 'stands by, at the size of its tier', instancesAt(declaration, placement)),
    ],
  };
}
