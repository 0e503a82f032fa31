import type { ServiceDeclaration } from '../components/service';
import { OWN, type Figure } from '../words/figure';
import type { Posture } from '../words/posture';

/** Percent of CPU that scaling aims at (the library's own default). */
export const AIM = 60;

/** Days that what the application prints is kept (the library's own default). */
export const KEPT_DAYS = 365;

/** Seconds until the second apply lets users in behind what was started; and that making what stands nowhere yet takes. */
const [OPENED, MADE] = [180, 60];

/** How what runs is started. */
export interface Starting {
  /** Seconds until one that is wanted runs. */
  readonly placed: number;
  /** What it is. */
  readonly one: string;
  /** Seconds that making what stands nowhere yet takes. @default a minute */
  readonly made?: number;
  /** It is started by the apply that lets users in, and by no command ahead of another one. @default false */
  readonly byApply?: boolean;
}

/** How long what runs takes until users are let in. */
export function startOf(
  { startup }: ServiceDeclaration,
  posture: Posture,
  { placed, one, made = MADE, byApply = false }: Starting,
): Figure {
  const makes = posture === 'none' ? made : 0;
  const runs = posture === 'full' ? 0 : placed + startup;
  const opens = byApply ? 0 : OPENED;
  const said =
    posture === 'full' ? 'of full size already' : `${one} runs ${placed} s after it is wanted, and answers ${startup} s later as declared`;
  const behind = byApply ? 'the apply that starts it lets users in behind it' : `an apply lets users in behind it (${OPENED} s)`;
  return { seconds: makes + runs + opens, source: `${said}; ${behind}: ${OWN}`, verified: false };
}
