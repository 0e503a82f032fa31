import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, type Check } from '../../../words/steps';
import { carryImages, imagesLacking, repositoriesThere } from '../cli-containers';
import { registryOf, type ImagesPlacement } from './names';

/** Seconds that bringing the images of one repository may take (the library's own figure): they go through the machine that runs the step. */
const BROUGHT_BY = 3600;

/** Around images: what was pushed at the side that serves is brought to the other one whenever that is brought up to date, and ahead of a planned move. */
export function imagesRecovery(placement: ImagesPlacement): RecoverySteps {
  const { id, component, here, peer, declaration } = placement;
  const { repositories, copiedBy } = declaration;
  const there = (step: string): Check =>
    checkStep({
      id: `${step}-${id}`,
      title: `The repositories of ${component} are at ${here.region}`,
      run: repositoriesThere(registryOf(here), repositories),
      matches: String(repositories.length),
      endpoint: here.region,
      onFailure: `one that is not named as it is was made by a push, in the root compartment: oci artifacts container repository change-compartment --repository-id OCID --compartment-id ${here.account}`,
    });
  const check = [there('repositories')];
  const stands = there('repositories-stand');
  if (copiedBy === 'pipeline') return { check, standing: [stands] };
  const carry = commandStep({
    id: `bring-${id}`,
    title: `${here.region} is brought the images of ${component} that ${peer.region} has and it lacks`,
    run: carryImages(registryOf(here), registryOf(peer), repositories),
    endpoint: here.region,
    expected: 'how many were brought of each repository, by digest, without their tags',
    timeout: BROUGHT_BY * Math.max(1, repositories.length),
  });
  return { check, drained: [carry, whole(placement)], seed: [{ step: carry, again: true }], standing: [stands, whole(placement)] };
}

function whole({ id, component, here, peer, declaration }: ImagesPlacement): Check {
  return checkStep({
    id: `brought-${id}`,
    title: `${here.region} lacks no image of ${component} that ${peer.region} has`,
    run: imagesLacking(registryOf(here), registryOf(peer), declaration.repositories),
    matches: '0',
    endpoint: here.region,
    onFailure: 'one was pushed meanwhile: run this again, and it is brought',
  });
}
