import type { Output } from '../synth';
import { presentIn, type Violations } from './reading';

const MARKER = 'continuity-marker';

/**
 * Law 12: the marker is the first thing that an apply writes. One that dies in the middle has then done nothing that an older output
 * could undo: it is refused.
 */
export function lawTwelve(output: Output): Violations {
  return presentIn(output).flatMap(({ id, json }) => {
    const all = Object.entries(json.resource ?? {}).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => ({ address: `${type}.${name}`, name, body })),
    );
    const marker = all.find(({ name }) => name === MARKER)?.address;
    if (marker === undefined) return [`${id}: has no marker`];
    return all
      .filter(({ name }) => !name.startsWith(MARKER))
      .filter(({ body }) => !(body['depends_on'] as readonly string[] | undefined)?.includes(marker))
      .map(({ address }) => `${id}: ${address} may be applied before ${marker}`);
  });
}
