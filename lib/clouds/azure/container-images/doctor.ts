import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { imagesLacking, registryNamed, registryState } from '../cli-containers';
import { registered } from '../doctor';
import { OURS_OR_FREE } from '../name-words';
import { registryOf, type ImagesPlacement } from './names';
import { STANDS, THERE } from './steps';

/** Whether the registry is there under its name, and where it serves: whether the other one has what was pushed. */
export function imagesDoctor(placement: ImagesPlacement): DoctorItem[] {
  const { id, component, here, form, declaration } = placement;
  const { account, region } = here;
  const words = registryOf(here, declaration);
  return [
    registered(account, region, 'Microsoft.ContainerRegistry', id),
    asked({
      about: 'standby',
      id: `registry-there-${id}`,
      title: `The registry of ${component} is at ${region}`,
      run: registryState(words),
      matches: here.existing ? THERE : STANDS,
      endpoint: region,
      fix: here.existing ? `adopt another registry of ${account}, in ${region}` : APPLY,
    }),
    ...(here.existing ? [] : [named(placement)]),
    ...(works(form) ? [sent(placement)] : []),
  ];
}

function named({ id, here, declaration }: ImagesPlacement): DoctorItem {
  const words = registryOf(here, declaration);
  return asked({
    about: 'standby',
    id: `registry-name-${id}`,
    title: `The name ${words.registry} is free, or its registry stands`,
    run: registryNamed(words),
    matches: OURS_OR_FREE,
    endpoint: here.region,
    fix: 'somebody else has it: another id of the component',
  });
}

function sent({ id, component, here, peer, declaration }: ImagesPlacement): DoctorItem {
  const byPipeline = declaration.copiedBy === 'pipeline';
  return asked({
    about: 'copies',
    id: `images-sent-${id}`,
    title: `${peer.region} has every image of ${component} that ${here.region} has`,
    run: imagesLacking(registryOf(peer, declaration), registryOf(here, declaration), declaration.repositories),
    matches: '0',
    endpoint: here.region,
    fix: byPipeline
      ? "have the pipeline push to both, or leave it to a step: copiedBy: 'registry'"
      : `${APPLY}: it brings what lacks, after each push`,
  });
}
