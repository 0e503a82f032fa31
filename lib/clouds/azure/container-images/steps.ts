import type { RecoverySteps } from '../../../port/phases';
import { checkStep, commandStep, type Check } from '../../../words/steps';
import { carryImages, imagesLacking, registryState } from '../cli-containers';
import { registryOf, type ImagesPlacement } from './names';

/** Seconds that bringing the images of one repository may take (the library's own figure). */
const BROUGHT_BY = 3600;

/** Of a registry that is there; another tier than premium takes no private endpoint. */
export const STANDS = 'Succeeded Premium';
/** Of one that exists: how it is reached is its owner's. */
export const THERE = 'Succeeded \\w+';

/** Around images: what was pushed at the side that serves is brought to the other one, whenever that is brought up to date. */
export function imagesRecovery(placement: ImagesPlacement): RecoverySteps {
  const { id, component, here, peer, declaration } = placement;
  const { repositories, copiedBy } = declaration;
  const there = checkStep({
    id: `registry-${id}`,
    title: `The registry of ${component} is at ${here.region}`,
    run: registryState(registryOf(here, declaration)),
    matches: here.existing ? THERE : STANDS,
    endpoint: here.region,
  });
  if (copiedBy === 'pipeline') return { standing: [there] };
  const carry = commandStep({
    id: `bring-${id}`,
    title: `${here.region} is brought the images of ${component} that ${peer.region} has and it lacks`,
    run: carryImages(registryOf(here, declaration), registryOf(peer, declaration), repositories),
    endpoint: here.region,
    expected: 'how many were brought of each repository, by digest, without their tags',
    timeout: BROUGHT_BY * Math.max(1, repositories.length),
  });
  return { seed: [{ step: carry, again: true }], standing: [there, whole(placement)] };
}

function whole({ id, component, here, peer, declaration }: ImagesPlacement): Check {
  return checkStep({
    id: `brought-${id}`,
    title: `${here.region} lacks no image of ${component} that ${peer.region} has`,
    run: imagesLacking(registryOf(here, declaration), registryOf(peer, declaration), declaration.repositories),
    matches: '0',
    endpoint: here.region,
    onFailure: 'one was pushed meanwhile: run this again, and it is brought',
  });
}
