import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { imagesLacking, registryNamed, registryState } from '../cli-containers';
import { registered } from '../doctor';
import { OURS_OR_FREE } from '../name-words';
import { registryOf, sourceOf, type ImagesPlacement } from './names';
import { STANDS } from './steps';

/** Whether the registry is there under its name, and where it serves: whether the other one has what was pushed. */
export function imagesDoctor(placement: ImagesPlacement): DoctorItem[] {
  const { id, component, here, form } = placement;
  const { account, region } = here;
  const words = registryOf(here);
  return [
    registered(account, region, 'Microsoft.ContainerRegistry', id),
    asked({
      about: 'standby',
      id: `registry-there-${id}`,
      title: `The registry of ${component} is at ${region}`,
      run: registryState(words),
      matches: STANDS,
      endpoint: region,
      fix: APPLY,
    }),
    asked({
      about: 'standby',
      id: `registry-name-${id}`,
      title: `The name ${words.registry} is free, or its registry stands`,
      run: registryNamed(words),
      matches: OURS_OR_FREE,
      endpoint: region,
      fix: 'somebody else has it: another id of the component',
    }),
    ...(works(form) ? [sent(placement)] : []),
  ];
}

function sent({ id, component, here, peer, declaration }: ImagesPlacement): DoctorItem {
  const byPipeline = declaration.copiedBy === 'pipeline';
  return asked({
    about: 'copies',
    id: `images-sent-${id}`,
    title: `${peer.region} has every image of ${component} that ${here.region} has`,
    run: imagesLacking(registryOf(peer), sourceOf(here), declaration.repositories),
    matches: '0',
    endpoint: here.region,
    fix: byPipeline
      ? "have the pipeline push to both, or leave it to a step: copiedBy: 'registry'"
      : `${APPLY}: it brings what lacks, after each push`,
  });
}
