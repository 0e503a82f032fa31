import type { ServiceDeclaration } from '../../components/service';
import { OWN, type Figure } from '../../words/figure';
import type { Posture } from '../../words/posture';

/** Percent of CPU that scaling aims at (the library's own default). */
export const AIM = 60;

/** Days that what the application prints is kept (the library's own default). */
export const KEPT_DAYS = 365;

/** Seconds until the second apply lets users in behind what was started; and that making what stands nowhere yet takes. */
const [OPENED, MADE] = [180, 60];

/** How long what runs takes until users are let in. `placed`: seconds until one that is wanted runs; `one`: what it is. */
export function startOf({ startup }: ServiceDeclaration, posture: Posture, { placed, one }: { placed: number; one: string }): Figure {
  const made = posture === 'none' ? MADE : 0;
  const runs = posture === 'full' ? 0 : placed + startup;
  const said =
    posture === 'full' ? 'of full size already' : `${one} runs ${placed} s after it is wanted, and answers ${startup} s later as declared`;
  return { seconds: made + runs + OPENED, source: `${said}; an apply lets users in behind it (${OPENED} s): ${OWN}`, verified: false };
}
