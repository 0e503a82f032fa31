import type { Signal } from '../../../port/signals';
import { imagesLacking } from '../cli-containers';
import { registryOf, type ImagesPlacement } from './names';

/** Whether an image was pushed to one side alone: nothing publishes it. */
export const imagesSignals = ({ id, here, peer, component, declaration }: ImagesPlacement): readonly Signal[] => [
  {
    kind: 'polled',
    id: `${id}-sent`,
    name: `${id}-sent-${here.region}`,
    title: `An image of ${component} is at ${peer.region} and not at ${here.region}, or nobody knows`,
    watches: 'copies',
    run: imagesLacking(registryOf(here), registryOf(peer), declaration.repositories),
    endpoint: here.region,
    every: 3600,
    above: 0,
  },
];
