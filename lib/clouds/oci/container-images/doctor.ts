import { APPLY, asked, type DoctorItem } from '../../../words/doctor';
import { works } from '../../../words/posture';
import { imagesLacking, repositoriesThere } from '../cli-containers';
import { registryOf, type ImagesPlacement } from './names';

/** Where it serves: whether its repositories are there, and the other side has what was pushed. A standby is asked for its own by what a move asks. */
export function imagesDoctor({ id, component, here, peer, form, declaration }: ImagesPlacement): DoctorItem[] {
  if (!works(form)) return [];
  const { repositories, copiedBy } = declaration;
  return [
    asked({
      about: 'standby',
      id: `repositories-serve-${id}`,
      title: `The repositories of ${component} are at ${here.region}`,
      run: repositoriesThere(registryOf(here), repositories),
      matches: String(repositories.length),
      endpoint: here.region,
      fix: APPLY,
    }),
    asked({
      about: 'copies',
      id: `images-sent-${id}`,
      title: `${peer.region} has every image of ${component} that ${here.region} has`,
      run: imagesLacking(registryOf(peer), registryOf(here), repositories),
      matches: '0',
      endpoint: here.region,
      fix:
        copiedBy === 'pipeline'
          ? "have the pipeline push to both, or leave it to a step: copiedBy: 'registry'"
          : `${APPLY}: it brings what lacks, after each push`,
    }),
  ];
}
