import type { Signal } from '../../../port/signals';
import { fallsBehind, toldAbove } from '../../../words/lag';
import { geoBehind } from '../cli-geo';
import { geoAccountOf, type GeoPlacement } from './names';

/** How far the region that follows is behind: the service publishes no number of it, so it is asked for the moment up to which all was sent. */
export const geoLag = ({ id, here, component, posture }: GeoPlacement, rpo: number): Signal => ({
  kind: 'polled',
  id: `${id}-lag`,
  name: `${here.names.door}-lag`,
  title: fallsBehind(component, here.region, rpo),
  watches: posture === 'backup' ? 'copies' : 'replica',
  run: geoBehind(geoAccountOf(here)),
  endpoint: here.region,
  every: 900,
  above: toldAbove(rpo),
});
